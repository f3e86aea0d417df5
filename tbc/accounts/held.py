"""Which second factors somebody has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from tbc.accounts.models import FactorReset, Passkey, RecoveryCode, TotpSecret
from tbc.kit.db import session
from tbc.policy import Actor


@dataclass(frozen=True, slots=True)
class Held:
    """How many of each: an authenticator app (0 or 1), passkeys, recovery codes not yet used."""

    totp: int
    passkeys: int
    codes: int

    @property
    def any(self) -> bool:
        """Whether the person signs in with a second factor; recovery codes alone are none."""
        return bool(self.totp or self.passkeys)

    @property
    def is_last(self) -> bool:
        """Whether there is but one, which cannot go where one is demanded."""
        return self.totp + self.passkeys == 1


def factors_of(user_id: UUID) -> Held:
    """What the person has, in one statement."""
    totp = select(func.count()).select_from(TotpSecret).where(TotpSecret.user_id == user_id)
    passkeys = select(func.count()).select_from(Passkey).where(Passkey.user_id == user_id)
    codes = select(func.count()).select_from(RecoveryCode)
    codes = codes.where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    wanted = select(totp.scalar_subquery(), passkeys.scalar_subquery(), codes.scalar_subquery())
    return Held(*session.execute(wanted).one())


def find_totp(user_id: UUID) -> TotpSecret | None:
    """The person's authenticator app."""
    return session.get(TotpSecret, user_id)


def list_passkeys(user_id: UUID) -> Sequence[Passkey]:
    """The person's passkeys, the first one added first."""
    wanted = select(Passkey).where(Passkey.user_id == user_id)
    return session.scalars(wanted.order_by(Passkey.added_at, Passkey.id)).all()


def find_passkey(actor: Actor, passkey_id: UUID) -> Passkey | None:
    """One of the actor's own passkeys; nobody sees another's."""
    wanted = select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == actor.user_id)
    return session.scalars(wanted).one_or_none()


def find_credential(user_id: UUID, credential_id: bytes) -> Passkey | None:
    """The person's passkey with this id of its own, locked: two sign-ins with it are counted one after the other."""
    wanted = select(Passkey).where(Passkey.user_id == user_id, Passkey.credential_id == credential_id)
    return session.scalars(wanted.with_for_update()).one_or_none()


def find_open_reset(user_id: UUID) -> FactorReset | None:
    """The reset of the person's factors that has been decided and not been done, if there is one."""
    wanted = select(FactorReset).where(
        FactorReset.user_id == user_id, FactorReset.done_at.is_(None), FactorReset.cancelled_at.is_(None)
    )
    return session.scalars(wanted).one_or_none()
