"""What tokens may be good for, how calls are limited, and how long an answer is kept for its key (API-1)."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from hashlib import sha256

SCOPES = ("numbers:read", "applications:read", "orders:read", "orders:write", "deliveries:write")

TOKEN_PREFIX = "tbc_"  # noqa: S105  # what every token begins with, so that one that was left lying is recognised
# Days until a token ends.
LIFETIMES = (30, 90, 180, 365)
# A call a second would else be a change of the token's row a second.
USED_COARSELY = timedelta(minutes=10)

LARGEST_BODY = 256 * 1024  # bytes
PAGE = 50
PAGE_AT_MOST = 100

# How long the same call with the same key is answered as the first was.
ANSWERS_KEPT = timedelta(days=7)
_KEY = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)


def draw_token() -> str:
    """A new token: 256 random bits behind the prefix."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """How a token is stored. It is random enough for a plain hash (ASVS 11.4)."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def is_key(text: str) -> bool:
    """Whether `text` can be an Idempotency-Key: 1–200 visible ASCII characters."""
    return _KEY.fullmatch(text) is not None
