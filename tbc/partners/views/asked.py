"""What a browser was sent to a partner portal with: kept in its own signed state, for ten minutes and one answer."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from flask import session

from tbc.kit.clock import now
from tbc.kit.guard import local_path
from tbc.partners.oidc.portal import Question

LASTS = timedelta(minutes=10)
# As many windows may be under way at once; the cookie holds no more.
MOST = 3
LONGEST_PATH = 400
_KEY = "partner-asked"

SIGN_IN, CONFIRM = "sign-in", "confirm"


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to a portal and back. `at` is in seconds of the epoch, `onward` a path of ours or empty."""

    provider: str
    purpose: str
    state: str
    nonce: str
    verifier: str
    onward: str
    at: int

    @property
    def question(self) -> Question:
        return Question(self.state, self.nonce, self.verifier)


def ask(provider: str, purpose: str, onward: str | None) -> Asked:
    """Note that this browser is sent to a portal, and go `onward` from there if that is in this site."""
    path = local_path(onward) or ""
    asked = Asked(
        provider=provider,
        purpose=purpose,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        onward=path if len(path) <= LONGEST_PATH else "",
        at=int(now().timestamp()),
    )
    session[_KEY] = [*_waiting(), asdict(asked)][-MOST:]
    return asked


def take(provider: str, state: str) -> Asked | None:
    """What this browser was sent to this portal with, once; None if it never was, or too long ago."""
    waiting = _waiting()
    session[_KEY] = [one for one in waiting if one["state"] != state]
    known = (one for one in waiting if secrets.compare_digest(one["state"].encode(), state.encode()))
    found = next(known, None)
    if found is None or found["provider"] != provider:
        return None
    asked = Asked(**found)
    return asked if asked.at > now().timestamp() - LASTS.total_seconds() else None


def _waiting() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = session.get(_KEY, [])
    return found
