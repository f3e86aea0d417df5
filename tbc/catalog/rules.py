"""What the catalogue knows by itself: the words of its columns, the shapes of codes, who may apply for what, what is
delivered, what it costs and when it is renewed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

KINDS = ("license", "saas", "appliance", "paid-support", "consumer-line")
CHANNELS = ("web", "excel")
APPLICATION_KINDS = ("new", "additional", "renewal")
CONTRACT_CLASSES = ("corporate", "government", "academic")
UNITS = ("license", "user", "device", "contract")
REFERENCES = ("any", "serial")
CODE_KINDS = ("activation-code", "serial-number", "none")
CODES_PER = ("line", "unit")
FILE_KINDS = ("download", "manual")
TAX_RATES = (10, 8)

# Codes in half-width upper case; a product may have patterns of its own.
LICENSE_ID = "[A-Z0-9]{10}"
ACTIVATION_CODE = "[A-Z0-9]{2}-[A-Z0-9]{4}(-[A-Z0-9]{5}){4}"
SERIAL_NUMBER = "[0-9]{10}|[A-Z]{2}[0-9]{10}|[A-Z]{2}[0-9]{3}-[0-9]{7}"

MOST_CONTACT_PERSONS = 5


class Refusal(StrEnum):
    """Why a product cannot be applied for here and now."""

    EXCEL_ONLY = "excel-only"
    NOT_YET_OFFERED = "not-yet-offered"
    NO_LONGER_OFFERED = "no-longer-offered"
    KIND_NOT_OFFERED = "kind-not-offered"
    CLASS_NOT_OFFERED = "class-not-offered"


class Offered(Protocol):
    """What `refusal` asks of a product."""

    @property
    def channel(self) -> str: ...
    @property
    def application_kinds(self) -> Sequence[str]: ...
    @property
    def contract_classes(self) -> Sequence[str]: ...
    @property
    def offered_from(self) -> date | None: ...
    @property
    def offered_until(self) -> date | None: ...


def refusal(product: Offered, kind: str | None, contract_class: str | None, on: date) -> Refusal | None:
    """Why `product` cannot be applied for on the web on the day `on`; None when it can (CAT-1).

    `kind` and `contract_class` may be None while they are not chosen yet: they then refuse nothing. Days are inclusive.
    """
    if product.channel == "excel":
        return Refusal.EXCEL_ONLY
    if product.offered_from and on < product.offered_from:
        return Refusal.NOT_YET_OFFERED
    if product.offered_until and on > product.offered_until:
        return Refusal.NO_LONGER_OFFERED
    if kind and kind not in product.application_kinds:
        return Refusal.KIND_NOT_OFFERED
    if contract_class and contract_class not in product.contract_classes:
        return Refusal.CLASS_NOT_OFFERED
    return None


def has_shape(pattern: str, code: str) -> bool:
    """Whether the whole of `code` (half-width upper case) has the shape that a product's pattern demands."""
    return re.fullmatch(pattern, code) is not None


class Delivering(Protocol):
    """What `codes_needed` asks of a product."""

    @property
    def code_kind(self) -> str: ...
    @property
    def codes_with(self) -> Sequence[str]: ...
    @property
    def codes_per(self) -> str: ...


def codes_needed(product: Delivering, kind: str, quantity: int) -> int:
    """How many codes a line of `quantity` units brings in an order of `kind` (new, additional, renewal; DLV-4)."""
    if product.code_kind == "none" or kind not in product.codes_with:
        return 0
    return quantity if product.codes_per == "unit" else 1


class Price(Protocol):
    """What `price_of` asks of a price."""

    @property
    def contract_class(self) -> str: ...
    @property
    def application_kind(self) -> str: ...
    @property
    def years(self) -> int: ...
    @property
    def quantity_from(self) -> int: ...
    @property
    def unit_price(self) -> int: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...


SomePrice = TypeVar("SomePrice", bound=Price)


def price_of(
    prices: Iterable[SomePrice], *, contract_class: str, application_kind: str, years: int, quantity: int, on: date
) -> SomePrice | None:
    """Which of a product's prices holds on the day `on`: that of the highest band not above `quantity` (CAT-1).

    Its `unit_price` is in yen without tax, for one unit and all `years`. None where no price was set.
    """
    fitting = (
        price
        for price in prices
        if (price.contract_class, price.application_kind, price.years) == (contract_class, application_kind, years)
        and price.quantity_from <= quantity
        and price.valid_from <= on
        and (price.valid_until is None or on <= price.valid_until)
    )
    return max(fitting, key=lambda price: price.quantity_from, default=None)


class Renewable(Protocol):
    """What the rules of renewal ask of a product."""

    @property
    def code(self) -> str: ...
    @property
    def renewable_months_before(self) -> int | None: ...
    @property
    def renewable_months_after(self) -> int | None: ...
    @property
    def renews_into(self) -> Sequence[str]: ...


def is_renewable(product: Renewable, ends_on: date, on: date) -> bool:
    """Whether a license of `product` that ends on `ends_on` may be renewed on the day `on`, both inclusive (RNW-1)."""
    before, after = product.renewable_months_before, product.renewable_months_after
    return (before is None or on >= add_months(ends_on, -before)) and (
        after is None or on <= add_months(ends_on, after)
    )


def renewal_targets(product: Renewable) -> Sequence[str]:
    """The codes of the products into which a license of `product` may be renewed (RNW-2)."""
    return product.renews_into or [product.code]


def add_months(day: date, months: int) -> date:
    """`day` some months later, or earlier; a day that the month does not have becomes its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
