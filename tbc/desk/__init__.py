"""The staff's pages that lead to all others."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes."""
    from tbc.desk.views import room

    app.register_blueprint(room)
