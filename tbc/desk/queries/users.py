"""All people, as staff find them: their state, and nothing of their secrets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from tbc.accounts.models import Passkey, SignedIn, TotpSecret, User
from tbc.accounts.sessions import IDLE
from tbc.desk.queries.latest import PAGE, Found, page_of
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor


def list_users(words: str, kind: str, *, older_than: UUID | None = None, newer_than: UUID | None = None) -> Found:
    """One page of the people whose name, company or address contains `words`, and whose account is of `kind` if any."""
    query = _listed().where(*_matching(words), *([User.kind == kind] if kind else []))
    return page_of(query, User.id, older_than=older_than, newer_than=newer_than)


def find_user(actor: Actor, user_id: UUID) -> User | None:
    """Anybody, as staff may see them."""
    return session.get(User, user_id) if actor.is_staff else None


def list_open_sessions(user: User) -> Sequence[SignedIn]:
    """Where the person is signed in, the session last used first."""
    at = now()
    wanted = select(SignedIn).where(
        SignedIn.user_id == user.id,
        SignedIn.awaiting.is_(None),
        SignedIn.ended_at.is_(None),
        SignedIn.ends_at > at,
        SignedIn.seen_at > at - IDLE,
    )
    return session.scalars(wanted.order_by(SignedIn.seen_at.desc(), SignedIn.id).limit(PAGE)).all()


def _listed() -> Any:
    apps, keys = exists().where(TotpSecret.user_id == User.id), exists().where(Passkey.user_id == User.id)
    columns = ("id", "name", "email", "company", "kind", "staff_role", "proven_at", "disabled_at", "closed_at")
    return select(*(getattr(User, name) for name in columns), or_(apps, keys).label("has_factor"))


def _matching(words: str) -> list[ColumnElement[bool]]:
    if not words:
        return []
    return [or_(*(column.icontains(words, autoescape=True) for column in (User.name, User.company, User.email)))]
