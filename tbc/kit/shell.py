"""What every page's frame needs: who is asking, in which language, what can be reached from here."""

from __future__ import annotations

from flask import Flask, current_app

from tbc.kit.assets import asset
from tbc.kit.guard import actor, can
from tbc.kit.language import language, language_links
from tbc.kit.page import status_messages


def init_app(app: Flask) -> None:
    """Give templates their globals."""
    app.jinja_env.globals.update(
        asset=asset,
        can=can,
        has_endpoint=_has_endpoint,
        language_links=language_links,
        settings=app.config["SETTINGS"],
        status_messages=status_messages,
    )
    app.context_processor(lambda: {"actor": actor(), "language": language()})


def _has_endpoint(name: str) -> bool:
    return name in current_app.view_functions
