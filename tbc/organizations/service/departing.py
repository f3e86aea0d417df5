"""When a person closes their portal account: they leave every organization and company account (ORG-2, ACC-6)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case, delete, select, update

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, JoinRequest, Member, Organization, RecoveryCase
from tbc.organizations.queries.members import Membership, has_other_owner, list_sole_ownerships
from tbc.organizations.service import leaving, rights
from tbc.policy import Actor


class OwnsAlone(Exception):
    """The person is the only owner of `organizations`: each is handed over first."""

    def __init__(self, organizations: Sequence[Organization]) -> None:
        super().__init__(len(organizations))
        self.organizations = organizations


def leave_everything(actor: Actor, user: User) -> None:
    """End all that `user` is in organizations and company accounts; what they filed in company accounts stays there.

    Organizations are locked in one order: of two owners who go at once the second sees that they are the last.

    Raises:
        OwnsAlone: nothing was changed.
    """
    theirs = select(Member.organization_id).where(Member.user_id == user.id)
    locking = select(Organization).where(Organization.id.in_(theirs)).order_by(Organization.id).with_for_update()
    organizations = session.scalars(locking, execution_options={"populate_existing": True}).all()
    alone = list_sole_ownerships(user.id)
    if alone:
        raise OwnsAlone(alone)
    for organization in organizations:
        _leave(actor, organization, user)
    session.execute(delete(AccountMember).where(AccountMember.user_id == user.id))
    _give_up(user)
    session.flush()


def _leave(actor: Actor, organization: Organization, user: User) -> None:
    member = session.get(Member, (organization.id, user.id), populate_existing=True)
    if member is None:
        return
    membership = Membership(organization, member, user)
    if organization.is_live:
        leaving.leave(actor, membership)
        return
    # One that is deleted or merged can come back, then without this owner.
    if member.is_owner and not has_other_owner(organization.id, user.id):
        organization.ownerless_since = now()
    rights.take_out(actor, membership)


def _give_up(user: User) -> None:
    """End what the person still asks for; a claim that was granted stays granted, and nobody waits for it any more."""
    at = now()
    session.execute(
        update(JoinRequest)
        .where(JoinRequest.user_id == user.id, JoinRequest.decision.is_(None))
        .values(decision="withdrawn", decided_at=at, decided_by_id=user.id)
    )
    is_open = RecoveryCase.decision.is_(None)
    session.execute(
        update(RecoveryCase)
        .where(RecoveryCase.user_id == user.id, RecoveryCase.closed_at.is_(None))
        .values(
            decision=case((is_open, "withdrawn"), else_=RecoveryCase.decision),
            decided_at=case((is_open, at), else_=RecoveryCase.decided_at),
            closed_at=at,
        )
    )
