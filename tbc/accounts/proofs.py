"""Mailed links for people who have an account: made, used once, made void."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from tbc.accounts import links
from tbc.accounts.models import Proof
from tbc.kit.clock import now
from tbc.kit.db import session


class LinkSpent(Exception):
    """The link is unknown, was used or has expired."""


def make(purpose: str, user_id: UUID | None, email: str, lasts: timedelta) -> str:
    """Make the one open link of `purpose` for the person, and return its token; earlier ones are void."""
    void(user_id, purpose)
    token = links.new_token()
    proof = Proof(
        purpose=purpose, token_hash=links.digest(token), user_id=user_id, email=email, expires_at=now() + lasts
    )
    session.add(proof)
    session.flush()
    return token


def use_up(proof: Proof) -> None:
    """Use a link, once.

    Raises:
        LinkSpent: it has been used, in whatever other window.
    """
    used = session.execute(
        update(Proof).where(Proof.id == proof.id, Proof.used_at.is_(None)).values(used_at=now()).returning(Proof.id)
    )
    if used.one_or_none() is None:
        raise LinkSpent


def void(user_id: UUID | None, *purposes: str) -> None:
    """Make the person's open links void."""
    session.execute(
        update(Proof)
        .where(Proof.user_id == user_id, Proof.purpose.in_(purposes), Proof.used_at.is_(None))
        .values(used_at=now())
    )
