"""Second factors: add and remove authenticator apps and passkeys (ACC-3)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from tbc.accounts import demands, held, passkeys, totp, waiting
from tbc.accounts.models import Passkey, RecoveryCode, TotpSecret, User
from tbc.accounts.service.telling import tell
from tbc.audit.service import record
from tbc.kit import sealing
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

MOST_PASSKEYS = 20


class WrongCode(Exception):
    """The code is not the one that the app shows now."""


class LastFactor(Exception):
    """It is the only second factor of somebody who has to have one."""


class TooManyPasskeys(Exception):
    """The person has as many passkeys as anybody needs."""


class AlreadyEnrolled(Exception):
    """The person has a second factor by now: it has to be shown, and no other is added with the password alone."""


def add_totp(actor: Actor, user: User, secret: str, code: str) -> None:
    """Add the authenticator app that shows `code` for `secret`, in place of one that was there before.

    Raises:
        WrongCode: the app does not show this code now.
    """
    counter = totp.counter_of(secret, totp.read(code), now())
    if counter is None:
        raise WrongCode
    values = {"sealed": sealing.seal(secret, user.id), "added_at": now(), "last_counter": counter}
    row = insert(TotpSecret).values(user_id=user.id, **values)
    session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=values))
    record("factor-added", actor, "user", user.id, factor="totp")
    tell("factor-added", user, factor="totp", passkey="")


def add_passkey(actor: Actor, user: User, answer: str, name: str, session_id: UUID) -> Passkey:
    """Add the passkey with which a browser answered the session's challenge.

    Raises:
        PasskeyRefused: it did not, or came too late.
        TooManyPasskeys: the person has enough of them.
    """
    challenge = waiting.take_challenge(session_id)
    if challenge is None:
        raise passkeys.PasskeyRefused("no challenge")
    made = passkeys.read_new(answer, challenge)
    if held.factors_of(user.id).passkeys >= MOST_PASSKEYS:
        raise TooManyPasskeys
    taken = select(Passkey.id).where(Passkey.credential_id == made.credential_id)
    if session.scalar(taken) is not None:
        raise passkeys.PasskeyRefused("a key that is known")
    row = Passkey(
        user_id=user.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=made.transports,
        name=name,
    )
    session.add(row)
    session.flush()
    record("factor-added", actor, "user", user.id, factor="passkey")
    tell("factor-added", user, factor="passkey", passkey=name)
    return row


def remove_totp(actor: Actor, user: User) -> None:
    """Remove the authenticator app.

    Raises:
        LastFactor: nothing would be left, and the person has to have a second factor.
    """
    _keep_one(user)
    session.execute(delete(TotpSecret).where(TotpSecret.user_id == user.id))
    _removed(actor, user, "totp", "")


def remove_passkey(actor: Actor, user: User, passkey: Passkey) -> None:
    """Remove one passkey.

    Raises:
        LastFactor: see `remove_totp`.
    """
    _keep_one(user)
    session.delete(passkey)
    _removed(actor, user, "passkey", passkey.name)


def enrol_first(user: User) -> None:
    """Make sure that a first factor is added, with the password alone: two browsers must not add one each.

    Raises:
        AlreadyEnrolled: there is one.
    """
    _lock(user)
    if held.factors_of(user.id).any:
        raise AlreadyEnrolled


def forget_all(user: User) -> None:
    """Remove every second factor of a person, and their recovery codes."""
    for table in (TotpSecret, Passkey, RecoveryCode):
        session.execute(delete(table).where(table.user_id == user.id))


def _keep_one(user: User) -> None:
    _lock(user)
    if held.factors_of(user.id).is_last and demands.must_have_factor(user):
        raise LastFactor


def _removed(actor: Actor, user: User, factor: str, passkey: str) -> None:
    session.flush()
    if not held.factors_of(user.id).any:
        # Codes stand in for a factor that is lost; without any factor they would open nothing.
        forget_all(user)
    record("factor-removed", actor, "user", user.id, factor=factor)
    tell("factor-removed", user, factor=factor, passkey=passkey)


def _lock(user: User) -> None:
    """One after the other: of two factors removed at the same moment, the second is seen to be the last."""
    session.execute(select(User.id).where(User.id == user.id).with_for_update())
