"""What a portal tells anew at each sign-in, and a login e-mail that was changed there."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from tbc.accounts.models import User
from tbc.accounts.service import addresses, profile
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.partner_settings import PartnerProvider
from tbc.partners.models import Identity
from tbc.partners.rules.claims import Told
from tbc.policy import Actor


def note_told(identity: Identity, provider: PartnerProvider, told: Told) -> None:
    """Keep what the portal says now."""
    identity.provider = provider.key
    identity.name, identity.email = told.name, told.email
    identity.company, identity.company_kana, identity.company_id = told.company, told.company_kana, told.company_id
    identity.domain, identity.contact, identity.tier = told.domain, told.contact, told.tier
    identity.told_at = now()


def follow_email(actor: Actor, user: User, told: Told) -> None:
    """Let the login e-mail of an account without a password follow the portal, which has proven the new one.

    Both addresses are told. One that may be no login id, or that another account has, changes nothing.
    """
    if told.email.lower() == user.email.lower():
        return
    try:
        address = addresses.read(told.email)
    except addresses.AddressRefused:
        return
    old = user.email
    if address.stored.lower() == old.lower():
        return
    try:
        with session.begin_nested():
            user.email = address.stored
    except IntegrityError:
        user.email = old
        session.flush()
        return
    profile.tell_both(old, user)
    record("email-changed", actor, "user", user.id, by="partner-portal")
