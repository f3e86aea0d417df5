"""How much came in on each of the last days, for the desk's charts (STF-1)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, DateTime, Select, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from tbc.applications.models import Application
from tbc.kit.clock import TOKYO, in_tokyo, today
from tbc.kit.db import session
from tbc.orders.models import Order

DAYS = 30
SOURCES = ("account-managed", "quick", "excel")
Counted = dict[date, dict[str, int]]


def count_by_day() -> Counted:
    """By day in Tokyo, the last thirty of them with today, oldest first: applications filed by source, and `orders`
    that were entered; in one statement, which reads indexes alone."""
    last = today()
    counted: Counted = {last - timedelta(days=back): {} for back in reversed(range(DAYS))}
    began = datetime.combine(min(counted), time.min, TOKYO)
    for row in session.execute(_applications(began).union_all(_orders(began))):
        # What is filed in the first moments of a day may be newer than the days that were laid out.
        day = in_tokyo(row.day).date()
        if day in counted:
            counted[day][row.what] = row.amount
    return counted


def _applications(began: datetime) -> Select[datetime, str, int]:
    by_mode = case((Application.source == "excel", "excel"), else_=Application.mode)
    filed = (Application.number.is_not(None), Application.listed_at >= began)
    return _by_day(Application.listed_at, by_mode, began).where(*filed)


def _orders(began: datetime) -> Select[datetime, str, int]:
    return _by_day(Order.entered_at, literal("orders"), began).where(Order.entered_at >= began)


def _by_day(
    moment: InstrumentedAttribute[datetime], what: ColumnElement[str], began: datetime
) -> Select[datetime, str, int]:
    # Japan has no summer time: its days are as long as each other, and half as dear to tell apart by their length.
    day = func.date_bin(timedelta(days=1), moment, began, type_=DateTime(timezone=True)).label("day")
    return select(day, what.label("what"), func.count().label("amount")).group_by(day, "what")
