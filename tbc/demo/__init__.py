"""The demo: embedded PostgreSQL, a mailbox, people and data to try everything with. Never part of production."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Register the demo's pages."""
    from tbc.demo import components
    from tbc.demo.views import room

    app.register_blueprint(components.room)
    app.register_blueprint(room)
