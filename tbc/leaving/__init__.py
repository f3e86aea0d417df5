"""Going: taking one's data along, and closing the account for good (ACC-6)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    from tbc.leaving.views import room

    app.register_blueprint(room)
