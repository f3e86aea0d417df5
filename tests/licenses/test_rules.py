"""What becomes of a license, by pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.licenses.rules import add_years, end_of_new, parties_of, resolved, shown
from tests.applications.given import CONTENT

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
YEARS = st.integers(min_value=1, max_value=9)


@dataclass
class Held:
    """What `shown` reads of a license."""

    license_id: str = "1234567890"
    starts_on: date = date(2026, 10, 1)
    ends_on: date = date(2029, 9, 30)
    shown_from: date | None = None
    shown_ends_on: date | None = None


@pytest.mark.rule("LIC-1")
@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2026, 10, 1), 3, date(2029, 10, 1)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
        (date(2027, 2, 28), 1, date(2028, 2, 28)),
    ],
)
def test_years_are_added_to_the_day(day: date, years: int, later: date) -> None:
    assert add_years(day, years) == later


@pytest.mark.rule("LIC-1")
@given(DAYS, YEARS)
def test_a_day_some_years_later_is_in_the_same_month(day: date, years: int) -> None:
    later = add_years(day, years)
    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


@pytest.mark.rule("LIC-1")
@given(DAYS, YEARS)
def test_a_term_has_whole_years_from_its_first_to_its_last_day(day: date, years: int) -> None:
    end = end_of_new(day, years)
    assert add_years(day, years) == end + timedelta(days=1)
    assert 365 * years <= (end - day).days + 1 <= 366 * years


@pytest.mark.rule("LIC-1")
@given(DAYS, YEARS, YEARS)
def test_years_in_two_steps_lose_at_most_the_leap_day(day: date, first: int, second: int) -> None:
    once, twice = add_years(day, first + second), add_years(add_years(day, first), second)
    assert once - twice in {timedelta(), timedelta(days=1)}


@pytest.mark.rule("CON-1")
def test_a_new_license_shows_its_id_and_term_from_its_day_on() -> None:
    held = Held(shown_from=date(2026, 10, 6))
    assert shown(held, date(2026, 10, 5)) == (None, None, None, date(2026, 10, 6))
    assert shown(held, date(2026, 10, 6)) == ("1234567890", held.starts_on, held.ends_on, None)


@pytest.mark.rule("CON-1")
def test_an_extended_license_shows_its_former_end_until_then() -> None:
    held = Held(shown_from=date(2026, 10, 6), shown_ends_on=date(2026, 9, 30))
    assert shown(held, date(2026, 10, 5)) == ("1234567890", held.starts_on, date(2026, 9, 30), date(2026, 10, 6))
    assert shown(held, date(2026, 10, 6)).ends_on == date(2029, 9, 30)


@pytest.mark.rule("CON-1")
def test_an_older_contract_shows_at_once() -> None:
    assert shown(Held(), date(2020, 1, 1)).since is None


@pytest.mark.rule("CON-1")
def test_a_party_that_is_the_same_as_another_is_read_as_that() -> None:
    parties = parties_of(CONTENT)
    assert resolved(parties, "support_contact") == CONTENT["end_user"]
    assert resolved(parties, "distributor")["company"] == "ダミー情報機器㈱"
    assert resolved(parties, "renewal_contact")["company"] == "サンプル髙﨑建設株式会社"
    assert resolved({"end_user": {"same_as": "end_user"}}, "end_user") == {}
