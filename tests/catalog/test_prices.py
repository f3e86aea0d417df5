"""Prices: added, ended, taken back; never two on one day, never changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tbc.catalog.models import Product
from tbc.catalog.pricing import Span, arrange, may_end
from tbc.catalog.queries import list_prices
from tbc.catalog.service import prices
from tbc.kit.clock import today
from tbc.policy import Actor
from tests.products import a_product

WHO = Actor(name="見本　管理")
DAY = timedelta(days=1)


def values(unit_price: int = 1000, since: int = 0, until: int | None = None, **more: Any) -> dict[str, Any]:
    """The values of a price that begins and ends so many days from today."""
    plain = {"contract_class": "corporate", "application_kind": "new", "years": 1, "quantity_from": 1}
    end = today() + until * DAY if until is not None else None
    return {**plain, "unit_price": unit_price, "valid_from": today() + since * DAY, "valid_until": end, **more}


def spans(product: Product) -> list[tuple[int, int, int | None]]:
    """Each price with its first and last day, counted from today."""
    return [
        (
            price.unit_price,
            (price.valid_from - today()).days,
            (price.valid_until - today()).days if price.valid_until else None,
        )
        for price in list_prices([product.code])
    ]


@pytest.mark.rule("CAT-1")
def test_a_new_price_ends_the_one_before_it(session: Session) -> None:
    product = a_product()
    prices.add(WHO, product, values(1000, -400))
    prices.add(WHO, product, values(1100, 30))
    assert spans(product) == [(1000, -400, 29), (1100, 30, None)]


@pytest.mark.rule("CAT-1")
def test_one_that_is_put_in_between_ends_where_the_next_begins(session: Session) -> None:
    product = a_product()
    first = prices.add(WHO, product, values(1000, -400))
    prices.add(WHO, product, values(1200, 60))
    with pytest.raises(prices.PriceClashes):
        prices.add(WHO, product, values(1100, 30))
    prices.end(WHO, product, first, today() + 29 * DAY)
    prices.add(WHO, product, values(1100, 30))
    assert spans(product) == [(1000, -400, 29), (1100, 30, 59), (1200, 60, None)]


@pytest.mark.rule("CAT-1")
def test_bands_years_classes_and_kinds_do_not_meet(session: Session) -> None:
    product = a_product()
    for more in ({}, {"quantity_from": 50}, {"years": 2}, {"contract_class": "academic"}):
        prices.add(WHO, product, values(1000, -1, **more))
    prices.add(WHO, product, values(1000, -1, application_kind="renewal"))
    assert len(spans(product)) == 5


def test_two_prices_on_one_day_are_refused_and_the_other_is_named(session: Session) -> None:
    product = a_product()
    first = prices.add(WHO, product, values(1000, 0, 10))
    for since in (0, 10):
        with pytest.raises(prices.PriceClashes) as clash:
            prices.add(WHO, product, values(900, since))
        assert clash.value.price is first
    prices.add(WHO, product, values(900, 11))
    assert len(spans(product)) == 2


def test_what_was_valid_on_a_day_that_has_passed_stays(session: Session) -> None:
    product = a_product()
    price = prices.add(WHO, product, values(1000, -30))
    with pytest.raises(prices.DayHasPassed):
        prices.add(WHO, product, values(900, -5))
    with pytest.raises(prices.DayHasPassed):
        prices.end(WHO, product, price, today() - 2 * DAY)
    with pytest.raises(prices.DayHasPassed):
        prices.take_back(WHO, product, price)
    prices.end(WHO, product, price, today())
    assert spans(product) == [(1000, -30, 0)]


def test_an_end_may_be_put_off_but_not_into_the_next_price(session: Session) -> None:
    product = a_product()
    first = prices.add(WHO, product, values(1000, 0))
    prices.end(WHO, product, first, today() + 3 * DAY)
    second = prices.add(WHO, product, values(900, 10))
    prices.end(WHO, product, first, today() + 9 * DAY)
    with pytest.raises(prices.PriceClashes) as clash:
        prices.end(WHO, product, first, today() + 10 * DAY)
    assert clash.value.price is second
    with pytest.raises(prices.PriceClashes):
        prices.end(WHO, product, second, today())


def test_one_that_has_not_begun_can_be_taken_back(session: Session) -> None:
    product = a_product()
    prices.take_back(WHO, product, prices.add(WHO, product, values(1000, 1)))
    assert spans(product) == []


def test_each_act_counts_as_a_change_of_the_product(session: Session) -> None:
    product = a_product()
    prices.end(WHO, product, prices.add(WHO, product, values()), today())
    assert product.version == 3


def test_spans_are_put_in_order_and_end_where_the_next_begins() -> None:
    one, two, three = date(2026, 4, 1), date(2026, 6, 1), date(2026, 8, 1)
    found = arrange([Span("c", three, None), Span("a", one, None), Span("b", two, date(2026, 6, 30))])
    assert [(span.key, span.until) for span in found.spans] == [
        ("a", date(2026, 5, 31)), ("b", date(2026, 6, 30)), ("c", None),
    ]  # fmt: skip
    assert found.clashes == []


def test_spans_that_share_a_day_are_told_in_pairs() -> None:
    day = date(2026, 4, 1)
    found = arrange([Span("a", day, day), Span("b", day, None), Span("c", day + DAY, None)])
    assert [(a.key, b.key) for a, b in found.clashes] == [("a", "b")]


def test_a_price_ends_yesterday_at_the_earliest() -> None:
    day = date(2026, 4, 1)
    assert [may_end(until, day) for until in (None, day, day - DAY, day - 2 * DAY)] == [True, True, True, False]
