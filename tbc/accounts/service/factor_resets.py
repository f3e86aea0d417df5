"""Second factors that are lost: an owner or staff decide that they go, a day later they do (ACC-3)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tbc.accounts import held, limits, proofs, queries, sessions
from tbc.accounts.models import FactorReset, Proof, User
from tbc.accounts.service.factors import forget_all
from tbc.accounts.service.telling import tell
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

# Long enough for the person to read the mail and object: whoever asks on the telephone may be somebody else.
DELAY = timedelta(hours=24)
PURPOSE = "keep-factors"


class NothingToReset(Exception):
    """The person has no second factor."""


class AlreadyDecided(Exception):
    """A reset has been decided and is still to come."""


class OwnFactors(Exception):
    """Nobody decides on their own: a recovery code is for that, or somebody else."""


def decide(actor: Actor, user: User, reason: str) -> FactorReset:
    """Decide that the second factors of `user` go in 24 hours; they are told at once and may object.

    Whether the actor may decide it (an owner of the person's organization, an administrator) is the caller's to check.

    Raises:
        OwnFactors, NothingToReset, AlreadyDecided: see there.
    """
    if actor.user_id == user.id:
        raise OwnFactors
    if not held.factors_of(user.id).any:
        raise NothingToReset
    assert actor.user_id is not None
    row = FactorReset(user_id=user.id, reason=reason, decided_by_id=actor.user_id, effective_at=now() + DELAY)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise AlreadyDecided from None
    token = proofs.make(PURPOSE, user.id, user.email, DELAY)
    record("factor-reset-decided", actor, "user", user.id, reason=reason)
    tell("factor-reset-decided", user, until=row.effective_at, token=token)
    return row


def object_to(actor: Actor, user: User) -> None:
    """The person keeps their factors: the reset does not take place, and its mailed link is void.

    Raises:
        NothingToReset: there is none to come.
    """
    row = _lock_open(user)
    if row is None:
        raise NothingToReset
    row.cancelled_at = now()
    proofs.void(user.id, PURPOSE)
    session.flush()
    record("factor-reset-cancelled", actor, "user", user.id)
    tell("factor-reset-cancelled", user)


def object_by_link(actor: Actor, proof: Proof) -> None:
    """The person objects with the mailed link.

    Raises:
        NothingToReset: the reset has taken place, or was cancelled.
    """
    assert proof.user_id is not None
    object_to(actor, queries.get_user(proof.user_id))


def do_due() -> None:
    """Remove the factors whose day of grace is over."""
    due = select(FactorReset).where(
        FactorReset.effective_at <= now(), FactorReset.done_at.is_(None), FactorReset.cancelled_at.is_(None)
    )
    for row in session.scalars(due.with_for_update(skip_locked=True)).all():
        _do(row)


def _do(row: FactorReset) -> None:
    user = queries.get_user(row.user_id)
    row.done_at = now()
    forget_all(user)
    sessions.end_all(user.id)
    proofs.void(user.id, PURPOSE)
    limits.reopen("second-factor", str(user.id))
    session.flush()
    record("factor-reset-done", Actor(), "user", user.id)
    tell("factor-reset-done", user)


def _lock_open(user: User) -> FactorReset | None:
    wanted = select(FactorReset).where(
        FactorReset.user_id == user.id, FactorReset.done_at.is_(None), FactorReset.cancelled_at.is_(None)
    )
    return session.scalars(wanted.with_for_update()).one_or_none()
