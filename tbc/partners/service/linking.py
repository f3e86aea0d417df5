"""Linking a portal's account with one that was here before: by its person, who has signed in to both (PRT-2)."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.accounts.queries import get_own, get_user
from tbc.accounts.service.telling import tell
from tbc.audit.service import record
from tbc.kit.db import session
from tbc.partner_settings import PartnerProvider
from tbc.partners.models import Identity, PartnerSession
from tbc.partners.rules.claims import Told
from tbc.partners.rules.refusals import Refusal, SignOnRefused
from tbc.partners.service.signing_in import read_linkable
from tbc.partners.service.telling import note_told
from tbc.policy import Actor


def link(actor: Actor, provider: PartnerProvider, subject: str, told: Told) -> Identity:
    """Link the actor's account with `subject` at the portal; a letter tells of it.

    Raises:
        SignOnRefused: the addresses differ, or see `signing_in.read_linkable`.
    """
    user = read_linkable(provider, get_own(actor))
    if told.email.lower() != user.email.lower() or not told.email_verified:
        raise SignOnRefused(Refusal.OTHER_PERSON, "address")
    identity = Identity(issuer=provider.issuer, subject=subject, user_id=user.id)
    note_told(identity, provider, told)
    try:
        with session.begin_nested():
            session.add(identity)
            session.flush()
    except IntegrityError:
        raise SignOnRefused(Refusal.KNOWN_ELSEWHERE) from None
    user.mode = user.mode or "partner"
    session.flush()
    record("partner-linked", actor, "user", user.id, provider=provider.key)
    tell("partner-linked", user, portal=provider.called(user.language))
    return identity


def unlink(actor: Actor, identity: Identity, portal: str, reason: str) -> None:
    """Part an account from the portal's person by decision of staff; who signed in there is signed out here.

    `portal` is what its person calls the portal. Whoever had no password sets one by a reset from now on.
    """
    user = get_user(identity.user_id)
    begun = select(PartnerSession.session_id).where(PartnerSession.identity_id == identity.id)
    for session_id in session.scalars(begun).all():
        sessions.end(user.id, session_id)
    record("partner-unlinked", actor, "user", user.id, provider=identity.provider, reason=reason)
    session.delete(identity)
    session.flush()
    tell("partner-unlinked", user, portal=portal)


def forget_identities(user: User) -> None:
    """Unlink an account that is closed: who comes from the portal again begins with a new one (ACC-6)."""
    session.execute(delete(Identity).where(Identity.user_id == user.id))
