"""What a customer holds, and until when: licenses, their codes, parties and changes (LIC, CON)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes, and that licenses follow their applications."""
    from tbc.licenses.service import following  # noqa: F401  # its decorator registers it
    from tbc.licenses.views import room

    app.register_blueprint(room)
