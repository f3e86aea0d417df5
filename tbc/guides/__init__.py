"""Help: guides for each kind of reader, questions and answers, and a search over both (HLP-1)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes."""
    from tbc.guides.views import room

    app.register_blueprint(room)
