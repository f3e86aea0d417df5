"""Renewal by invoice: what is offered, the way to its invoice, and the longer term that its payment brings (RNW)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes, and what payments and the clock bring."""
    from tbc.renewals import jobs  # noqa: F401  # its decorators register them, and so do those of:
    from tbc.renewals.service import entering, lapsing, paying, reminding  # noqa: F401  # see above
    from tbc.renewals.views import room

    app.register_blueprint(room)
