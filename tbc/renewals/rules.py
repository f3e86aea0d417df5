"""What may be renewed, into what, at which price, and until when it then is: pure decisions (RNW-1, RNW-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from tbc.catalog.rules import Price, Renewable, add_months, is_renewable, price_of, renewal_targets
from tbc.licenses.rules import add_years

STATES = ("quoted", "agreed", "paid", "cancelled", "lapsed")
YEARS = (1, 2, 3)
# A license that ended longer ago is no longer listed: it is renewed by its serial number.
LISTED_AFTER_MONTHS = 12
# The prices of a quote hold for so long.
QUOTE_DAYS = 30
MOST_LINES = 50
# So many days before a license's end, and before an invoice is due, a reminder goes out (RNW-8).
REMINDED_OF_ENDS = (60, 30, 7)
REMINDED_OF_INVOICES = (30, 7)


class Reason(StrEnum):
    """Why a license cannot be renewed by whoever asks, here and now; each has a sentence in `words.REASONS`."""

    CLOSED = "closed"
    NOT_MANAGED = "not-managed"
    NOT_SHOWN_YET = "not-shown-yet"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    NO_PRICE = "no-price"


class Obstacle(StrEnum):
    """Why a license that is paid for is not extended by itself: it is no longer what was ordered (RNW-4). Each has a
    sentence in `words.OBSTACLES`; staff look into it."""

    CLOSED = "closed"
    OTHER_PRODUCT = "other-product"
    OTHER_QUANTITY = "other-quantity"


class Held(Protocol):
    """What the rules ask of a license."""

    @property
    def state(self) -> str: ...
    @property
    def contract_class(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def shown_from(self) -> date | None: ...


class Extendable(Protocol):
    """What the rules ask of a license that is paid for."""

    @property
    def state(self) -> str: ...
    @property
    def product_code(self) -> str: ...
    @property
    def quantity(self) -> int: ...


class Ordered(Protocol):
    """What the rules ask of the line that it was ordered by."""

    @property
    def product_before(self) -> str: ...
    @property
    def quantity(self) -> int: ...


class Sold(Renewable, Protocol):
    """What the rules ask of a product."""

    @property
    def tax_rate(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to renew a license: the product afterwards, for how many years, in yen without tax.

    `unit_price` is that of one unit for all `years`, `amount` that of the whole quantity; `tax_rate` is in percent.
    """

    product_code: str
    years: int
    unit_price: int
    amount: int
    tax_rate: int


def is_listed(ends_on: date, on: date) -> bool:
    """Whether a license with that end stands in the list on the day `on`; one that ended over a year ago does not."""
    return on <= add_months(ends_on, LISTED_AFTER_MONTHS)


def listed_since(on: date) -> date:
    """The earliest end that may still be listed on the day `on`; `is_listed` has the last word."""
    return add_months(on, -LISTED_AFTER_MONTHS) - timedelta(days=1)


def refusal(license_: Held, product: Renewable, on: date, *, is_managed: bool) -> Reason | None:
    """Why the license cannot be renewed on the day `on`; None if it can, as far as the calendar and the reader go.

    `is_managed`: the reader may renew it at all, as its holder or as a manager of its company account (ORG-6).
    """
    if license_.state != "active":
        return Reason.CLOSED
    if not is_managed:
        return Reason.NOT_MANAGED
    if license_.shown_from is not None and license_.shown_from > on:
        return Reason.NOT_SHOWN_YET
    if is_renewable(product, license_.ends_on, on):
        return None
    return Reason.TOO_EARLY if on <= license_.ends_on else Reason.TOO_LATE


def renewable_from(product: Renewable, ends_on: date) -> date | None:
    """The first day on which a license that ends on `ends_on` may be renewed; None if there is no such limit."""
    before = product.renewable_months_before
    return None if before is None else add_months(ends_on, -before)


def offers(
    license_: Held, product: Renewable, products: Mapping[str, Sold], prices: Mapping[str, Sequence[Price]], on: date
) -> list[Offer]:
    """The ways to renew the license, in the catalogue's order of products, then by years (RNW-2).

    `products` and `prices` are those of the targets, by code; a target that is unknown, or has no price for the
    license's class, quantity and these years on the day `on`, is not offered.
    """
    found = []
    for code in renewal_targets(product):
        for years in YEARS if code in products else ():
            price = price_of(
                prices.get(code, ()),
                contract_class=license_.contract_class,
                application_kind="renewal",
                years=years,
                quantity=license_.quantity,
                on=on,
            )
            if price is not None and price.unit_price:
                amount = price.unit_price * license_.quantity
                found.append(Offer(code, years, price.unit_price, amount, products[code].tax_rate))
    return found


def pick(offered: Iterable[Offer], product_code: str, years: int) -> Offer | None:
    """The offer for that product and these years, if there is one."""
    return next((offer for offer in offered if (offer.product_code, offer.years) == (product_code, years)), None)


def new_end(ends_on: date, years: int, value_on: date) -> date:
    """Until when a license is after a renewal that was paid with the value date `value_on` (RNW-2).

    The old end plus years; or the value date plus years, if the old end had passed by then. 29 February becomes the
    28th where there is none.
    """
    return add_years(max(ends_on, value_on), years)


def obstacle(license_: Extendable, line: Ordered) -> Obstacle | None:
    """What stands in the way of extending the license as it was ordered, at the price of that day; None for nothing.

    A later end is none: the years are added to it.
    """
    if license_.state != "active":
        return Obstacle.CLOSED
    if license_.product_code != line.product_before:
        return Obstacle.OTHER_PRODUCT
    return None if license_.quantity == line.quantity else Obstacle.OTHER_QUANTITY


def quoted_until(quoted_on: date) -> date:
    """The last day, inclusive, on which what was quoted may be ordered."""
    return quoted_on + timedelta(days=QUOTE_DAYS)
