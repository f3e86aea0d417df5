"""How many payments were cleared in each of the last months, by themselves and by staff (STF-1)."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Date, DateTime, cast, func, literal, select

from tbc.kit.clock import TOKYO, today
from tbc.kit.db import session
from tbc.payments.models import Reconciliation

MONTHS = 12


def count_by_month() -> dict[date, tuple[int, int]]:
    """By the first day of each month in Tokyo, the last twelve with this one, oldest first: the acts of booking that
    are not undone, (by themselves, by staff)."""
    months = _last_months(today())
    began = literal(datetime.combine(months[0], time(), TOKYO), DateTime(timezone=True))
    in_tokyo = func.timezone("Asia/Tokyo", Reconciliation.decided_at)
    month = cast(func.date_trunc("month", in_tokyo), Date).label("month")
    wanted = (
        select(month, Reconciliation.is_automatic, func.count())
        .where(Reconciliation.decided_at >= began, Reconciliation.undone_at.is_(None))
        .group_by(month, Reconciliation.is_automatic)
    )
    counted = {(of, is_automatic): amount for of, is_automatic, amount in session.execute(wanted)}
    return {of: (counted.get((of, True), 0), counted.get((of, False), 0)) for of in months}


def _last_months(day: date) -> list[date]:
    latest = day.year * 12 + day.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(latest - MONTHS + 1, latest + 1)]
