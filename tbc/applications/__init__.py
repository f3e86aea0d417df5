"""From draft to filed: the form, the reception number, copies, corrections, the history."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes."""
    from tbc.applications.service import upkeep  # noqa: F401  # its decorator registers it
    from tbc.applications.views import room

    app.register_blueprint(room)
