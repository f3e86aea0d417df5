"""Founding an organization: one per domain, and the constraint decides who of two is first (ORG-1)."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from tbc.accounts import lookups
from tbc.accounts.rules.addresses import Reason
from tbc.kit.db import session
from tbc.organizations.models import Domain, Member, Organization
from tbc.organizations.queries.domains import domain_of_actor
from tbc.organizations.service.contact import read_contact
from tbc.organizations.service.notices import note
from tbc.policy import Actor

ONE_PER_DOMAIN = "uq_organization_domains_domain"


class DomainUnfit(Exception):
    """An address of this kind founds no organization, and `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class DomainTaken(Exception):
    """The domain leads to an organization already; perhaps since a moment ago."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain)
        self.domain = domain


def foundable_domain(actor: Actor) -> str:
    """The domain of which `actor` can found an organization, whether there is one or not.

    Raises:
        DomainUnfit: the address is of a public mail service, even where staff let it in, or nothing in it can be
            registered.
    """
    address = lookups.read_address(actor.email)
    if isinstance(address, Reason):
        raise DomainUnfit(address)
    if address.free or address.disposable:
        raise DomainUnfit(Reason.DISPOSABLE if address.disposable else Reason.FREE_MAIL)
    domain = domain_of_actor(actor)
    if domain is None:
        raise DomainUnfit(Reason.NOTHING_REGISTRABLE)
    return domain


def found(actor: Actor, name: str, contact_email: str) -> Organization:
    """Found the organization of the actor's domain, with them as its one owner (ORG-2).

    Raises:
        DomainUnfit: see `foundable_domain`.
        ContactRefused: see `contact.read_contact`.
        DomainTaken: it exists; of two at once one wins.
    """
    domain = foundable_domain(actor)
    contact = read_contact(contact_email, {domain}, own=actor.email)
    organization = Organization(name=name, contact_email=contact)
    claim_domain(actor, organization, domain)
    assert actor.user_id is not None
    session.add(Member(organization_id=organization.id, user_id=actor.user_id, is_owner=True, creates_accounts=True))
    session.flush()
    note("organization-founded", actor, organization, domain=domain)
    return organization


def claim_domain(actor: Actor, organization: Organization, domain: str) -> None:
    """Let `domain` lead to `organization`, which may be new.

    Raises:
        DomainTaken: it leads to another of the same source; nothing of this is kept.
    """
    try:
        with session.begin_nested():
            session.add(organization)
            session.flush()
            session.add(
                Domain(
                    organization_id=organization.id,
                    domain=domain,
                    source=organization.source,
                    added_by_id=actor.user_id,
                )
            )
            session.flush()
    except IntegrityError as error:
        if _constraint(error) != ONE_PER_DOMAIN:
            raise
        raise DomainTaken(domain) from None


def _constraint(error: IntegrityError) -> str:
    return str(getattr(getattr(error.orig, "diag", None), "constraint_name", ""))
