"""Quotes, invoices and receipts: their numbers, the tax, the paper itself (BIL)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Tell documents of the house that issues them."""
    from tbc.invoices.house import set_up

    set_up(app.config["SETTINGS"])
