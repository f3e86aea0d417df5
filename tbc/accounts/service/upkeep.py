"""What is forgotten in time: links long spent, sign-ups never proven, sessions long ended."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_

from tbc.accounts.models import Proof, SignedIn, SignUp
from tbc.accounts.service import factor_resets
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session

# A person who comes late is still told that the link has expired, and gets a new one.
KEEP_SIGN_UPS = timedelta(days=7)
# By its devices of the last half year a person's new device is recognised as new.
KEEP_SESSIONS = timedelta(days=180)


@every(minutes=60)
def sweep() -> None:
    """Remove what nobody needs any more; the audit trail stays."""
    at = now()
    session.execute(delete(SignUp).where(SignUp.expires_at < at - KEEP_SIGN_UPS))
    session.execute(delete(Proof).where(Proof.expires_at < at - KEEP_SIGN_UPS))
    long_ago = at - KEEP_SESSIONS
    session.execute(delete(SignedIn).where(or_(SignedIn.ended_at < long_ago, SignedIn.ends_at < long_ago)))


# Whoever waits for it is told the hour.
every(minutes=5)(factor_resets.do_due)
