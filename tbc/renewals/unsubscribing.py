"""The signed address in a reminder by which its reader ends reminders to their own address: no account needed (RNW-8).

It names the reader and the licenses, and nobody else can make one. It does not expire: whoever is reminded today may
want an end to it in a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from tbc.invoices.house import settings

_PURPOSE = "renewal reminders, unsubscribing"
_LENGTH = 10  # of a license id


class Unsubscribing(NamedTuple):
    """Who ends what: an e-mail address in lower case, and license ids."""

    email: str
    numbers: tuple[str, ...]


def address_of(email: str, numbers: Sequence[str]) -> str:
    """The address that ends reminders of these licenses to `email`; for 50 of them it still fits in a header's line."""
    token = _serializer().dumps([email.lower(), "".join(numbers)])
    return f"{settings().base_url}/renewals/unsubscribe/{token}"


def read(token: str) -> Unsubscribing | None:
    """What a token says; None for one that is none."""
    try:
        email, joined = _serializer().loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return Unsubscribing(email, tuple(joined[at : at + _LENGTH] for at in range(0, len(joined), _LENGTH)))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, _PURPOSE)
