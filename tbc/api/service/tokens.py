"""Giving tokens out, taking them back, and noting that they are used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tbc.api.models import ApiToken
from tbc.api.rules import TOKEN_PREFIX, USED_COARSELY, draw_token, hash_of
from tbc.audit import service as audit
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor


class AlreadyRevoked(Exception):
    """The token was taken back before."""


def issue(actor: Actor, name: str, scopes: Sequence[str], days: int) -> tuple[ApiToken, str]:
    """A new token for another system, good for `days` days, and its word, which is not shown again."""
    word = draw_token()
    token = ApiToken(
        name=name,
        token_hash=hash_of(word),
        beginning=word[: len(TOKEN_PREFIX) + 4],
        scopes=list(scopes),
        made_by_name=actor.name,
        expires_at=now() + timedelta(days=days),
    )
    session.add(token)
    session.flush()
    audit.record("api-token-issued", actor, "api-token", token.id, name=name, scopes=list(scopes), days=days)
    return token, word


def revoke(actor: Actor, token: ApiToken) -> None:
    """Let the token be good for nothing from now on.

    Raises:
        AlreadyRevoked: somebody has done so before.
    """
    if token.revoked_at:
        raise AlreadyRevoked
    token.revoked_at, token.revoked_by_name = now(), actor.name or "?"
    audit.record("api-token-revoked", actor, "api-token", token.id, name=token.name)
    session.flush()


def note_use(token: ApiToken) -> None:
    """Write down that it is in use, at most every ten minutes."""
    at = now()
    if token.last_used_at is None or token.last_used_at < at - USED_COARSELY:
        token.last_used_at = at
        session.flush()
