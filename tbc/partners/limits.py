"""How often a browser may come back from a partner portal and be refused: as often as from the sign-in page (ACC-4)."""

from __future__ import annotations

from tbc.accounts.limits import TooManyTries
from tbc.kit import throttle
from tbc.kit.throttle import Limit

DOOR = "partner-sign-in"
REFUSED = Limit(f"{DOOR}-client", 20, 15)
LOGOUTS_REFUSED = Limit("partner-logout-client", 60, 15)


def require_open(client: str, limit: Limit = REFUSED) -> None:
    """Whether the client may try.

    Raises:
        TooManyTries: it was refused too often.
    """
    seconds = throttle.wait(limit, client)
    if seconds:
        raise TooManyTries(DOOR, seconds)


def count_refusal(client: str, limit: Limit = REFUSED) -> None:
    """Count one refusal of the client."""
    throttle.take(limit, client)
