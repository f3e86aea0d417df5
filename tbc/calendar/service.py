"""Closing days, and opening them again (CON-1)."""

from __future__ import annotations

from datetime import date

from tbc.audit import service as audit
from tbc.calendar.models import ClosedDay
from tbc.calendar.queries import lock_days
from tbc.calendar.rules import is_business_day
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.policy import Actor

LONGEST_REASON = 100


class DayPassed(Exception):
    """The day is today or before: what was counted with it stays as it is."""


class AlreadyOff(Exception):
    """No business is done on that day anyway, or staff have closed it before."""


def close(actor: Actor, day: date, reason: str) -> ClosedDay:
    """Do no business on `day`, which is to come. What was counted before stays: due days and days shown are kept.

    Raises:
        DayPassed, AlreadyOff: see there.
    """
    if day <= today():
        raise DayPassed
    lock_days()
    if not is_business_day(day) or session.get(ClosedDay, day) is not None:
        raise AlreadyOff
    closed = ClosedDay(day=day, reason=reason, closed_by_name=actor.name)
    session.add(closed)
    session.flush()
    audit.record("day-closed", actor, "calendar", day=day.isoformat(), reason=reason)
    return closed


def reopen(actor: Actor, closed: ClosedDay) -> None:
    """Do business on that day after all.

    Raises:
        DayPassed: see there.
    """
    if closed.day <= today():
        raise DayPassed
    session.delete(closed)
    session.flush()
    audit.record("day-reopened", actor, "calendar", day=closed.day.isoformat(), reason=closed.reason)
