"""Signing in from a partner portal: whose account it is, or the new one (PRT-2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tbc.accounts import links, queries
from tbc.accounts.models import SignedIn, User
from tbc.accounts.service import addresses
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.partner_settings import PartnerProvider
from tbc.partners.models import Identity, PartnerSession
from tbc.partners.queries.identities import find_identity, list_identities
from tbc.partners.rules.claims import Told
from tbc.partners.rules.refusals import Refusal, SignOnRefused
from tbc.partners.service import sealing, telling
from tbc.policy import Actor


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom a portal has let in. `subject` is their lasting id there, `sid` the session there."""

    provider: PartnerProvider
    subject: str
    told: Told
    id_token: str
    sid: str | None = None


class AddressUnfit(SignOnRefused):
    """The address cannot be a login id, with the reason as sign-up has it (ACC-2)."""

    def __init__(self, refused: addresses.AddressRefused, typed: str) -> None:
        super().__init__(Refusal.ADDRESS, refused.reason.value)
        self.reason = refused.reason
        self.typed = typed


class LinkFirst(Exception):
    """An account has this address already: its person signs in there first, and links the two (PRT-2)."""


def arrive(actor: Actor, arrival: Arrival, language: str) -> Identity:
    """Whose account this is: the linked one, or a new one of the address that the portal has proven.

    Raises:
        SignOnRefused: the address is not proven or may be no login id, or the account is not to be entered.
        LinkFirst: see there.
    """
    if not arrival.told.email_verified or not arrival.told.email:
        raise SignOnRefused(Refusal.UNVERIFIED)
    _one_after_the_other(arrival)
    known = find_identity(arrival.provider.issuer, arrival.subject)
    if known is None:
        return _make(actor, arrival, language)
    user = queries.get_user(known.user_id)
    if user.disabled_at:
        raise SignOnRefused(Refusal.DISABLED)
    if user.password_hash is None:
        telling.follow_email(actor, user, arrival.told)
    telling.note_told(known, arrival.provider, arrival.told)
    user.mode = user.mode or "partner"
    session.flush()
    return known


def begin_session(actor: Actor, identity: Identity, arrival: Arrival, token: str) -> None:
    """Note that the session of the browser's `token` began at the portal, and how it is ended there."""
    wanted = select(SignedIn.id).where(SignedIn.token_hash == links.digest(token))
    session_id = session.scalars(wanted).one()
    sealed = sealing.seal(arrival.id_token, session_id)
    session.add(PartnerSession(session_id=session_id, identity_id=identity.id, sid=arrival.sid, id_token=sealed))
    session.flush()
    record("partner-signed-in", actor, "user", identity.user_id, provider=identity.provider)


def read_linkable(provider: PartnerProvider, user: User) -> User:
    """`user`, if their account may be linked with one at the portal.

    Raises:
        SignOnRefused: it is staff's, for renewals only, disabled, or linked with another one there.
    """
    if user.kind != "customer":
        raise SignOnRefused(Refusal.STAFF if user.kind == "staff" else Refusal.RENEWAL_ONLY)
    if user.disabled_at:
        raise SignOnRefused(Refusal.DISABLED)
    if any(identity.issuer == provider.issuer for identity in list_identities(user.id)):
        raise SignOnRefused(Refusal.KNOWN_ELSEWHERE)
    return user


def _make(actor: Actor, arrival: Arrival, language: str) -> Identity:
    told = arrival.told
    try:
        address = addresses.read(told.email)
    except addresses.AddressRefused as refused:
        raise AddressUnfit(refused, told.email) from None
    local = queries.find_user_by_email(address.stored)
    if local is not None:
        read_linkable(arrival.provider, local)
        raise LinkFirst
    user = User(email=address.stored, language=language, proven_at=now(), **_shown(told))
    identity = Identity(issuer=arrival.provider.issuer, subject=arrival.subject)
    telling.note_told(identity, arrival.provider, told)
    try:
        with session.begin_nested():
            session.add(user)
            session.flush()
            identity.user_id = user.id
            session.add(identity)
            session.flush()
    except IntegrityError:
        # Somebody else of this address came at the same moment, by another portal or by signing up.
        raise LinkFirst from None
    record("partner-account-opened", actor, "user", user.id, provider=arrival.provider.key)
    return identity


def _one_after_the_other(arrival: Arrival) -> None:
    """Two windows of one person, both for the first time: the second waits, and finds what the first has made."""
    key = func.hashtextextended(f"{arrival.provider.issuer} {arrival.subject}", 0)
    session.execute(select(func.pg_advisory_xact_lock(key)))


def _shown(told: Told) -> dict[str, Any]:
    """What the account begins with; a person without a name is called by what stands before the @."""
    return {"name": told.name or told.email.partition("@")[0], "company": told.company, "mode": "partner"}
