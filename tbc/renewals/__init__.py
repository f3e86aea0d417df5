"""Renewal by invoice: what is offered, the way to its invoice, and the longer term that its payment brings (RNW)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes, and what payments bring."""
    from tbc.renewals.service import paying  # noqa: F401  # its decorators register it
    from tbc.renewals.views import room

    app.register_blueprint(room)
