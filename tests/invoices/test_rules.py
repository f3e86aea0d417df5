"""Tax, due dates and numbers, held against the law written the long way."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.billing_settings import ROUNDINGS, is_registration_number
from tbc.calendar.rules import business_day_after, is_business_day
from tbc.invoices.rules import KINDS, Line, RateTotal, counts_until, due_on, grand_total, number_of, totals
from tests.invoices.making import a_line

DIRECTIONS = {"floor": ROUND_FLOOR, "ceil": ROUND_CEILING, "half-up": ROUND_HALF_UP}
LINES = st.lists(
    st.builds(
        lambda rate, quantity, price: Line("製品", quantity, price, rate, quantity * price),
        st.sampled_from([8, 10]),
        st.integers(1, 999_999),
        st.integers(0, 9_999_999),
    ),
    max_size=40,
)


@pytest.mark.rule("BIL-2")
@given(LINES, st.sampled_from(ROUNDINGS))
def test_tax_is_the_laws_for_any_lines(lines: list[Line], rounding: str) -> None:
    """One rounding for each rate of the document, of the exact decimal product."""
    found = {one.rate: one for one in totals(lines, rounding)}
    assert found.keys() == {line.tax_rate for line in lines}
    for rate, one in found.items():
        net = sum(Decimal(line.amount) for line in lines if line.tax_rate == rate)
        exact = net * Decimal(rate) / Decimal(100)
        assert one.net == net
        assert one.tax == exact.quantize(Decimal(1), DIRECTIONS[rounding])
        assert abs(one.tax - exact) < 1
    assert grand_total(found.values()) == sum(one.net + one.tax for one in found.values())


@pytest.mark.rule("BIL-2")
@given(LINES, st.randoms())
def test_the_order_of_lines_changes_nothing(lines: list[Line], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a `random.Random`
    assert totals(shuffled) == totals(lines)


@pytest.mark.rule("BIL-2")
def test_tax_is_rounded_once_and_not_by_line() -> None:
    """Ten lines of 99 yen at 8 %: 7.92 each; by line that makes 70, by the law 79."""
    lines = [a_line(quantity=1, unit_price=99, tax_rate=8)] * 10
    assert totals(lines) == [RateTotal(8, 990, 79)]
    assert totals(lines, "ceil") == [RateTotal(8, 990, 80)]
    assert totals(lines, "half-up") == [RateTotal(8, 990, 79)]
    assert totals([]) == []


@pytest.mark.rule("BIL-2")
@pytest.mark.parametrize(
    "wrong",
    [{"quantity": 0}, {"unit_price": -1}, {"tax_rate": 5}, {"amount": 1}, {"name": ""}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_is_no_line_is_not_billed(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="line"):
        Line(**({"name": "製品", "quantity": 2, "unit_price": 3, "tax_rate": 10, "amount": 6} | wrong))  # type: ignore[arg-type]  # each wrong in its way


@pytest.mark.rule("BIL-1")
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_an_invoice_is_due_two_months_later(issued: date) -> None:
    due = due_on(issued)
    year, month = (issued.year, issued.month + 2) if issued.month < 11 else (issued.year + 1, issued.month - 10)
    assert (due.year, due.month) == (year, month)
    assert due.day == min(issued.day, monthrange(year, month)[1])


@pytest.mark.rule("BIL-1")
@pytest.mark.parametrize(
    ("issued", "due"),
    [
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2027, 12, 29), date(2028, 2, 29)),
        (date(2026, 7, 31), date(2026, 9, 30)),
        (date(2026, 11, 20), date(2027, 1, 20)),
    ],
)
def test_a_day_that_the_month_lacks_is_its_last(issued: date, due: date) -> None:
    assert due_on(issued) == due


@pytest.mark.rule("BIL-1")
@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_transfers_count_for_five_bank_days_more(due: date) -> None:
    last = counts_until(due, business_day_after)
    between = [due + timedelta(days=at) for at in range(1, (last - due).days + 1)]
    assert sum(is_business_day(day) for day in between) == 5
    assert is_business_day(last)


@pytest.mark.rule("BIL-3")
def test_a_number_says_series_and_year() -> None:
    assert [number_of(kind, 2026, 1) for kind in KINDS] == [
        "QUO-2026-000001",
        "INV-2026-000001",
        "RCP-2026-000001",
        "CAN-2026-000001",
        "COR-2026-000001",
    ]
    assert number_of("invoice", 2026, 1_000_000) == "INV-2026-1000000"


@pytest.mark.rule("BIL-2")
@given(st.integers(0, 10**12 - 1), st.integers(0, 9))
def test_a_registration_number_checks_itself(digits: int, first: int) -> None:
    """法人番号の指定等に関する省令 2条: 9 − (Σ Pn × Qn mod 9), Qn 1 for odd n and 2 for even n from the last."""
    written = f"{digits:012d}"
    weighed = sum(int(digit) * (1 if at % 2 else 2) for at, digit in zip(range(12, 0, -1), written, strict=True))
    assert is_registration_number(f"T{first}{written}") == (first == 9 - weighed % 9)


@pytest.mark.rule("BIL-2")
@pytest.mark.parametrize(
    "text", ["", "3987654321098", "T398765432109", "T39876543210981", "t3987654321098", "T３987654321098"]
)
def test_what_has_no_t_and_thirteen_digits_is_none(text: str) -> None:
    assert not is_registration_number(text)
    assert is_registration_number("T3987654321098")
