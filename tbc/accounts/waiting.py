"""Sessions that do not count yet: the password was right, a second factor is still to be shown or to be added.

Nothing but the pages of that step knows them: `sessions.find` does not.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from tbc.accounts.links import digest, new_token
from tbc.accounts.models import SignedIn, User
from tbc.kit.clock import now
from tbc.kit.db import session

LASTS = timedelta(minutes=10)
SIGNED_WITHIN = timedelta(minutes=5)


def begin(user: User, awaiting: str, address: str, device: str) -> str:
    """Begin a session that waits for `awaiting` (`factor` or `enrolment`); returns the token for the cookie."""
    token, at = new_token(), now()
    row = SignedIn(
        token_hash=digest(token),
        user_id=user.id,
        began_at=at,
        seen_at=at,
        ends_at=at + LASTS,
        address=address,
        device=device[:200],
        awaiting=awaiting,
    )
    session.add(row)
    session.flush()
    return token


def find(token: str, awaiting: str) -> SignedIn | None:
    """The session that this token names, if it waits for `awaiting` and has not ended."""
    wanted = (
        select(SignedIn)
        .join(User, User.id == SignedIn.user_id)
        .where(
            SignedIn.token_hash == digest(token),
            SignedIn.awaiting == awaiting,
            SignedIn.ended_at.is_(None),
            SignedIn.ends_at > now(),
            User.disabled_at.is_(None),
        )
    )
    return session.scalars(wanted).one_or_none()


def new_challenge(session_id: UUID) -> bytes:
    """What a passkey is to sign in this session; one made before is void."""
    row = session.get_one(SignedIn, session_id)
    row.challenge, row.challenge_until = secrets.token_bytes(32), now() + SIGNED_WITHIN
    session.flush()
    return row.challenge


def take_challenge(session_id: UUID) -> bytes | None:
    """The challenge that was made last, once; None if there is none or it is too old."""
    row = session.get(SignedIn, session_id, with_for_update=True, populate_existing=True)
    if row is None or row.challenge is None or row.challenge_until is None:
        return None
    challenge, is_late = row.challenge, row.challenge_until <= now()
    row.challenge = row.challenge_until = None
    session.flush()
    return None if is_late else challenge
