"""What an order needs, why a number is refused, and what may become of an order (ORD-1, ORD-3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DEALER_NOTE_AT_MOST = 200
DIFFERENCES_AT_MOST = 1000
CUSTOMER_PO_AT_MOST = 60
REASON_AT_MOST = 500
GROUP = 4
# An order that waits for shipping longer than this many business days stands out.
SHIP_WITHIN = 3

REASONS = (
    "wrong-length",
    "wrong-character",
    "mistyped",
    "unknown",
    "used",
    "superseded",
    "withdrawn",
    "expired",
    "incomplete",
)


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """What the purchase order says beside the reception number.

    An empty customer PO or reseller reference (8 digits) leaves the application's; `dealer_note` is the 通信欄, at most
    200 characters; `differences` what staff noted that differs from the application; `delivery_email` None for the
    application's.
    """

    customer_po: str = ""
    reseller_reference: str = ""
    dealer_note: str = ""
    differences: str = ""
    delivery_email: str | None = None


class NumberRefused(Exception):
    """No order is entered with this number: `reason` is one of REASONS (ORD-1).

    `other` is the number of the order that has used it, or the newer reception number that superseded it. `place` is
    the likely slip, counted from 1 without spaces: known for a wrong character, and otherwise where exactly one number
    that was issued is one slip away. `length` and `character` say what was typed.
    """

    def __init__(
        self, reason: str, *, other: str = "", place: int | None = None, length: int = 0, character: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.other = other
        self.place = place
        self.length = length
        self.character = character

    @property
    def group(self) -> int | None:
        """Which of the groups of four holds the slip, counted from 1."""
        return (self.place - 1) // GROUP + 1 if self.place else None

    @property
    def place_in_group(self) -> int | None:
        """Which character of its group the slip is, counted from 1."""
        return (self.place - 1) % GROUP + 1 if self.place else None


class DetailsFaulty(Exception):
    """A detail of the order cannot be taken: `field` is its name in OrderDetails."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def check_details(details: OrderDetails) -> None:
    """Refuse what the order could not hold.

    Raises:
        DetailsFaulty: too long, with control characters, or a reseller reference that is not 8 digits.
    """
    if len(details.customer_po) > CUSTOMER_PO_AT_MOST:
        raise DetailsFaulty("customer_po")
    if details.reseller_reference and not is_reference(details.reseller_reference):
        raise DetailsFaulty("reseller_reference")
    if len(details.dealer_note) > DEALER_NOTE_AT_MOST:
        raise DetailsFaulty("dealer_note")
    if len(details.differences) > DIFFERENCES_AT_MOST:
        raise DetailsFaulty("differences")
    for name, allowed in (("customer_po", "\t"), ("dealer_note", "\t\n"), ("differences", "\t\n")):
        if any(ord(character) < 0x20 and character not in allowed for character in getattr(details, name)):
            raise DetailsFaulty(name)


@dataclass(frozen=True, slots=True)
class Difference:
    """A detail of the order that is another than the application's: `field` is its name in OrderDetails."""

    field: str
    filed: str
    ordered: str


def differences_from(content: Mapping[str, Any], ordered: Mapping[str, str]) -> list[Difference]:
    """Where the order says something else than the application; what one of them leaves out differs in nothing."""
    filed = {name: str(content.get(name) or "") for name in ("customer_po", "reseller_reference")}
    filed["delivery_email"] = str((content.get("delivery") or {}).get("email") or "")
    return [
        Difference(name, was, ordered[name])
        for name, was in filed.items()
        if was and ordered.get(name) and was.casefold() != ordered[name].casefold()
    ]


def is_reference(text: str) -> bool:
    """Whether `text` is a reseller reference (販売店管理番号): 8 digits."""
    return re.fullmatch(r"[0-9]{8}", text) is not None


def is_complete(items: Iterable[Mapping[str, Any]]) -> bool:
    """Whether each line says what is bought, how many and for how many years: old sheets may lack some of it."""
    return all(item.get("product") and item.get("quantity") and item.get("term_years") for item in items)


def can_correct(state: str, *, is_begun: bool) -> bool:
    """Whether the delivery e-mail may still be corrected: before anything is shipped."""
    return state == "entered" and not is_begun


def needs_two(state: str, *, is_begun: bool) -> bool:
    """Whether cancelling takes a second person: once something was shipped (ORD-3)."""
    return state != "cancelled" and is_begun
