"""Further domains of an organization, and the links that prove them (ORG-1)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from tbc.accounts.links import digest
from tbc.kit.db import session
from tbc.organizations.models import Domain, DomainProof, Organization
from tbc.organizations.queries.organizations import lock_organization
from tbc.policy import Actor, Role


@dataclass(frozen=True, slots=True)
class OfOrganization:
    """A domain of an organization, as an address names both."""

    organization: Organization
    domain: Domain

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.organization.roles_of(actor)


def lock_domain(actor: Actor, organization_id: UUID, domain_id: UUID) -> OfOrganization | None:
    """A domain of an organization that `actor` may know of, with the organization's row locked."""
    organization = lock_organization(actor, organization_id)
    domain = session.get(Domain, domain_id, populate_existing=True) if organization else None
    if organization is None or domain is None or domain.organization_id != organization.id:
        return None
    return OfOrganization(organization, domain)


def find_taken(domain: str, source: str) -> Domain | None:
    """The row by which a domain leads to an organization of `source`, live or not."""
    return session.scalars(select(Domain).where(Domain.domain == domain, Domain.source == source)).one_or_none()


def find_domain_proof(token: str) -> tuple[DomainProof, Organization] | None:
    """What a mailed link belongs to, also when it has expired or was used."""
    wanted = (
        select(DomainProof, Organization)
        .join(Organization, Organization.id == DomainProof.organization_id)
        .where(DomainProof.token_hash == digest(token))
    )
    found = session.execute(wanted).one_or_none()
    return (found[0], found[1]) if found else None
