"""The blueprint of the room."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("bulk_filing", __name__, url_prefix="/bulk-filings")


def position(typed: str) -> int:
    """A position in an address.

    Raises:
        ValueError: it is none, and the first page is shown.
    """
    if not (typed.isascii() and typed.isdigit() and len(typed) < 8):
        raise ValueError(typed)
    return int(typed)
