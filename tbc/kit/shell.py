"""What every page's frame needs: who is asking, in which language, what can be reached from here."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from markupsafe import Markup, escape

from tbc.kit.assets import asset
from tbc.kit.guard import actor, can
from tbc.kit.language import language, link_in
from tbc.kit.page import status_messages


def init_app(app: Flask) -> None:
    """Give templates their globals."""
    app.jinja_env.globals.update(
        asset=asset,
        can=can,
        has_endpoint=_has_endpoint,
        link_in=link_in,
        settings=app.config["SETTINGS"],
        status_messages=status_messages,
    )
    app.jinja_env.filters["attributes"] = _attributes
    app.context_processor(lambda: {"actor": actor(), "language": language()})


def _attributes(given: dict[str, Any]) -> Markup:
    """HTML attributes; None and False are left out, True is the bare name. Jinja's own filter would write "False"."""
    parts = (
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in given.items()
        if value is not None and value is not False
    )
    return Markup("".join(parts))  # noqa: S704  # names are ours, values are escaped


def _has_endpoint(name: str) -> bool:
    return name in current_app.view_functions
