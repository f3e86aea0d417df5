"""Leaving an organization, and handing it over while leaving (ORG-2)."""

from __future__ import annotations

from tbc.kit.db import session
from tbc.organizations.queries.members import Membership
from tbc.organizations.service import rights
from tbc.organizations.service.notices import note
from tbc.policy import Actor


class NotToOneself(Exception):
    """Handing over needs somebody else."""


def leave(actor: Actor, own: Membership) -> None:
    """Leave the organization and all its company accounts; what one filed there stays.

    Raises:
        LastOwner: one hands over first, in one step with leaving.
    """
    if own.member.is_owner:
        rights.require_another_owner(own)
    rights.take_out(actor, own)
    session.flush()
    note("organization-left", actor, own.organization, user_id=own.user.id)


def hand_over(actor: Actor, own: Membership, successor: Membership) -> None:
    """Make `successor` an owner and leave, in one step.

    Raises:
        NotToOneself: see there.
        GuestsOwnNothing: the successor is of another domain.
    """
    if own.user.id == successor.user.id:
        raise NotToOneself
    rights.appoint(actor, successor)
    leave(actor, own)
