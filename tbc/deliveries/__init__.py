"""Deliveries: what is shipped, the two mails, the delivery site, the certificate (DLV)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Register the delivery site, and the pages of those who are signed in."""
    from tbc.deliveries import jobs  # noqa: F401  # its decorators register the work
    from tbc.deliveries.views import room

    app.register_blueprint(room)
