"""The time: UTC in columns, Asia/Tokyo on screen and in rules that count days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Tokyo."""
    return now().astimezone(TOKYO).date()


def in_tokyo(moment: datetime) -> datetime:
    """The same moment as a clock in Tokyo shows it."""
    return moment.astimezone(TOKYO)


@contextmanager
def told(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment` (aware): for acts that are written down as of another day, such as the demo's."""
    before = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(before)
