"""The time: UTC in columns, Asia/Tokyo on screen and in rules that count days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in Tokyo."""
    return now().astimezone(TOKYO).date()


def in_tokyo(moment: datetime) -> datetime:
    """The same moment as a clock in Tokyo shows it."""
    return moment.astimezone(TOKYO)
