"""The days ahead as the desk shows them: which are business days, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from tbc.audit.models import AuditEvent
from tbc.calendar.models import ClosedDay
from tbc.calendar.rules import holiday_name, is_business_day, why_off
from tbc.kit.db import session

SHOWN = 14
EVENTS = 20


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day to come: the `count`-th business day from today, or else off for a reason; `name` says which holiday."""

    day: date
    count: int = 0
    off: str = ""
    name: str = ""


def days_ahead(today: date, closed: Sequence[ClosedDay], language: str) -> list[Ahead]:
    """The next two weeks, and further until five business days have been counted."""
    reasons = {row.day: row.reason for row in closed}
    shown: list[Ahead] = []
    count, day = 0, today
    while len(shown) < SHOWN or count < 5:
        day += timedelta(days=1)
        is_open = is_business_day(day, reasons)
        count += is_open
        off = "" if is_open else why_off(day) or "closed"
        shown.append(Ahead(day, count if is_open else 0, off, reasons.get(day, "") or holiday_name(day, language)))
    return shown


def list_changes() -> Sequence[AuditEvent]:
    """The latest changes of the calendar."""
    wanted = select(AuditEvent).where(AuditEvent.subject_type == "calendar", AuditEvent.subject_id.is_(None))
    return session.scalars(wanted.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(EVENTS)).all()
