"""Sessions on the server: begin, find, end (ACC-4)."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from tbc.accounts.models import SignedIn, User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor, Role

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Found:
    """Whose session a token names, and whether its last use should be noted anew."""

    actor: Actor
    stale: bool


def begin(user: User, address: str, device: str, *, factor: str | None = None, continues: UUID | None = None) -> str:
    """Begin a session for `user`; returns the token for the cookie, which is stored nowhere else.

    `factor` is the second factor that they have shown: `totp`, `passkey`, `recovery-code`, or `provider` at a partner
    portal. `continues` is the session that waited for it.
    """
    token = secrets.token_urlsafe(32)
    at = now()
    session.add(
        SignedIn(
            token_hash=_hash(token),
            user_id=user.id,
            began_at=at,
            seen_at=at,
            ends_at=at + LONGEST,
            address=address,
            device=device[:200],
            factor=factor,
            confirmed_at=at,
            continues_id=continues,
        )
    )
    session.flush()
    return token


def find(token: str, address: str) -> Found | None:
    """Whose session `token` names: None when it is unknown, ended, idle for two hours or older than twelve."""
    at = now()
    row = session.execute(_BY_TOKEN, {"token_hash": _hash(token), "now": at, "idle_since": at - IDLE}).one_or_none()
    if row is None:
        return None
    return Found(actor=_actor(row, address), stale=row.seen_at < at - SEEN_EVERY)


def note_use(session_id: UUID) -> None:
    """The session was used just now."""
    session.execute(update(SignedIn).where(SignedIn.id == session_id).values(seen_at=now()))


def end(user_id: UUID, session_id: UUID) -> bool:
    """End one session of `user_id`; False if there is no such open one."""
    ended = session.execute(
        update(SignedIn)
        .where(SignedIn.id == session_id, SignedIn.user_id == user_id, SignedIn.ended_at.is_(None))
        .values(ended_at=now())
        .returning(SignedIn.id)
    )
    return ended.one_or_none() is not None


def end_all(user_id: UUID, but: UUID | None = None) -> None:
    """End every session of `user_id` (but one): after a password change all other devices must sign in anew."""
    wanted = update(SignedIn).where(SignedIn.user_id == user_id, SignedIn.ended_at.is_(None))
    if but is not None:
        wanted = wanted.where(SignedIn.id != but)
    session.execute(wanted.values(ended_at=now()))


def confirm(session_id: UUID, factor: str | None = None) -> None:
    """Whoever uses the session has just shown that it is them: with a second factor, or with the password alone."""
    given = {"confirmed_at": now()} | ({"factor": factor} if factor else {})
    session.execute(update(SignedIn).where(SignedIn.id == session_id).values(given))


def end_without_factor(user_ids: Collection[UUID]) -> None:
    """End the sessions that these people began with the password alone: from now on they need a second factor.

    Whoever has none yet adds one at the next sign-in.
    """
    open_ones = update(SignedIn).where(SignedIn.user_id.in_(user_ids), SignedIn.ended_at.is_(None))
    session.execute(open_ones.where(SignedIn.factor.is_(None)).values(ended_at=now()))


# The tables' columns and not the classes' attributes: every page asks this, and the ORM would cost it a third more.
_SESSIONS, _USERS = SignedIn.__table__.c, User.__table__.c
_BY_TOKEN = (
    select(
        _SESSIONS.id,
        _SESSIONS.seen_at,
        _SESSIONS.confirmed_at,
        _USERS.id.label("user_id"),
        _USERS.name,
        _USERS.email,
        _USERS.kind,
        _USERS.staff_role,
        _USERS.mode,
        _USERS.language,
    )
    .join_from(SignedIn.__table__, User.__table__, _USERS.id == _SESSIONS.user_id)
    .where(
        _SESSIONS.token_hash == bindparam("token_hash"),
        _SESSIONS.awaiting.is_(None),
        _SESSIONS.ended_at.is_(None),
        _SESSIONS.ends_at > bindparam("now"),
        _SESSIONS.seen_at > bindparam("idle_since"),
        _USERS.disabled_at.is_(None),
        _USERS.proven_at.is_not(None),
    )
)


def _actor(row: Any, address: str) -> Actor:
    return Actor(
        user_id=row.user_id,
        name=row.name,
        email=row.email,
        roles=frozenset({Role(row.staff_role or row.kind)}),
        mode=row.mode,
        language=row.language,
        session_id=row.id,
        address=address,
        confirmed_at=row.confirmed_at,
    )


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
