"""What a letter may be, when it is tried again, and what of it staff may see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
GIVE_UP_AFTER = timedelta(hours=12)
# Letters that nobody sends again, whatever became of them (ORD-2).
SENT_ONCE = frozenset({"order-accepted"})
# What stands for a secret word in the bodies that are kept.
HIDDEN = "••••••"

# One bare address: no name, no list, nothing that a header could be broken with.
_ADDRESS = re.compile(r"[^\s,;:<>()\[\]\"\\@]+@[^\s,;:<>()\[\]\"\\@]+")
# What only the addressee may know is a long random word in an address; row ids are not secret, nor is a ruled line.
_SECRET = re.compile(
    r"(?<![\w-])(?!-+(?![\w-]))(?!(?:[0-9a-f]+-){4}[0-9a-f]+(?![\w-]))[A-Za-z0-9_-]{30,}(?![\w-])", re.ASCII
)


class UnfitForHeader(Exception):
    """An address, subject or file name holds what would break a header (CR, LF, two addresses …)."""


def check_headers(to: str, others: Iterable[str]) -> None:
    """Refuse what cannot stand in a header.

    Raises:
        UnfitForHeader: says which; never the value itself, which may be anything.
    """
    if not _ADDRESS.fullmatch(to) or len(to) > 254:
        raise UnfitForHeader("The recipient is not one bare address.")
    if any(ord(character) < 0x20 or ord(character) == 0x7F for text in others for character in text):
        raise UnfitForHeader("A header holds a line break or another control character.")


def wait_before(attempt: int) -> timedelta:
    """How long to wait before attempt number `attempt` (2 is the second): 30 s, doubled each time up to 2 h."""
    doublings: int = min(max(attempt - 2, 0), 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def without_secrets(text: str) -> str:
    """`text` as staff may read it: one-time links lose their token, so that nobody acts in the addressee's name."""
    return _SECRET.sub(HIDDEN, text)
