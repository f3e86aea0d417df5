"""Recovery codes: made, shown once, each used once (ACC-3)."""

from __future__ import annotations

from sqlalchemy import delete, update

from tbc.accounts import held, passwords
from tbc.accounts.models import RecoveryCode, User
from tbc.accounts.rules import recovery_codes as rules
from tbc.accounts.service.telling import tell
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor


class NoFactor(Exception):
    """There is no second factor that the codes could stand in for."""


def renew(actor: Actor, user: User) -> list[str]:
    """Make ten new codes, as they are shown; the old ones are void.

    Raises:
        NoFactor: a second factor has to be added first.
    """
    if not held.factors_of(user.id).any:
        raise NoFactor
    codes = [rules.new_code() for _ in range(rules.HOW_MANY)]
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(user, code)) for code in codes)
    session.flush()
    record("recovery-codes-renewed", actor, "user", user.id)
    tell("recovery-codes-renewed", user)
    return [rules.written(code) for code in codes]


def use(actor: Actor, user: User, typed: str) -> bool:
    """Use a code up; False if it is none of the person's open ones. Of two who use one, one succeeds."""
    code = rules.read(typed)
    if code is None:
        return False
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == _hash(user, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
        .returning(RecoveryCode.id)
    )
    if used.one_or_none() is None:
        return False
    record("recovery-code-used", actor, "user", user.id)
    tell("recovery-code-used", user, left=held.factors_of(user.id).codes)
    return True


def _hash(user: User, code: str) -> bytes:
    return passwords.stretch(code, user.id.bytes)
