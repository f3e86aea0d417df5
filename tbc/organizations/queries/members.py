"""Reading the people of organizations: who owns, who is in, and where somebody is (ORG-2, ORG-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, not_, select, tuple_
from sqlalchemy.orm import aliased

from tbc.accounts.models import SignedIn, User
from tbc.kit.db import session
from tbc.organizations.models import Member, Organization
from tbc.organizations.queries.organizations import find_member, find_organization, lock_organization
from tbc.policy import Actor, Role

PAGE = 50


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in an organization, as an address names both."""

    organization: Organization
    member: Member
    user: User

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.organization.roles_of(actor)


@dataclass(frozen=True, slots=True)
class People:
    """One page of an organization's people: rows of member, user, `seen_at`; owners first, then by when they joined.

    `total` counts all of them; `earlier` and `later` are the persons before and after whom the pages beside it end
    and begin.
    """

    rows: Sequence[Row[Any]]
    total: int
    earlier: UUID | None = None
    later: UUID | None = None


_ORDER = (not_(Member.is_owner), Member.joined_at, Member.user_id)
_LAST_SEEN = (
    select(func.max(SignedIn.seen_at)).where(SignedIn.user_id == Member.user_id).correlate(Member).scalar_subquery()
)


def find_membership(actor: Actor, organization_id: UUID, user_id: UUID) -> Membership | None:
    """The person in the organization, if `actor` may know of both."""
    return _of(find_organization(actor, organization_id), user_id)


def lock_membership(actor: Actor, organization_id: UUID, user_id: UUID) -> Membership | None:
    """As `find_membership`, with the organization's row locked: for whatever changes its people."""
    return _of(lock_organization(actor, organization_id), user_id)


def find_own_membership(actor: Actor, organization: Organization) -> Membership | None:
    """The membership of `actor` in an organization that was found for them."""
    return _of(organization, actor.user_id) if actor.user_id else None


def list_people(
    organization: Organization, *, after: UUID | None = None, before: UUID | None = None, limit: int = PAGE
) -> People:
    """One page of the organization's people; `after` and `before` are persons on the pages beside it."""
    total = select(func.count()).where(Member.organization_id == organization.id).scalar_subquery()
    query = (
        select(Member, User, _LAST_SEEN.label("seen_at"), total.label("total"))
        .join(User, User.id == Member.user_id)
        .where(Member.organization_id == organization.id)
        .limit(limit + 1)
    )
    place = find_member(organization.id, after or before) if after or before else None  # type: ignore[arg-type]  # one is given
    if place is None:
        rows = session.execute(query.order_by(*_ORDER)).all()
        return _page(rows[:limit], more=len(rows) > limit)
    key = (not place.is_owner, place.joined_at, place.user_id)
    if after:
        rows = session.execute(query.where(tuple_(*_ORDER) > key).order_by(*_ORDER)).all()
        return _page(rows[:limit], has_earlier=True, more=len(rows) > limit)
    backwards = [part.desc() for part in _ORDER]
    rows = session.execute(query.where(tuple_(*_ORDER) < key).order_by(*backwards)).all()
    return _page(rows[:limit][::-1], has_earlier=len(rows) > limit, more=True)


def list_owners(organization_id: UUID) -> Sequence[User]:
    """The owners, who has been there longest first."""
    owns = (Member.organization_id == organization_id, Member.is_owner)
    return session.scalars(
        select(User).join(Member, Member.user_id == User.id).where(*owns).order_by(Member.joined_at, User.id)
    ).all()


def has_other_owner(organization_id: UUID, user_id: UUID) -> bool:
    """Whether somebody besides `user_id` owns the organization."""
    other = (Member.organization_id == organization_id, Member.is_owner, Member.user_id != user_id)
    return session.scalar(select(Member.user_id).where(*other).limit(1)) is not None


def has_address(organization_id: UUID, email: str) -> bool:
    """Whether one of the organization's people has this address."""
    wanted = (
        select(Member.user_id)
        .join(User, User.id == Member.user_id)
        .where(Member.organization_id == organization_id, func.lower(User.email) == email.lower())
    )
    return session.scalar(wanted) is not None


def list_own(actor: Actor) -> Sequence[Row[Organization, Member]]:
    """The organizations that `actor` is in, with what they are there, by name; deleted ones until they are purged."""
    wanted = (
        select(Organization, Member)
        .join(Member, Member.organization_id == Organization.id)
        .where(Member.user_id == actor.user_id, Organization.purged_at.is_(None), Organization.merged_into_id.is_(None))
    )
    return session.execute(wanted.order_by(Organization.name, Organization.id)).all()


def list_sole_ownerships(user_id: UUID) -> Sequence[Organization]:
    """The live organizations of which `user_id` is the only owner: to be handed over before the person goes (ORG-2)."""
    other = aliased(Member)
    another = select(other.user_id).where(
        other.organization_id == Organization.id, other.is_owner, other.user_id != user_id
    )
    wanted = (
        select(Organization)
        .join(Member, Member.organization_id == Organization.id)
        .where(
            Member.user_id == user_id,
            Member.is_owner,
            Organization.deleted_at.is_(None),
            Organization.merged_into_id.is_(None),
            ~another.exists(),
        )
    )
    return session.scalars(wanted.order_by(Organization.name, Organization.id)).all()


def _of(organization: Organization | None, user_id: UUID) -> Membership | None:
    member = find_member(organization.id, user_id) if organization else None
    user = session.get(User, user_id) if member else None
    return Membership(organization, member, user) if organization and member and user else None


def _page(rows: Sequence[Row[Any]], *, has_earlier: bool = False, more: bool = False) -> People:
    if not rows:
        return People((), 0)
    first, last = rows[0].Member.user_id, rows[-1].Member.user_id
    return People(rows, rows[0].total, first if has_earlier else None, last if more else None)
