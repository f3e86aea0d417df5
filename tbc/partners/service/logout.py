"""Signing out at both places: here because the portal says so, and there when its person signs out here (PRT-2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from tbc.accounts import sessions, waiting
from tbc.accounts.models import SignedIn
from tbc.audit.service import record
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.partner_settings import PartnerProvider
from tbc.partners.models import PartnerSession, SpentLogoutToken
from tbc.partners.queries.identities import list_begun
from tbc.partners.rules.refusals import TokenRefused
from tbc.partners.service import sealing
from tbc.policy import Actor

# A token without an end within reason is remembered for as long as one may be old.
LONGEST_KEPT = timedelta(days=2)
# Also one that goes on from a wait for a second factor is over by then.
LONGEST_SESSION = sessions.LONGEST + waiting.LASTS


def end_by_portal(actor: Actor, provider: PartnerProvider, claims: Mapping[str, Any]) -> int:
    """End every session that a logout token is about; how many. Its signature and times were right.

    A session that is unknown or has ended is no failure: whoever was to be signed out is.

    Raises:
        TokenRefused: it was used before.
    """
    _use_up(provider, claims)
    begun = list_begun(provider.issuer, claims.get("sid"), claims.get("sub"))
    ids = [row.session_id for row in begun]
    ended = session.execute(
        update(SignedIn)
        .where(or_(SignedIn.id.in_(ids), SignedIn.continues_id.in_(ids)), SignedIn.ended_at.is_(None))
        .values(ended_at=now())
        .returning(SignedIn.id)
    ).all()
    for user_id in {row.user_id for row in begun}:
        record("partner-signed-out", actor, "user", user_id, provider=provider.key, sessions=len(ended))
    if not begun:
        record("partner-logout-unmatched", actor, "partner-portal", None, provider=provider.key)
    return len(ended)


def take_id_token(session_id: UUID) -> str | None:
    """The ID token by which a session is ended at the portal; it is given once."""
    wanted = select(PartnerSession).where(PartnerSession.session_id == session_id).with_for_update()
    row = session.scalars(wanted).one_or_none()
    if row is None:
        return None
    token = sealing.unseal(row.id_token, session_id)
    row.id_token = None
    session.flush()
    return token


@every(minutes=60)
def sweep() -> None:
    """Forget logout tokens that are too old to be taken, and the ID tokens of sessions that are long over."""
    at = now()
    session.execute(delete(SpentLogoutToken).where(SpentLogoutToken.expires_at < at))
    over = select(SignedIn.id).where(SignedIn.began_at < at - LONGEST_SESSION)
    kept = update(PartnerSession).where(PartnerSession.id_token.is_not(None), PartnerSession.session_id.in_(over))
    session.execute(kept.values(id_token=None))


def _use_up(provider: PartnerProvider, claims: Mapping[str, Any]) -> None:
    # `exp` may be any number that lies ahead: beyond a date that a calendar knows, too.
    seconds = min(claims["exp"], (now() + LONGEST_KEPT).timestamp()) + provider.clock_skew
    values = {
        "issuer": provider.issuer,
        "token_hash": sha256(str(claims["jti"]).encode()).digest(),
        "expires_at": datetime.fromtimestamp(seconds, UTC),
    }
    taken = insert(SpentLogoutToken).values(values).on_conflict_do_nothing().returning(SpentLogoutToken.issuer)
    if session.execute(taken).one_or_none() is None:
        raise TokenRefused("jti")
