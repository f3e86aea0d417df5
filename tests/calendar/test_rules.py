"""Business days, by the law's holidays, the turn of the year and the days that are closed besides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tbc.calendar.rules import business_day_after, business_day_before, is_business_day

DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-21", "a Saturday"),
        ("2026-11-22", "a Sunday"),
        ("2026-11-23", "勤労感謝の日"),
        ("2026-05-04", "みどりの日, in Golden Week"),
        ("2026-05-06", "the substitute for 憲法記念日, which was a Sunday"),
        ("2026-09-22", "between two holidays, and so one itself"),
        ("2027-03-22", "the substitute for 春分の日, which is a Sunday"),
        ("2026-12-29", "the turn of the year begins"),
        ("2027-01-01", "元日"),
        ("2028-01-03", "the turn of the year ends"),
    ],
)
def test_no_business_is_done_on(day: str, why: str) -> None:
    assert not is_business_day(date.fromisoformat(day)), why


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize("day", ["2026-11-20", "2026-12-28", "2028-01-04", "2026-05-07", "2026-05-01"])
def test_business_is_done_on(day: str) -> None:
    assert is_business_day(date.fromisoformat(day))


@pytest.mark.rule("CON-1", "DLV-5")
@pytest.mark.parametrize(
    ("day", "third"),
    [
        ("2026-11-20", "2026-11-26"),
        ("2026-04-28", "2026-05-07"),
        ("2026-12-25", "2027-01-05"),
        ("2026-12-31", "2027-01-06"),
        ("2026-11-21", "2026-11-26"),
    ],
)
def test_the_third_business_day_after(day: str, third: str) -> None:
    assert business_day_after(date.fromisoformat(day), 3) == date.fromisoformat(third)


@pytest.mark.rule("CON-1")
def test_a_closed_day_is_skipped() -> None:
    closed = frozenset({date(2026, 11, 25)})
    assert not is_business_day(date(2026, 11, 25), closed)
    assert business_day_after(date(2026, 11, 20), 3, closed) == date(2026, 11, 27)


def test_days_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        business_day_after(date(2026, 11, 20), 0)


@pytest.mark.rule("CON-1")
@settings(max_examples=150)
@given(DAYS, st.integers(1, 12), st.frozensets(DAYS, max_size=6))
def test_as_one_would_count_on_a_calendar(day: date, count: int, closed: frozenset[date]) -> None:
    month = [day + n * DAY for n in range(1, 60)]
    open_days = [one for one in month if is_business_day(one, closed)]
    assert business_day_after(day, count, closed) == open_days[count - 1]


@pytest.mark.rule("ORD-1")
@given(day=DAYS, count=st.integers(1, 12))
@settings(max_examples=60)
def test_counting_back_leads_to_the_day_that_many_business_days_before(day: date, count: int) -> None:
    before = business_day_before(day, count)
    assert is_business_day(before)
    assert sum(is_business_day(before + DAY * step) for step in range((day - before).days)) == count


@pytest.mark.rule("ORD-1")
def test_the_third_business_day_before_the_new_year_is_over_the_turn_of_the_year() -> None:
    assert business_day_before(date(2027, 1, 5), 3) == date(2026, 12, 25)
    assert business_day_before(date(2027, 1, 5), 1, {date(2027, 1, 4)}) == date(2026, 12, 28)
