"""What every page's frame needs: who is asking, in which language, what can be reached from here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, has_request_context, request
from markupsafe import Markup

from tbc.kit.assets import asset
from tbc.kit.guard import actor, can
from tbc.kit.language import language, link_in
from tbc.kit.page import status_messages
from tbc.kit.templates import Templates


def init_app(app: Flask) -> None:
    """Give templates their globals."""
    app.jinja_env.globals.update(
        asset=asset,
        can=can,
        has_endpoint=_has_endpoint,
        link_in=link_in,
        settings=app.config["SETTINGS"],
        status_messages=status_messages,
        url_for=_addresses(app),
    )
    app.jinja_env.filters["attributes"] = _attributes
    app.context_processor(lambda: {"actor": actor(), "language": language()})


def _attributes(given: dict[str, Any]) -> Markup:
    """HTML attributes; None and False are left out, True is the bare name. Jinja's own filter would write "False"."""
    parts = [
        f" {name}" if value is True else f' {name}="{Templates.html(value)}"'
        for name, value in given.items()
        if value is not None and value is not False
    ]
    return Markup("".join(parts))  # noqa: S704  # names are ours, values are escaped


def _addresses(app: Flask) -> Callable[..., str]:
    """Flask's `url_for`, which puts each address without values together once: a page has a dozen of them."""
    known: dict[tuple[str, str], str] = {}

    def url_for(endpoint: str, /, **values: Any) -> str:
        if values or not has_request_context() or endpoint.startswith("."):
            return app.url_for(endpoint, **values)
        place = (request.root_path, endpoint)
        if place not in known:
            known[place] = app.url_for(endpoint)
        return known[place]

    return url_for


def _has_endpoint(name: str) -> bool:
    return name in current_app.view_functions
