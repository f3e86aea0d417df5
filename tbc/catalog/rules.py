"""What the catalogue knows by itself: the words of its columns, the shapes of codes, who may apply for what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

KINDS = ("license", "saas", "appliance", "paid-support", "consumer-line")
CHANNELS = ("web", "excel")
APPLICATION_KINDS = ("new", "additional", "renewal")
CONTRACT_CLASSES = ("corporate", "government", "academic")
UNITS = ("license", "user", "device", "contract")
REFERENCES = ("any", "serial")

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
