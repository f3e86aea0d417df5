"""What tests of merges begin with: two organizations of one domain, merged and brought apart by their owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.organizations.models import Member, Merge, Organization
from tbc.organizations.queries.merging import find_pair, lock_merge, lock_pair
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service import merging
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.people import a_customer, acting


@dataclass(frozen=True, slots=True)
class Twins:
    """An owner and two organizations of one domain, each read anew: a request ends the session's rows."""

    owner_id: UUID
    target_id: UUID
    source_id: UUID

    @property
    def owner(self) -> User:
        return session.get_one(User, self.owner_id, populate_existing=True)

    @property
    def target(self) -> Organization:
        return session.get_one(Organization, self.target_id, populate_existing=True)

    @property
    def source(self) -> Organization:
        return session.get_one(Organization, self.source_id, populate_existing=True)

    @property
    def path(self) -> str:
        return f"/organizations/{self.target_id}/merge/{self.source_id}"

    @property
    def pair(self) -> Any:
        """As the owner sees them."""
        return find_pair(acting(self.owner), self.target_id, self.source_id)


def twins(*, owned: bool = False, domain: str = DOMAIN, **values: Any) -> Twins:
    """An owner, their organization, and a partner one (with `values`) that they are in too: as an owner if `owned`,
    else it has none."""
    owner = a_customer(email=f"owner@{domain}")
    target = an_organization(owner, domain)
    source = an_organization(owner if owned else None, domain, source="partner", name="高崎見本パートナー", **values)
    if not owned:
        a_member(source, owner)
    return Twins(owner.id, target.id, source.id)


def merged(both: Twins) -> UUID:
    """The source goes into the target; the merge's id."""
    pair = lock_pair(acting(both.owner), both.target_id, both.source_id)
    assert pair
    done = merging.merge(acting(both.owner), pair)
    session.commit()
    return done.id


def undone(who: User, merge_id: UUID) -> None:
    """The merge is undone by `who`."""
    found = lock_merge(acting(who), merge_id)
    assert found
    try:
        merging.undo(acting(who), found)
    finally:
        session.commit()


def people(organization_id: UUID) -> set[UUID]:
    """The members' ids, as they are now."""
    rows = session.query(Member).filter_by(organization_id=organization_id)
    return {row.user_id for row in rows.populate_existing()}


def member(organization_id: UUID, user_id: UUID) -> Member:
    """A membership, as it is now."""
    found = find_member(organization_id, user_id)
    assert found
    return found


def merge_of(merge_id: UUID) -> Merge:
    """The merge, as it is now."""
    return session.get_one(Merge, merge_id, populate_existing=True)
