"""Deleting an organization, bringing it back within thirty days, and what the clock removes after that (ORG-10)."""

from __future__ import annotations

from sqlalchemy import delete as remove
from sqlalchemy import select, update

from tbc.audit.service import record
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import (
    AccountMember,
    CompanyAccount,
    Domain,
    DomainProof,
    EndUser,
    Invitation,
    JoinRequest,
    Member,
    Organization,
)
from tbc.organizations.queries.cases import is_contested
from tbc.organizations.rules import UNDO
from tbc.organizations.service.merging import Contested
from tbc.organizations.service.telling import list_people, tell, tell_contact
from tbc.policy import ANONYMOUS, Actor

AT_ONCE = 20


class HasOwners(Exception):
    """Staff delete only what nobody owns: owners delete their organization themselves."""


def delete(actor: Actor, organization: Organization) -> None:
    """Delete the organization, whose row is locked; nothing is lost for thirty days. All owners are told.

    Raises:
        Contested: it is being decided who owns it.
    """
    if is_contested(organization):
        raise Contested
    _delete(actor, organization, reason="")
    tell("organization-deleted", organization, list_people(organization, owners=True))


def delete_ownerless(actor: Actor, organization: Organization, reason: str) -> None:
    """Delete an organization without an owner on a request that reached staff; its members and its contact are told.

    Raises:
        HasOwners: see there.
    """
    if organization.ownerless_since is None:
        raise HasOwners
    _delete(actor, organization, reason=reason)
    people = list_people(organization)
    tell("organization-deleted", organization, people)
    tell_contact("organization-deleted", organization, people)


def restore(actor: Actor, organization: Organization) -> None:
    """Bring a deleted organization back as it was, its row being locked; whoever heard of the deletion is told."""
    organization.deleted_at = organization.deleted_by_id = organization.purge_at = None
    session.flush()
    record("organization-restored", actor, "organization", organization.id, organization_id=organization.id)
    ownerless = organization.ownerless_since is not None
    tell("organization-restored", organization, list_people(organization, owners=not ownerless))


@every(minutes=60)
def purge_deleted() -> None:
    """Remove what belonged to organizations that were deleted thirty days ago."""
    due = select(Organization).where(Organization.purge_at <= now(), Organization.purged_at.is_(None))
    for organization in session.scalars(due.order_by(Organization.purge_at).limit(AT_ONCE).with_for_update()):
        _purge(organization)


def _delete(actor: Actor, organization: Organization, reason: str) -> None:
    at = now()
    organization.deleted_at, organization.deleted_by_id, organization.purge_at = at, actor.user_id, at + UNDO
    session.flush()
    details = {"reason": reason} if reason else {}
    record("organization-deleted", actor, "organization", organization.id, organization_id=organization.id, **details)


def _purge(organization: Organization) -> None:
    """Company accounts are closed, not removed: filed applications name them, and stay."""
    own = organization.id
    organization.purged_at = now()
    organization.contact_email = ""
    session.flush()
    accounts = select(CompanyAccount.id).where(CompanyAccount.organization_id == own)
    for kept in (AccountMember, EndUser):
        session.execute(remove(kept).where(kept.account_id.in_(accounts)))
    for row in (Invitation, JoinRequest, DomainProof, Domain, Member):
        session.execute(remove(row).where(row.organization_id == own))
    still_open = (CompanyAccount.organization_id == own, CompanyAccount.closed_at.is_(None))
    session.execute(update(CompanyAccount).where(*still_open).values(closed_at=now()))
    record("organization-purged", ANONYMOUS, "organization", own, organization_id=own)
