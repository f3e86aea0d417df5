"""Registering with what the partner portal said: the company's organization is made or joined (PRT-3)."""

from __future__ import annotations

from tbc.accounts import lookups, sessions
from tbc.accounts.models import User
from tbc.accounts.queries import get_own, list_consents
from tbc.accounts.rules.addresses import Reason
from tbc.accounts.service import consents
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Member, Organization
from tbc.organizations.queries.asking import find_open_request
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service.founding import DomainTaken, claim_domain, foundable_domain
from tbc.organizations.service.joining import JOIN
from tbc.organizations.service.notices import note
from tbc.organizations.service.telling import tell_contact
from tbc.partners.models import Identity
from tbc.partners.queries.registration import SOURCE, find_by_domain
from tbc.policy import Actor


class NoCompany(Exception):
    """The portal names no company: there is nothing to register with."""


class DomainReserved(Exception):
    """The domain's organization was deleted, and may be restored still."""


def register(actor: Actor, identity: Identity) -> Organization:
    """Make the organization of the actor's domain, or join it, as a Domain Member; nobody owns it by this.

    Raises:
        NoCompany, DomainReserved: see there.
        DomainUnfit: the actor's address leads to no organization, see `founding.foundable_domain`.
    """
    if not identity.company:
        raise NoCompany
    domain = foundable_domain(actor)
    user = get_own(actor)
    organization = find_by_domain(domain, lock=True) or _made(actor, identity, domain)
    if not organization.is_live:
        raise DomainReserved
    _join(actor, user, organization)
    identity.registered_at, identity.registered_domain = now(), domain
    if not list_consents(user.id):
        consents.give(user.id, "sign-up")
    session.flush()
    record("partner-registered", actor, "user", user.id, organization=str(organization.id), provider=identity.provider)
    if organization.needs_second_factor:
        # Whoever came in without one signs in anew, and adds it then: as everybody else in it had to.
        sessions.end_without_factor([user.id])
    return organization


def _made(actor: Actor, identity: Identity, domain: str) -> Organization:
    """A new organization; of two people of one company at once the second finds the first one's."""
    organization = Organization(
        name=identity.company,
        source=SOURCE,
        contact_email=_contact(identity, actor.email),
        ownerless_since=now(),
    )
    try:
        claim_domain(actor, organization, domain)
    except DomainTaken:
        made = find_by_domain(domain, lock=True)
        assert made is not None
        return made
    note("organization-founded", actor, organization, domain=domain, source=SOURCE)
    tell_contact("partner-organization-founded", organization, [get_own(actor)], domain=domain)
    return organization


def _contact(identity: Identity, own: str) -> str:
    """The portal's contact, who need not be anybody here; the person's own address where the portal names none."""
    address = lookups.read_address(identity.contact)
    return own if isinstance(address, Reason) else address.stored


def _join(actor: Actor, user: User, organization: Organization) -> None:
    member = find_member(organization.id, user.id)
    if member is not None:
        member.standing = "domain"
        return
    session.add(Member(organization_id=organization.id, user_id=user.id))
    asked = find_open_request(organization.id, user.id, JOIN)
    if asked:
        asked.decision, asked.decided_at, asked.decided_by_id = "withdrawn", now(), actor.user_id
    session.flush()
    note("organization-joined", actor, organization, user_id=user.id, source=SOURCE)
