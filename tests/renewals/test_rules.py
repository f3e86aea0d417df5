"""What may be renewed, into what and until when, by pure rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.renewals.rules import Offer, Reason, is_listed, listed_since, new_end, offers, pick, quoted_until, refusal

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
TODAY = date(2026, 11, 20)


@dataclass
class License:
    """What the rules read of a license."""

    ends_on: date = date(2026, 12, 14)
    state: str = "active"
    contract_class: str = "corporate"
    quantity: int = 20
    shown_from: date | None = None


@dataclass
class Product:
    """What they read of a product; the months are those of ウイルスバスター クラウド."""

    code: str = "VBC"
    renewable_months_before: int | None = 39
    renewable_months_after: int | None = 24
    renews_into: list[str] = field(default_factory=list)
    tax_rate: int = 10


@dataclass
class Price:
    """What they read of a price."""

    years: int
    unit_price: int
    quantity_from: int = 1
    contract_class: str = "corporate"
    application_kind: str = "renewal"
    valid_from: date = date(2024, 4, 1)
    valid_until: date | None = None


@pytest.mark.rule("RNW-1")
@pytest.mark.parametrize(
    ("ends_on", "on", "reason"),
    [
        (date(2026, 12, 14), TODAY, None),
        (date(2030, 2, 20), TODAY, None),  # on the day, 39 months before
        (date(2030, 2, 21), TODAY, Reason.TOO_EARLY),
        (date(2024, 11, 20), TODAY, None),  # on the day, two years after
        (date(2024, 11, 19), TODAY, Reason.TOO_LATE),
        (date(2028, 2, 29), date(2030, 2, 28), None),
        (date(2028, 2, 29), date(2030, 3, 1), Reason.TOO_LATE),
    ],
)
def test_the_window_is_39_months_before_to_2_years_after(ends_on: date, on: date, reason: Reason | None) -> None:
    assert refusal(License(ends_on), Product(), on, is_managed=True) is reason


@pytest.mark.rule("RNW-1")
@given(DAYS, DAYS)
def test_total_security_is_renewed_at_any_time(ends_on: date, on: date) -> None:
    any_time = Product("VBT-STD", None, None)
    assert refusal(License(ends_on), any_time, on, is_managed=True) is None


@pytest.mark.rule("RNW-1")
@pytest.mark.parametrize(
    ("license_", "managed", "reason"),
    [
        (License(state="closed"), True, Reason.CLOSED),
        (License(), False, Reason.NOT_MANAGED),
        (License(shown_from=TODAY + timedelta(days=1)), True, Reason.NOT_SHOWN_YET),
        (License(shown_from=TODAY), True, None),
    ],
)
def test_what_else_stands_in_the_way(license_: License, managed: bool, reason: Reason | None) -> None:
    assert refusal(license_, Product(), TODAY, is_managed=managed) is reason


@pytest.mark.rule("RNW-1")
def test_a_license_is_listed_for_a_year_after_its_end() -> None:
    assert is_listed(date(2025, 11, 20), TODAY)
    assert not is_listed(date(2025, 11, 19), TODAY)
    assert is_listed(date(2040, 1, 1), TODAY)


@given(DAYS, DAYS)
def test_nothing_listed_lies_before_the_earliest_end(ends_on: date, on: date) -> None:
    assert not is_listed(ends_on, on) or ends_on >= listed_since(on)


@pytest.mark.rule("RNW-2")
def test_offers_are_what_the_catalogue_names_and_prices() -> None:
    products = {code: Product(code) for code in ("VBC", "VBT-PRE")} | {"VBT-8": Product("VBT-8", tax_rate=8)}
    prices = {
        "VBC": [Price(1, 4800), Price(1, 4500, quantity_from=10), Price(3, 12_000), Price(4, 16_000)],
        "VBT-PRE": [Price(1, 9480, contract_class="academic")],
        "VBT-8": [Price(2, 5000), Price(2, 9999, application_kind="new")],
    }
    into = Product(renews_into=["VBC", "VBT-PRE", "VBT-8", "GONE"])
    found = offers(License(), into, products, prices, TODAY)
    assert found == [
        Offer("VBC", 1, 4500, 90_000, 10),
        Offer("VBC", 3, 12_000, 240_000, 10),
        Offer("VBT-8", 2, 5000, 100_000, 8),
    ]
    assert pick(found, "VBC", 3) == found[1]
    assert pick(found, "VBC", 2) is None


@pytest.mark.rule("RNW-2")
def test_a_price_holds_on_its_days() -> None:
    prices = {"VBC": [Price(1, 4800, valid_until=TODAY), Price(1, 5200, valid_from=TODAY + timedelta(days=1))]}
    at = [offers(License(), Product(), {"VBC": Product()}, prices, TODAY + timedelta(days=n))[0] for n in (0, 1)]
    assert [offer.unit_price for offer in at] == [4800, 5200]


@pytest.mark.rule("RNW-2")
@pytest.mark.parametrize(
    ("ends_on", "years", "value_on", "end"),
    [
        (date(2026, 12, 14), 3, TODAY, date(2029, 12, 14)),
        (date(2026, 11, 20), 1, TODAY, date(2027, 11, 20)),
        (date(2026, 11, 2), 1, TODAY, date(2027, 11, 20)),
        (date(2028, 2, 29), 1, TODAY, date(2029, 2, 28)),
        (date(2027, 2, 28), 1, TODAY, date(2028, 2, 28)),
        (date(2028, 2, 1), 1, date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 12, 31), 2, TODAY, date(2028, 12, 31)),
    ],
)
def test_the_new_end(ends_on: date, years: int, value_on: date, end: date) -> None:
    assert new_end(ends_on, years, value_on) == end


@pytest.mark.rule("RNW-2")
@given(DAYS, DAYS, st.lists(st.sampled_from((1, 2, 3)), min_size=1, max_size=4))
def test_renewing_in_any_order_gives_the_same_end(ends_on: date, value_on: date, years: list[int]) -> None:
    ends = set()
    for order in set(permutations(years)):
        end = ends_on
        for some in order:
            end = new_end(end, some, value_on)
        ends.add(end)
    assert len(ends) == 1


@given(DAYS, st.sampled_from((1, 2, 3)), DAYS)
def test_a_renewal_always_brings_at_least_its_years(ends_on: date, years: int, value_on: date) -> None:
    end = new_end(ends_on, years, value_on)
    base = max(ends_on, value_on)
    assert (end.year, end.month) == (base.year + years, base.month)
    assert end.day == base.day or (base.day, end.day) == (29, 28)


def test_a_quote_holds_for_thirty_days() -> None:
    assert quoted_until(TODAY) == date(2026, 12, 20)
