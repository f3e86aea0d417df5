"""How much came in on each of the last days, for the desk's charts (STF-1)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, case, cast, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from tbc.applications.models import Application
from tbc.kit.clock import TOKYO, today
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
        if row.day in counted:
            counted[row.day][row.what] = row.amount
    return counted


def _applications(began: datetime) -> Select[date, str, int]:
    by_mode = case((Application.source == "excel", "excel"), else_=Application.mode)
    filed = (Application.number.is_not(None), Application.listed_at >= began)
    return _by_day(Application.listed_at, by_mode).where(*filed)


def _orders(began: datetime) -> Select[date, str, int]:
    return _by_day(Order.entered_at, literal("orders")).where(Order.entered_at >= began)


def _by_day(moment: InstrumentedAttribute[Any], what: ColumnElement[str]) -> Select[date, str, int]:
    day = cast(func.timezone("Asia/Tokyo", moment), Date).label("day")
    return select(day, what.label("what"), func.count().label("amount")).group_by(day, "what")
