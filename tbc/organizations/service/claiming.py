"""Making oneself Owner of an organization that has none (ORG-9)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select

from tbc.accounts.links import digest, new_token
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Member, Organization, RecoveryCase
from tbc.organizations.queries.cases import has_asked_enough
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.rules import OBJECTION_WITHOUT_OWNER
from tbc.organizations.service.telling import list_people, tell, tell_contact
from tbc.policy import Actor


class HasAnOwner(Exception):
    """Somebody owns the organization, perhaps since a moment ago: of two, the first wins."""


class AskedEnough(Exception):
    """The person was refused, or has asked several times, within the last 30 days."""


def claim(actor: Actor, organization: Organization) -> RecoveryCase:
    """Make `actor` the owner of the organization, whose row is locked; all members and the contact e-mail are told,
    and have seven days to object.

    Raises:
        HasAnOwner, AskedEnough: see there.
    """
    assert actor.user_id is not None
    if organization.ownerless_since is None or has_owner(organization):
        raise HasAnOwner
    if has_asked_enough(actor, organization):
        raise AskedEnough
    people = [user for user in list_people(organization) if user.id != actor.user_id]
    token = new_token()
    case = RecoveryCase(
        organization_id=organization.id,
        user_id=actor.user_id,
        kind="ownerless",
        object_until=now() + OBJECTION_WITHOUT_OWNER,
        objection_token_hash=digest(token),
    )
    session.add(case)
    make_owner(organization, actor.user_id)
    session.flush()
    record("ownership-claimed", actor, "organization", organization.id, organization_id=organization.id)
    told = {"case": case, "email": actor.email}
    tell("ownership-claimed", organization, people, link=f"/organizations/cases/{case.id}/objection", **told)
    readers = (*people, *list_people(organization, owners=True))
    tell_contact("ownership-claimed", organization, readers, link=f"/organizations/objections/{token}", **told)
    return case


def make_owner(organization: Organization, user_id: UUID) -> None:
    """Let a person proven in the organization's domain own it, as a member from now on if they were none."""
    member = find_member(organization.id, user_id)
    if member is None:
        session.add(Member(organization_id=organization.id, user_id=user_id, is_owner=True, creates_accounts=True))
    else:
        member.is_owner = member.creates_accounts = True
        member.standing = "domain"
    organization.ownerless_since = None
    session.flush()


def has_owner(organization: Organization) -> bool:
    """Whether anybody owns the organization."""
    owned = exists().where(Member.organization_id == organization.id, Member.is_owner)
    return bool(session.scalar(select(owned)))
