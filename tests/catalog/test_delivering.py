"""What a product delivers, what it costs, when it is renewed: the rules alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from tbc.catalog.rules import add_months, codes_needed, is_renewable, price_of, renewal_targets

DAY = date(2026, 11, 20)


@dataclass
class Thing:
    code: str = "A-1"
    code_kind: str = "activation-code"
    codes_with: list[str] = field(default_factory=lambda: ["new"])
    codes_per: str = "line"
    renewable_months_before: int | None = 39
    renewable_months_after: int | None = 24
    renews_into: list[str] = field(default_factory=list)


@dataclass
class Cost:
    unit_price: int
    quantity_from: int = 1
    contract_class: str = "corporate"
    application_kind: str = "new"
    years: int = 1
    valid_from: date = date(2026, 4, 1)
    valid_until: date | None = None


@pytest.mark.rule("DLV-4")
@pytest.mark.parametrize(
    ("thing", "kind", "codes"),
    [
        (Thing(), "new", 1),
        (Thing(), "renewal", 0),
        (Thing(), "additional", 0),
        (Thing(codes_per="unit"), "new", 300),
        (Thing(codes_with=["new", "additional", "renewal"]), "renewal", 1),
        (Thing(codes_with=["new", "additional"], codes_per="unit"), "additional", 300),
        (Thing(code_kind="none", codes_with=["new"]), "new", 0),
    ],
)
def test_as_many_codes_are_needed_as_the_product_says(thing: Thing, kind: str, codes: int) -> None:
    assert codes_needed(thing, kind, 300) == codes


@pytest.mark.rule("CAT-1")
@pytest.mark.parametrize(
    ("quantity", "on", "price"),
    [
        (1, DAY, 1000),
        (49, DAY, 1000),
        (50, DAY, 900),
        (999_999, DAY, 900),
        (1, date(2026, 4, 1), 1000),
        (1, date(2026, 3, 31), None),
        (1, date(2027, 3, 31), 1000),
        (1, date(2027, 4, 1), 1100),
        (50, date(2027, 4, 1), 1100),
    ],
)
def test_the_price_is_that_of_the_band_and_the_day(quantity: int, on: date, price: int | None) -> None:
    prices = [
        Cost(1000, valid_until=date(2027, 3, 31)),
        Cost(900, quantity_from=50, valid_until=date(2027, 3, 31)),
        Cost(1100, valid_from=date(2027, 4, 1)),
        Cost(1, years=2),
        Cost(2, contract_class="academic"),
        Cost(3, application_kind="renewal"),
    ]
    found = price_of(prices, contract_class="corporate", application_kind="new", years=1, quantity=quantity, on=on)
    assert (found.unit_price if found else None) == price


@pytest.mark.rule("RNW-1")
@pytest.mark.parametrize(
    ("on", "is_open"),
    [
        (date(2023, 8, 27), False),
        (date(2023, 8, 28), True),
        (date(2026, 11, 28), True),
        (date(2028, 11, 28), True),
        (date(2028, 11, 29), False),
    ],
)
def test_a_license_is_renewable_from_39_months_before_its_end_to_24_after(on: date, is_open: bool) -> None:
    assert is_renewable(Thing(), date(2026, 11, 28), on) is is_open


@pytest.mark.rule("RNW-1")
def test_without_limits_a_license_is_renewable_at_any_time() -> None:
    thing = Thing(renewable_months_before=None, renewable_months_after=None)
    assert is_renewable(thing, DAY, date(1999, 1, 1))
    assert is_renewable(thing, DAY, date(2099, 1, 1))


@pytest.mark.rule("RNW-2")
def test_a_license_is_renewed_into_itself_unless_the_product_says_more() -> None:
    assert list(renewal_targets(Thing())) == ["A-1"]
    assert list(renewal_targets(Thing(renews_into=["A-1", "B-1"]))) == ["A-1", "B-1"]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
    ],
)
def test_months_are_clipped_to_their_last_day(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then
