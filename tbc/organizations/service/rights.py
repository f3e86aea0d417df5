"""What owners give and take: ownership, the right to create company accounts, membership (ORG-2, ORG-4)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, JoinRequest
from tbc.organizations.queries.members import Membership, has_other_owner
from tbc.organizations.service.notices import note, tell_person
from tbc.policy import Actor


class GuestsOwnNothing(Exception):
    """A guest is of another domain and never becomes an owner."""


class LastOwner(Exception):
    """The organization has no other owner: somebody else becomes one first."""


def appoint(actor: Actor, membership: Membership) -> None:
    """Make a Domain Member an owner; nothing happens if they are one.

    Raises:
        GuestsOwnNothing: see there.
    """
    if membership.member.standing == "guest":
        raise GuestsOwnNothing
    if membership.member.is_owner:
        return
    membership.member.is_owner = True
    membership.organization.ownerless_since = None
    _say("organization-owner-appointed", actor, membership)


def demote(actor: Actor, membership: Membership) -> None:
    """Take ownership from a person, or lay one's own down; nothing happens if they have none.

    Raises:
        LastOwner: see there.
    """
    if not membership.member.is_owner:
        return
    require_another_owner(membership)
    membership.member.is_owner = False
    _say("organization-owner-demoted", actor, membership)


def grant(actor: Actor, membership: Membership) -> None:
    """Let a person create company accounts."""
    if not membership.member.creates_accounts:
        membership.member.creates_accounts = True
        _say("organization-right-granted", actor, membership)


def revoke(actor: Actor, membership: Membership) -> None:
    """No longer let a person create company accounts; an owner can all the same."""
    if membership.member.creates_accounts:
        membership.member.creates_accounts = False
        _say("organization-right-revoked", actor, membership)


def remove(actor: Actor, membership: Membership) -> None:
    """Remove a person from the organization and from all its company accounts; what they filed stays.

    Raises:
        LastOwner: see there.
    """
    if membership.member.is_owner:
        require_another_owner(membership)
    take_out(actor, membership)
    _say("organization-member-removed", actor, membership)


def require_another_owner(membership: Membership) -> None:
    """Refuse to lose the last owner; the organization's row is locked, so nobody else goes at the same time.

    Raises:
        LastOwner: there is no other.
    """
    if not has_other_owner(membership.organization.id, membership.user.id):
        raise LastOwner


def take_out(actor: Actor, membership: Membership) -> None:
    """End a membership and all that hangs on it, without a word to anybody."""
    organization_id, user_id = membership.organization.id, membership.user.id
    _leave_accounts(organization_id, user_id)
    session.execute(
        update(JoinRequest)
        .where(
            JoinRequest.organization_id == organization_id,
            JoinRequest.user_id == user_id,
            JoinRequest.decision.is_(None),
        )
        .values(decision="withdrawn", decided_at=now(), decided_by_id=actor.user_id)
    )
    session.delete(membership.member)
    session.flush()


def _leave_accounts(organization_id: UUID, user_id: UUID) -> None:
    accounts = select(CompanyAccount.id).where(CompanyAccount.organization_id == organization_id)
    session.execute(
        delete(AccountMember)
        .where(AccountMember.user_id == user_id, AccountMember.account_id.in_(accounts))
        .execution_options(synchronize_session=False)
    )


def _say(act: str, actor: Actor, membership: Membership) -> None:
    """Letters and the audit trail share the act's word; nobody is mailed what they did to themselves."""
    session.flush()
    note(act, actor, membership.organization, user_id=membership.user.id)
    if membership.user.id != actor.user_id:
        tell_person(act, membership.user, membership.organization, by=actor.name)
