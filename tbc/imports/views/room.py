"""The blueprint, and how its addresses name a place in a list."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("imports", __name__, url_prefix="/desk/imports")


def position(text: str) -> int:
    """A place in a list, as an address names it; ValueError for what no list is long enough for."""
    number = int(text)
    if not 0 <= number < 2**31:
        raise ValueError(text)
    return number
