"""Showing a second factor: a code of the app, a passkey, or a recovery code in their place (ACC-3)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from tbc.accounts import held, limits, passkeys, totp, waiting
from tbc.accounts.models import TotpSecret, User
from tbc.accounts.service import recovery_codes
from tbc.audit.service import record
from tbc.kit import sealing
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor


class WrongFactor(Exception):
    """What was shown is no second factor of the person's."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows, one of these: six digits, what the browser says for a passkey (JSON), a recovery code."""

    totp: str = ""
    passkey: str = ""
    recovery_code: str = ""


def show(actor: Actor, user: User, shown: Shown, session_id: UUID) -> str:
    """Which factor `user` has shown: `totp`, `passkey` or `recovery-code`. `session_id` has the passkey's challenge.

    Raises:
        WrongFactor: none.
        TooManyTries: too often none; a right one does not help then.
    """
    limits.knock("second-factor", str(user.id), actor.address)
    factor = _which(actor, user, shown, session_id)
    if factor is None:
        record("factor-failed", actor, "user", user.id)
        raise WrongFactor
    limits.welcome("second-factor", str(user.id), actor.address)
    return factor


def _which(actor: Actor, user: User, shown: Shown, session_id: UUID) -> str | None:
    if shown.passkey:
        return "passkey" if _is_signed(user, shown.passkey, session_id) else None
    if shown.totp:
        return "totp" if _take_code(user, shown.totp) else None
    if shown.recovery_code:
        return "recovery-code" if recovery_codes.use(actor, user, shown.recovery_code) else None
    return None


def _take_code(user: User, typed: str) -> bool:
    """Whether the app shows this code now and it has not been taken: of two who send one code, one succeeds."""
    row = held.find_totp(user.id)
    if row is None:
        return False
    try:
        counter = totp.counter_of(sealing.unseal(row.sealed, user.id), totp.read(typed), now())
    except sealing.SealBroken:
        return False
    if counter is None:
        return False
    taken = session.execute(
        update(TotpSecret)
        .where(TotpSecret.user_id == user.id, TotpSecret.sealed == row.sealed, TotpSecret.last_counter < counter)
        .values(last_counter=counter)
        .returning(TotpSecret.user_id)
    )
    return taken.one_or_none() is not None


def _is_signed(user: User, answer: str, session_id: UUID) -> bool:
    challenge = waiting.take_challenge(session_id)
    try:
        passkey = held.find_credential(user.id, passkeys.credential_id_of(answer))
        if challenge is None or passkey is None:
            return False
        passkey.sign_count = passkeys.read_sign(answer, challenge, passkey)
    except passkeys.PasskeyRefused:
        return False
    passkey.used_at = now()
    session.flush()
    return True
