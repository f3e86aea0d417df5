"""The catalogue: products that can be applied for, and the supplements that some of them need."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes."""
    from tbc.catalog.views import room

    app.register_blueprint(room)
