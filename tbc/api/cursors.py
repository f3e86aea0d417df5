"""Where a page ends and the next begins: sealed, so that nobody builds on what is in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from tbc.api.problems import Refused

Place = tuple[datetime, UUID]
_PURPOSE = "cursor of the API"


def written(place: Place) -> str:
    """The cursor that leads to what comes after `place` (time and id of the last one shown)."""
    at, own = place
    return _serializer().dumps([at.isoformat(), own.hex])


def read(cursor: str) -> Place:
    """The place that a cursor of ours stands for.

    Raises:
        Refused: cursor-invalid.
    """
    try:
        at, own = _serializer().loads(cursor)
        return datetime.fromisoformat(at), UUID(own)
    except (BadData, ValueError, TypeError):
        raise Refused("cursor-invalid") from None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].secret_key, _PURPOSE)
