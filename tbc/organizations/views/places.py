"""Where a page of a list begins, as its address says."""

from __future__ import annotations

from uuid import UUID

from flask import request


def place(name: str) -> UUID | None:
    """The row that `?name=` names, if it is an id; whatever else stands there is no place."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
