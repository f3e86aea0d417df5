"""Which organization a mail domain leads to (ORG-1)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, select

from tbc.accounts.lookups import registrable_domain
from tbc.kit.db import session
from tbc.organizations.models import Domain, Organization, SplitDomain
from tbc.organizations.rules import domain_below
from tbc.policy import Actor, Role


def domain_of(email: str) -> str | None:
    """The domain by which the organization of a proven address is found; None if nothing in it can be registered."""
    domain = email.rpartition("@")[2].lower()
    labels = domain.split(".")
    above = [".".join(labels[start:]) for start in range(len(labels))]
    split = session.scalars(select(SplitDomain.domain).where(SplitDomain.domain.in_(above))).all()
    return domain_below(domain, registrable_domain(domain), split)


def domain_of_actor(actor: Actor) -> str | None:
    """As `domain_of`, for people who may be in an organization: customers."""
    return domain_of(actor.email) if Role.CUSTOMER in actor.roles and actor.email else None


def list_by_domain(domain: str) -> Sequence[Organization]:
    """The live organizations that a domain leads to: one per source at most (ORG-8)."""
    leads = select(Domain.organization_id).where(Domain.domain == domain)
    wanted = select(Organization).where(
        Organization.id.in_(leads), Organization.deleted_at.is_(None), Organization.merged_into_id.is_(None)
    )
    return session.scalars(wanted.order_by(Organization.created_at)).all()


def list_domains(organization: Organization) -> Sequence[Domain]:
    """The domains that lead to an organization."""
    return session.scalars(
        select(Domain).where(Domain.organization_id == organization.id).order_by(Domain.added_at, Domain.domain)
    ).all()


def list_domains_with_others(organization: Organization) -> Sequence[Row[Domain, Organization]]:
    """The domains that lead to an organization, each with every live organization that it leads to (ORG-8)."""
    own = select(Domain.domain).where(Domain.organization_id == organization.id)
    wanted = (
        select(Domain, Organization)
        .join(Organization, Organization.id == Domain.organization_id)
        .where(Domain.domain.in_(own), Organization.deleted_at.is_(None), Organization.merged_into_id.is_(None))
    )
    return session.execute(wanted.order_by(Domain.added_at, Domain.domain)).all()
