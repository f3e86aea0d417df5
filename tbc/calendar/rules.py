"""Business days: not Saturday or Sunday, no public holiday, not 12/29–1/3, no day that staff have closed (CON-1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# The turn of the year, as banks keep it.
YEAR_END = (12, 29)
YEAR_BEGIN = (1, 3)


def is_business_day(day: date, closed: Collection[date] = ()) -> bool:
    """Whether business is done on `day`; `closed` are the days that staff have closed besides."""
    return day.weekday() < SATURDAY and not _is_off(day) and day not in closed


def business_day_after(day: date, count: int, closed: Collection[date] = ()) -> date:
    """The `count`-th business day after `day`, which is itself day 0, business day or not.

    Raises:
        ValueError: `count` is less than 1.
    """
    if count < 1:
        raise ValueError("Business days are counted from 1.")
    while count:
        day += ONE_DAY
        count -= is_business_day(day, closed)
    return day


def _is_off(day: date) -> bool:
    at = (day.month, day.day)
    return at >= YEAR_END or at <= YEAR_BEGIN or day in _holidays(day.year)


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    """The public holidays of a year in Japan, substitutes among them."""
    return frozenset(country_holidays("JP", years=year))
