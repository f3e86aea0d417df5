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


def business_day_before(day: date, count: int, closed: Collection[date] = ()) -> date:
    """The `count`-th business day before `day`, which is itself not counted.

    Raises:
        ValueError: `count` is less than 1.
    """
    if count < 1:
        raise ValueError("Business days are counted from 1.")
    while count:
        day -= ONE_DAY
        count -= is_business_day(day, closed)
    return day


def why_off(day: date) -> str:
    """Why no business is done on `day` whatever staff say: `holiday`, `year-end`, `weekend`; empty if it is done."""
    if day in _holidays(day.year):
        return "holiday"
    if _is_turn_of_year(day):
        return "year-end"
    return "" if day.weekday() < SATURDAY else "weekend"


def holiday_name(day: date, language: str) -> str:
    """What the holiday on `day` is called; empty if there is none."""
    return _named_holidays(day.year, language).get(day, "")


def _is_off(day: date) -> bool:
    return _is_turn_of_year(day) or day in _holidays(day.year)


def _is_turn_of_year(day: date) -> bool:
    at = (day.month, day.day)
    return at >= YEAR_END or at <= YEAR_BEGIN


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    """The public holidays of a year in Japan, substitutes among them."""
    return frozenset(country_holidays("JP", years=year))


@lru_cache(maxsize=32)
def _named_holidays(year: int, language: str) -> dict[date, str]:
    return dict(country_holidays("JP", years=year, language="en_US" if language == "en" else "ja"))
