"""Closing an account: what the portal knows of the person goes, and the address is free again (ACC-6)."""

from __future__ import annotations

from sqlalchemy import delete, update

from tbc.accounts.models import FactorReset, Passkey, Proof, RecoveryCode, SignedIn, SignUp, TotpSecret, User
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail.service import post
from tbc.policy import Actor


def close(actor: Actor, user: User) -> None:
    """Close the account of `user` for good; a last letter goes to the address that it had.

    The row stays, since filed applications, consents and the audit trail name it, but says nothing of the person any
    more. All sessions end, the one in use too.
    """
    at, email = now(), user.email
    post("account-closed", to=email, language=user.language, about=user.id, about_type="user", name=user.name, at=at)
    record("account-closed", actor, "user", user.id)
    for table in (SignedIn, TotpSecret, Passkey, RecoveryCode, Proof):
        session.execute(delete(table).where(table.user_id == user.id))
    session.execute(delete(SignUp).where(SignUp.email == email))
    session.execute(
        update(FactorReset)
        .where(FactorReset.user_id == user.id, FactorReset.done_at.is_(None), FactorReset.cancelled_at.is_(None))
        .values(cancelled_at=at)
    )
    # Nobody can have this address, and no letter reaches it.
    user.email = f"{user.id}@closed.invalid"
    user.name = user.company = ""
    user.password_hash = user.mode = None
    user.closed_at = at
    user.disabled_at = user.disabled_at or at
    session.flush()
