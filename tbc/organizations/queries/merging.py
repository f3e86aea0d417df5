"""Two organizations for one domain: seeing both, and what a merge would do (ORG-8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount, Domain, Invitation, JoinRequest, Member, Merge, Organization
from tbc.organizations.queries.organizations import find_organization
from tbc.policy import Actor, Role

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organizations of one domain: `source` would go into `target`; `roles` are the reader's towards that."""

    target: Organization
    source: Organization
    reader_id: UUID | None
    roles: frozenset[Role]

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """What `actor` is towards the merge: its owner, if they may do it."""
        return self.roles if actor.user_id is not None and actor.user_id == self.reader_id else frozenset()


@dataclass(frozen=True, slots=True)
class Twin:
    """Another organization of the same domain, and which ways its reader may merge the two."""

    organization: Organization
    may_come_in: bool
    may_take_in: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person of the source: their rights there, in the target (None: not in it), and after the merge."""

    name: str
    email: str
    there: Member
    here: Member | None

    @property
    def after(self) -> Member:
        return rights_after(self.there, self.here)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge moves and where the two disagree; lists show the first `MOST_SHOWN`, counts count all."""

    people: Sequence[Arrival]
    people_count: int
    in_both_count: int
    accounts_count: int
    same_names: Sequence[str]
    same_names_count: int
    domains: Sequence[str]
    requests_count: int
    invitations_count: int


def list_twins(actor: Actor, organization: Organization) -> list[Twin]:
    """The other live organizations of the organization's domains that `actor` is a member of too, the oldest first."""
    own = select(Domain.domain).where(Domain.organization_id == organization.id)
    leads = select(Domain.organization_id).where(Domain.domain.in_(own))
    wanted = (
        select(Organization, Member)
        .join(Member, and_(Member.organization_id == Organization.id, Member.user_id == actor.user_id))
        .where(
            Organization.id.in_(leads),
            Organization.id != organization.id,
            Organization.deleted_at.is_(None),
            Organization.merged_into_id.is_(None),
        )
        .order_by(Organization.created_at, Organization.id)
    )
    here = organization.roles_of(actor)
    twins = []
    for other, member in session.execute(wanted):
        other.stands(actor, member.roles)
        comes, goes = may_merge(here, member.roles, other), may_merge(member.roles, here, organization)
        twins.append(Twin(other, may_come_in=comes, may_take_in=goes))
    return twins


def find_pair(actor: Actor, organization_id: UUID, source_id: UUID) -> Pair | None:
    """Both organizations, if `actor` is a member of both and they are of one domain."""
    target = find_organization(actor, organization_id)
    twins = list_twins(actor, target) if target and target.roles_of(actor) else []
    twin = next((twin for twin in twins if twin.organization.id == source_id), None)
    if target is None or twin is None or target.roles_of(actor) == {Role.COLLEAGUE}:
        return None
    roles = target.roles_of(actor)
    return Pair(target, twin.organization, actor.user_id, roles if twin.may_come_in else roles - {Role.OWNER})


def lock_pair(actor: Actor, organization_id: UUID, source_id: UUID) -> Pair | None:
    """As `find_pair`, for this transaction alone."""
    lock_both(organization_id, source_id)
    return find_pair(actor, organization_id, source_id)


def lock_both(one: UUID, other: UUID) -> None:
    """Lock two organizations, in order of their ids: two merges that meet wait for each other, and do not lock up."""
    both = select(Organization.id).where(Organization.id.in_([one, other])).order_by(Organization.id)
    session.execute(both.with_for_update())


def find_merge(actor: Actor, merge_id: UUID) -> Merge | None:
    """The merge, with what `actor` is in the organization that took the other in, if they are a member of it."""
    merge = session.get(Merge, merge_id, populate_existing=True)
    target = find_organization(actor, merge.into_id) if merge else None
    if merge is None or target is None:
        return None
    roles = target.roles_of(actor) - {Role.COLLEAGUE}
    if not roles:
        return None
    merge.stands(actor, roles)
    return merge


def lock_merge(actor: Actor, merge_id: UUID) -> Merge | None:
    """As `find_merge`, for this transaction alone."""
    merge = session.get(Merge, merge_id)
    if merge is None:
        return None
    lock_both(merge.into_id, merge.from_id)
    return find_merge(actor, merge_id)


def list_merges(organization: Organization) -> Sequence[tuple[Merge, str]]:
    """What was merged into the organization and not undone, the latest first, with the names of what came."""
    wanted = (
        select(Merge, Organization.name)
        .join(Organization, Organization.id == Merge.from_id)
        .where(Merge.into_id == organization.id, Merge.undone_at.is_(None))
        .order_by(Merge.merged_at.desc())
    )
    return [(merge, name) for merge, name in session.execute(wanted)]


def preview(pair: Pair) -> Preview:
    """What the merge would move, and where the two disagree."""
    target, source = pair.target.id, pair.source.id
    people_count, in_both_count, accounts_count, same_count, requests, invitations = session.execute(
        select(
            select(func.count()).where(Member.organization_id == source).scalar_subquery(),
            select(func.count()).select_from(_in_both(target, source).subquery()).scalar_subquery(),
            select(func.count()).where(*_open_accounts(source)).scalar_subquery(),
            select(func.count()).select_from(_same_names(target, source).subquery()).scalar_subquery(),
            select(func.count()).where(*open_requests(source)).scalar_subquery(),
            select(func.count()).where(*open_invitations(source)).scalar_subquery(),
        )
    ).one()
    names = session.scalars(_same_names(target, source).order_by(CompanyAccount.name).limit(MOST_SHOWN)).all()
    domains = session.scalars(select(Domain.domain).where(Domain.organization_id == source).order_by(Domain.domain))
    people = _arrivals(target, source)
    return Preview(
        people, people_count, in_both_count, accounts_count, names, same_count, domains.all(), requests, invitations
    )


def may_merge(in_target: frozenset[Role], in_source: frozenset[Role], source: Organization) -> bool:
    """Whether somebody with these roles may let `source` go into the target: an owner of both, or an owner of the
    target who is a member of a source without an owner (ORG-8)."""
    members = {Role.DOMAIN_MEMBER, Role.GUEST}
    ownerless = source.ownerless_since is not None and bool(in_source & members)
    return Role.OWNER in in_target and (Role.OWNER in in_source or ownerless)


def rights_after(there: Member, here: Member | None) -> Member:
    """The membership that comes of a person's two: all rights of both, and proven if proven in one."""
    proven = "domain" in {there.standing, here.standing if here else there.standing}
    return Member(
        user_id=there.user_id,
        standing="domain" if proven else "guest",
        is_owner=there.is_owner or (here is not None and here.is_owner),
        creates_accounts=there.creates_accounts or (here is not None and here.creates_accounts),
        joined_at=here.joined_at if here else there.joined_at,
    )


def open_requests(organization_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The conditions of requests that wait for an answer."""
    return JoinRequest.organization_id == organization_id, JoinRequest.decision.is_(None)


def open_invitations(organization_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The conditions of invitations that nobody has used."""
    return Invitation.organization_id == organization_id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)


def _arrivals(target: UUID, source: UUID) -> list[Arrival]:
    here = aliased(Member)
    wanted = (
        select(User.name, User.email, Member, here)
        .join(Member, Member.user_id == User.id)
        .outerjoin(here, and_(here.organization_id == target, here.user_id == User.id))
        .where(Member.organization_id == source)
        .order_by(Member.is_owner.desc(), here.user_id.is_(None), User.name, User.id)
        .limit(MOST_SHOWN)
    )
    return [Arrival(*row) for row in session.execute(wanted)]


def _in_both(target: UUID, source: UUID) -> Select[UUID]:
    here = aliased(Member)
    both = and_(here.organization_id == target, here.user_id == Member.user_id)
    return select(Member.user_id).join(here, both).where(Member.organization_id == source)


def _same_names(target: UUID, source: UUID) -> Select[str]:
    """Names of company accounts that both have; both stay, side by side."""
    here = select(CompanyAccount.name).where(*_open_accounts(target))
    return select(CompanyAccount.name).where(*_open_accounts(source), CompanyAccount.name.in_(here)).distinct()


def _open_accounts(organization_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return CompanyAccount.organization_id == organization_id, CompanyAccount.closed_at.is_(None)
