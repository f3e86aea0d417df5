"""Deliveries: what is shipped, the two mails, the delivery site, the certificate (DLV)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Register the delivery site, and the pages of those who are signed in."""
    from tbc.deliveries import jobs, registering  # noqa: F401  # their decorators register the work
    from tbc.deliveries.views import of_licenses, room  # noqa: F401  # registers the links beside licenses

    app.register_blueprint(room)
