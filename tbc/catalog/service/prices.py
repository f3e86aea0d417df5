"""Adding, ending and taking back prices (CAT-1, CAT-3): what was valid on a day that has passed stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from tbc.catalog.models import Product, ProductPrice
from tbc.catalog.pricing import Span, arrange, may_end
from tbc.catalog.service.holding import hold_catalog, note, touch
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.policy import Actor

SAME = ("contract_class", "application_kind", "years", "quantity_from")


class PriceClashes(Exception):
    """On some day another price would be valid too: `price`."""

    def __init__(self, price: ProductPrice) -> None:
        super().__init__(str(price.id))
        self.price = price


class DayHasPassed(Exception):
    """A price that was valid on a day that has passed would no longer have been."""


def add(actor: Actor, product: Product, values: Mapping[str, Any]) -> ProductPrice:
    """A new price with all `values`; one for the same that has no end yet, ends on the day before.

    Raises:
        PriceClashes, DayHasPassed: see there.
    """
    hold_catalog()
    standing = {price.id: price for price in _same(product, values)}
    price = ProductPrice(product_code=product.code, **values)
    spans = [Span(one.id, one.valid_from, one.valid_until) for one in standing.values()]
    found = arrange([*spans, Span(None, price.valid_from, price.valid_until)])
    for pair in found.clashes:
        raise PriceClashes(next(standing[span.key] for span in pair if span.key in standing))
    for span in found.spans:
        if span.key is None:
            price.valid_until = span.until
        elif standing[span.key].valid_until != span.until:
            _shorten(standing[span.key], span.until)
    # Those that end make room before the new one takes it.
    session.flush()
    session.add(price)
    touch(product)
    session.flush()
    note("product-price-added", actor, product, **said(price))
    return price


def end(actor: Actor, product: Product, price: ProductPrice, until: date) -> None:
    """Let a price be valid for the last time on the day `until`.

    Raises:
        DayHasPassed: see there.
        PriceClashes: `until` is before the price begins.
    """
    hold_catalog()
    session.refresh(price)
    if until < price.valid_from:
        raise PriceClashes(price)
    if price.valid_until is not None and price.valid_until < until:
        _refuse_clash(product, price, until)
    _shorten(price, until)
    touch(product)
    session.flush()
    note("product-price-ended", actor, product, **said(price))


def take_back(actor: Actor, product: Product, price: ProductPrice) -> None:
    """Remove a price that has not begun.

    Raises:
        DayHasPassed: it has.
    """
    hold_catalog()
    if price.valid_from <= today():
        raise DayHasPassed
    session.delete(price)
    touch(product)
    session.flush()
    note("product-price-taken-back", actor, product, **said(price))


def said(price: ProductPrice) -> dict[str, Any]:
    """What the audit trail says of a price."""
    return {
        **{name: getattr(price, name) for name in (*SAME, "unit_price")},
        "valid_from": price.valid_from.isoformat(),
        "valid_until": price.valid_until.isoformat() if price.valid_until else "",
    }


def _same(product: Product, values: Mapping[str, Any]) -> list[ProductPrice]:
    wanted = select(ProductPrice).where(ProductPrice.product_code == product.code)
    for name in SAME:
        wanted = wanted.where(getattr(ProductPrice, name) == values[name])
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def _refuse_clash(product: Product, price: ProductPrice, until: date) -> None:
    """An end that is put off must not reach the price that follows."""
    values = {name: getattr(price, name) for name in SAME}
    for other in _same(product, values):
        if price.valid_from < other.valid_from <= until:
            raise PriceClashes(other)


def _shorten(price: ProductPrice, until: date | None) -> None:
    day = today()
    if not may_end(until, day) or not may_end(price.valid_until, day):
        raise DayHasPassed
    price.valid_until = until
