"""What a delivery needs: codes per line, passwords, days (DLV-1, DLV-3)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from unicodedata import normalize

# Digits and capitals that nobody takes for another: no 0 O, 1 I L, U V. 29 of them, 17 in a row: 82 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
PASSWORD_LENGTH = 17
GOOD_FOR = timedelta(days=90)
TRACKING_AT_MOST = 200
_DIGITS = str.maketrans("OIL", "011")
_NOISE = re.compile(r"[\s\-‐‑–—―−ー_.]+")


class NotToShip(Exception):
    """The order is cancelled, about to be, or not one that is delivered: nothing can be shipped."""


class NothingToShip(Exception):
    """The lines were shipped already, or the order does not have them."""


class MixedDelivery(Exception):
    """Some lines are delivered electronically and some are not: each kind is a delivery of its own."""


class TrackingMissing(Exception):
    """What is not delivered electronically needs a word on how it was sent, of at most 200 characters."""


class OutOfStock(Exception):
    """There are fewer free codes of the product `product` (its code) than are `needed`: `there` are."""

    def __init__(self, product: str, needed: int, there: int) -> None:
        super().__init__(f"{product}: {needed} codes needed, {there} in stock")
        self.product, self.needed, self.there = product, needed, there


class CodesFaulty(Exception):
    """The codes that came with the shipment cannot be given: `reason` is `count`, `shape`, `double` or `taken`.

    `position` is the line's, `code` the one in question, or empty; `needed` how many the line takes.
    """

    def __init__(self, reason: str, position: int, code: str = "", needed: int = 0) -> None:
        super().__init__(reason, position)
        self.reason, self.position, self.code, self.needed = reason, position, code, needed


def new_password() -> str:
    """A random password of letters and digits, at least one of each, without look-alikes; more than 80 bits."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))
        if any(c.isdigit() for c in drawn) and any(c.isalpha() for c in drawn):
            return drawn


def read_number(typed: str) -> str | None:
    """The delivery number that was typed in any width and case, with spaces or hyphens, with or without `SHPC`.

    None if it is none.
    """
    folded = _NOISE.sub("", normalize("NFKC", typed[:64])).upper()
    digits = folded.removeprefix("SHPC").translate(_DIGITS)
    return f"SHPC{digits}" if re.fullmatch(r"[0-9]{7}", digits) else None


def read_password(typed: str) -> str:
    """The password that was typed in any width and case, with spaces or hyphens: it has none of these itself."""
    return _NOISE.sub("", normalize("NFKC", typed[:200])).upper()


def read_code(typed: str) -> str:
    """A code as it is kept: half-width capitals without spaces; its hyphens belong to it."""
    return re.sub(r"\s+", "", normalize("NFKC", typed)).upper()


def last_day(handed_over: date | None) -> date | None:
    """The last day, inclusive, on which the password is good that was handed over on that day in Tokyo (DLV-3).

    None as long as it was not handed over: its days have not begun.
    """
    return handed_over + GOOD_FOR if handed_over else None


def is_expired(handed_over: date | None, on: date) -> bool:
    """Whether the password is no longer good on the day `on`."""
    last = last_day(handed_over)
    return last is not None and on > last


def is_electronic(lines: Iterable[bool]) -> bool:
    """Whether the delivery of these lines (each electronic or not) is an electronic one.

    Raises:
        MixedDelivery: some are, some are not.
    """
    kinds = set(lines)
    if len(kinds) > 1:
        raise MixedDelivery
    return kinds == {True}
