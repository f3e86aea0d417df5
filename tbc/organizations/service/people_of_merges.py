"""The people of two organizations that become one, and go apart again (ORG-8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tbc.kit.db import session
from tbc.organizations.models import Member, Organization
from tbc.organizations.queries.merging import rights_after
from tbc.policy import Actor

Moved = dict[str, Any]


def bring(source: Organization, target: Organization) -> list[Moved]:
    """Make the source's members the target's, with all rights of both; for each what they had and have."""
    here = {member.user_id: member for member in _members(target)}
    moved = []
    for there in _members(source):
        had = here.get(there.user_id)
        after = rights_after(there, had)
        moved.append(
            {"user": str(there.user_id), "had": _rights(had), "before": _rights(there), "after": _rights(after)}
        )
        if had is None:
            after.organization_id = target.id
            session.add(after)
        else:
            had.standing, had.is_owner, had.creates_accounts = after.standing, after.is_owner, after.creates_accounts
        session.delete(there)
    session.flush()
    return moved


def send_back(moved: Sequence[Moved], source: Organization, target: Organization, actor: Actor) -> bool:
    """Make those of them who are still in the target the source's members again; whether the source has an owner.

    Whoever undoes it owns the target, and stays its owner if nobody else does.
    """
    here = {str(member.user_id): member for member in _members(target)}
    back = [(one, here[one["user"]]) for one in moved if one["user"] in here]
    came = {one["user"]: one for one, _member in back}
    staying = any(member.is_owner and _owned_without(came.get(user)) for user, member in here.items())
    has_owner = False
    for one, member in back:
        has_owner = _restore(one, member, source) or has_owner
        if staying or member.user_id != actor.user_id:
            _take_back(one, member)
    session.flush()
    return has_owner


def _restore(one: Moved, member: Member, source: Organization) -> bool:
    """The membership of before, but for rights taken since; whether its person owns the source."""
    before = one["before"]
    is_owner = before["is_owner"] and member.is_owner
    session.add(
        Member(
            organization_id=source.id,
            user_id=member.user_id,
            standing=before["standing"],
            is_owner=is_owner,
            creates_accounts=before["creates_accounts"] and member.creates_accounts,
            joined_at=datetime.fromisoformat(before["joined_at"]),
        )
    )
    return bool(is_owner)


def _take_back(one: Moved, member: Member) -> None:
    """Take from a membership of the target what came with the merge; rights given since stay."""
    had, after = one["had"], one["after"]
    if had is None:
        session.delete(member)
        return
    for right in ("is_owner", "creates_accounts"):
        came = after[right] and not had[right]
        setattr(member, right, getattr(member, right) and not came)
    member.standing = had["standing"]
    # Proven by a domain that leaves with the source: guests own nothing.
    member.is_owner = member.is_owner and member.standing == "domain"


def _owned_without(one: Moved | None) -> bool:
    """Whether an owner of the target is one without the merge."""
    if one is None:
        return True
    had = one["had"]
    return had is not None and had["standing"] == "domain" and (had["is_owner"] or not one["after"]["is_owner"])


def _rights(member: Member | None) -> Moved | None:
    if member is None:
        return None
    return {
        "standing": member.standing,
        "is_owner": member.is_owner,
        "creates_accounts": member.creates_accounts,
        "joined_at": member.joined_at.isoformat(),
    }


def _members(organization: Organization) -> Sequence[Member]:
    wanted = select(Member).where(Member.organization_id == organization.id)
    return session.scalars(wanted.execution_options(populate_existing=True)).all()
