"""One-time links: the address holds a random token, the database only its hash."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

PROVES_ADDRESS = timedelta(hours=24)
RESETS_PASSWORD = timedelta(hours=1)
# Staff are told of their new account on a working day and may read it on the next.
SETS_FIRST_PASSWORD = timedelta(hours=72)


def new_token() -> str:
    """256 random bits as text for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is stored of a token."""
    return sha256(token.encode()).digest()
