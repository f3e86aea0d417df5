"""What a partner portal said of somebody's company, and what has become of it here (PRT-3)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tbc.kit.db import session
from tbc.organizations.models import Domain, Organization
from tbc.organizations.queries.domains import domain_of
from tbc.organizations.queries.organizations import find_member
from tbc.partners.models import Identity
from tbc.partners.queries.identities import find_latest_identity
from tbc.policy import Actor

SOURCE = "partner"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a registration is. `domain` is None where the person's address leads to no organization.

    `organization` is the one that the domain leads to by now, whoever made it; `is_in` whether the person is in it.
    """

    domain: str | None
    organization: Organization | None
    is_in: bool
    is_done: bool


def is_to_be_asked(identity: Identity, email: str) -> bool:
    """Whether the person is to be asked to register: until they do, and again when their domain is another one."""
    if not identity.company:
        return False
    domain = domain_of(email)
    return domain is not None and identity.registered_domain != domain


def is_waiting(actor: Actor) -> bool:
    """Whether what a portal said of the actor's company waits for their word."""
    identity = find_latest_identity(actor)
    return identity is not None and is_to_be_asked(identity, actor.email)


def standing_of(actor: Actor, identity: Identity) -> Standing:
    """How far the registration of the actor is."""
    assert actor.user_id is not None
    domain = domain_of(actor.email)
    organization = find_by_domain(domain) if domain else None
    is_in = organization is not None and find_member(organization.id, actor.user_id) is not None
    return Standing(domain, organization, is_in, domain is not None and identity.registered_domain == domain and is_in)


def find_by_domain(domain: str, *, lock: bool = False) -> Organization | None:
    """The organization that the portals' people of a domain belong to, live or not; after a merge the merged one."""
    leads = select(Domain.organization_id).where(Domain.domain == domain, Domain.source == SOURCE)
    wanted = select(Organization).where(Organization.id.in_(leads)).execution_options(populate_existing=True)
    return session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
