"""Finding an organization, as far as somebody may know of it (ORG-3, ORG-4)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, select

from tbc.kit.db import session
from tbc.organizations.models import Domain, Member, Organization
from tbc.organizations.queries.domains import domain_of_actor
from tbc.policy import Actor, Role


def find_organization(actor: Actor, organization_id: UUID) -> Organization | None:
    """The live organization with that id, if `actor` is a member, is proven in one of its domains, or is staff."""
    found = find_any(actor, organization_id)
    return found if found and found.is_live else None


def lock_organization(actor: Actor, organization_id: UUID) -> Organization | None:
    """As `find_organization`, for this transaction alone: whoever changes its people or its state locks it first."""
    session.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())
    return find_organization(actor, organization_id)


def find_any(actor: Actor, organization_id: UUID) -> Organization | None:
    """As `find_organization`, also if it was deleted or merged and can still be brought back."""
    own = and_(Member.organization_id == Organization.id, Member.user_id == actor.user_id)
    wanted = select(Organization, Member).outerjoin(Member, own).where(Organization.id == organization_id)
    found = session.execute(wanted, execution_options={"populate_existing": True}).one_or_none()
    if found is None:
        return None
    organization: Organization = found[0]
    member: Member | None = found[1]
    roles = member.roles if member else _of_a_colleague(actor, organization)
    if not roles and not actor.is_staff:
        return None
    organization.stands(actor, roles)
    return organization


def find_member(organization_id: UUID, user_id: UUID) -> Member | None:
    """A person's membership, as it is now."""
    return session.get(Member, (organization_id, user_id), populate_existing=True)


def _of_a_colleague(actor: Actor, organization: Organization) -> frozenset[Role]:
    domain = domain_of_actor(actor)
    if domain is None:
        return frozenset()
    leads = select(Domain.id).where(Domain.organization_id == organization.id, Domain.domain == domain)
    return frozenset({Role.COLLEAGUE}) if session.scalar(leads) else frozenset()
