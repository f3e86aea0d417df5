"""All organizations, as staff find them and see them (ORG-9, ORG-10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, or_, select

from tbc.accounts.models import User
from tbc.desk.queries.latest import PAGE, Found, page_of
from tbc.kit.db import session
from tbc.organizations.models import Domain, Member, Merge, Organization, RecoveryCase, SplitDomain
from tbc.policy import Actor


def list_organizations(
    words: str, state: str, *, older_than: UUID | None = None, newer_than: UUID | None = None
) -> Found:
    """One page of the organizations whose name or domain contains `words`, or of whose people one has this address."""
    query = _listed().where(*_matching(words), *_in_state(state))
    return page_of(query, Organization.id, older_than=older_than, newer_than=newer_than)


def find_organization(actor: Actor, organization_id: UUID) -> Organization | None:
    """An organization in any state, as staff may see it."""
    return session.get(Organization, organization_id, populate_existing=True) if actor.is_staff else None


def lock_organization(actor: Actor, organization_id: UUID) -> Organization | None:
    """As `find_organization`, for this transaction alone."""
    session.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())
    return find_organization(actor, organization_id)


def list_cases(organization: Organization) -> Sequence[Row[RecoveryCase, str]]:
    """The latest recovery cases with the e-mail addresses of those who asked."""
    wanted = select(RecoveryCase, User.email).join(User, User.id == RecoveryCase.user_id)
    of_it = wanted.where(RecoveryCase.organization_id == organization.id)
    return session.execute(of_it.order_by(RecoveryCase.opened_at.desc()).limit(PAGE)).all()


def list_merges(organization: Organization) -> Sequence[Row[Merge, UUID, str]]:
    """The merges that it was part of, the latest first, with the other's id and name."""
    wanted = (
        select(Merge, Organization.id, Organization.name)
        .join(Organization, or_(Organization.id == Merge.from_id, Organization.id == Merge.into_id))
        .where(or_(Merge.from_id == organization.id, Merge.into_id == organization.id))
        .where(Organization.id != organization.id)
    )
    return session.execute(wanted.order_by(Merge.merged_at.desc()).limit(PAGE)).all()


def list_split_domains() -> Sequence[Row[SplitDomain, str | None]]:
    """The split domains with the names of those who split them."""
    wanted = select(SplitDomain, User.name).outerjoin(User, User.id == SplitDomain.made_by_id)
    return session.execute(wanted.order_by(SplitDomain.domain)).all()


def find_split_domain(_actor: Actor, domain: str) -> SplitDomain | None:
    """A split domain by its name."""
    return session.get(SplitDomain, domain)


def _listed() -> Any:
    domains = select(func.array_agg(Domain.domain)).where(Domain.organization_id == Organization.id)
    people = select(func.count()).where(Member.organization_id == Organization.id)
    return select(
        Organization.id,
        Organization.name,
        Organization.source,
        Organization.created_at,
        Organization.ownerless_since,
        Organization.deleted_at,
        Organization.purged_at,
        Organization.merged_into_id,
        domains.correlate(Organization).scalar_subquery().label("domains"),
        people.correlate(Organization).scalar_subquery().label("people"),
    )


def _matching(words: str) -> list[ColumnElement[bool]]:
    """`@` makes it somebody's address; else a part of the name or of a domain."""
    if not words:
        return []
    if "@" in words:
        theirs = select(Member.organization_id).join(User, User.id == Member.user_id)
        return [Organization.id.in_(theirs.where(func.lower(User.email) == words.lower()))]
    leads = select(Domain.organization_id).where(Domain.domain.contains(words.lower(), autoescape=True))
    return [or_(Organization.name.icontains(words, autoescape=True), Organization.id.in_(leads))]


def _in_state(state: str) -> list[ColumnElement[bool]]:
    live = (Organization.deleted_at.is_(None), Organization.merged_into_id.is_(None))
    states: dict[str, list[ColumnElement[bool]]] = {
        "ownerless": [Organization.ownerless_since.is_not(None), *live],
        "deleted": [Organization.deleted_at.is_not(None), Organization.purged_at.is_(None)],
        "merged": [Organization.merged_into_id.is_not(None)],
        "purged": [Organization.purged_at.is_not(None)],
    }
    return states.get(state, [])
