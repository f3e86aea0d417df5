"""Counting business days with the days that staff have closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from tbc.calendar.models import ClosedDay
from tbc.calendar.rules import business_day_after, business_day_before
from tbc.kit.db import session
from tbc.policy import Actor

# Nobody counts further than this many days for each business day asked for: Golden Week and the turn of the year fit.
_REACH = 15


def business_days_after(day: date, count: int) -> date:
    """The `count`-th business day after `day` (day 0), closed days considered; one statement."""
    until = day + timedelta(days=max(count * 2, 1) + _REACH)
    closed = session.scalars(select(ClosedDay.day).where(ClosedDay.day > day, ClosedDay.day <= until))
    return business_day_after(day, count, frozenset(closed))


def business_days_before(day: date, count: int) -> date:
    """The `count`-th business day before `day`, closed days considered; one statement."""
    since = day - timedelta(days=max(count * 2, 1) + _REACH)
    closed = session.scalars(select(ClosedDay.day).where(ClosedDay.day >= since, ClosedDay.day < day))
    return business_day_before(day, count, frozenset(closed))


def list_closed(since: date) -> Sequence[ClosedDay]:
    """The days closed by staff from `since` on, the next one first."""
    return session.scalars(select(ClosedDay).where(ClosedDay.day >= since).order_by(ClosedDay.day)).all()


def find_closed(actor: Actor, day: date) -> ClosedDay | None:
    """The closed day of that date, as staff may see it; None when it is open, or off by the calendar itself."""
    return session.get(ClosedDay, day) if actor.is_staff else None


def list_passed(before: date, limit: int) -> Sequence[ClosedDay]:
    """The days that were closed before `before`, the latest first."""
    return session.scalars(
        select(ClosedDay).where(ClosedDay.day < before).order_by(ClosedDay.day.desc()).limit(limit)
    ).all()


def lock_days() -> None:
    """Let changes of the calendar wait for each other until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("calendar"))))
