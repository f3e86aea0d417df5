"""Organizations that were deleted and can be brought back for thirty days; their domains stay reserved (ORG-10)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from tbc.kit.db import session
from tbc.organizations.models import (
    AccountMember,
    CompanyAccount,
    Domain,
    EndUser,
    Invitation,
    JoinRequest,
    Member,
    Organization,
)
from tbc.organizations.queries.organizations import find_any
from tbc.policy import Actor


@dataclass(frozen=True, slots=True)
class Contents:
    """How much goes with an organization."""

    members: int
    domains: int
    accounts: int
    account_members: int
    end_users: int
    requests: int
    invitations: int


def find_reserved(domain: str, source: str = "direct") -> Organization | None:
    """The deleted organization for which a domain is still reserved, until its `purge_at`."""
    leads = select(Domain.organization_id).where(Domain.domain == domain, Domain.source == source)
    wanted = select(Organization).where(Organization.id.in_(leads), Organization.deleted_at.is_not(None))
    return session.scalars(wanted).one_or_none()


def find_deleted(actor: Actor, organization_id: UUID) -> Organization | None:
    """The deleted organization with that id that can still be brought back, if `actor` was a member or is staff."""
    found = find_any(actor, organization_id)
    return found if found and found.deleted_at and not found.purged_at else None


def lock_deleted(actor: Actor, organization_id: UUID) -> Organization | None:
    """As `find_deleted`, for this transaction alone."""
    session.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())
    return find_deleted(actor, organization_id)


def count_contents(organization: Organization) -> Contents:
    """What a deletion would take away, in one statement."""
    own = organization.id
    accounts = select(CompanyAccount.id).where(CompanyAccount.organization_id == own)
    conditions = (
        Member.organization_id == own,
        Domain.organization_id == own,
        (CompanyAccount.organization_id == own) & CompanyAccount.closed_at.is_(None),
        AccountMember.account_id.in_(accounts),
        EndUser.account_id.in_(accounts),
        (JoinRequest.organization_id == own) & JoinRequest.decision.is_(None),
        (Invitation.organization_id == own) & Invitation.used_at.is_(None) & Invitation.revoked_at.is_(None),
    )
    counts = [select(func.count()).where(one).scalar_subquery() for one in conditions]
    return Contents(*session.execute(select(*counts)).one())
