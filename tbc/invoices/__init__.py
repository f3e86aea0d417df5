"""Quotes, invoices and receipts: their numbers, the tax, the paper itself (BIL)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Tell documents of the house that issues them, and register their pages."""
    from tbc.invoices.house import set_up
    from tbc.invoices.views import room

    set_up(app.config["SETTINGS"])
    app.register_blueprint(room)
