"""Finding company accounts and end users, as far as somebody may know of them (ORG-6, ORG-7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import aliased

from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.organizations.models import AccountMember, CompanyAccount, EndUser, Member, Organization
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.queries.paging import Beside, Listed, page_of
from tbc.policy import Actor, Role

PAGE = 20

_OPEN = (
    CompanyAccount.closed_at.is_(None),
    Organization.deleted_at.is_(None),
    Organization.merged_into_id.is_(None),
)


def find_account(actor: Actor, account_id: UUID) -> CompanyAccount | None:
    """The open company account with that id, if `actor` is in it, owns its organization, or is staff."""
    mine, member = aliased(AccountMember), aliased(Member)
    wanted = (
        select(CompanyAccount, mine, member)
        .join(Organization, Organization.id == CompanyAccount.organization_id)
        .outerjoin(mine, and_(mine.account_id == CompanyAccount.id, mine.user_id == actor.user_id))
        .outerjoin(member, and_(member.organization_id == Organization.id, member.user_id == actor.user_id))
        .where(CompanyAccount.id == account_id, *_OPEN)
    )
    found = session.execute(wanted, execution_options={"populate_existing": True}).one_or_none()
    if found is None:
        return None
    account, own, membership = found
    roles = own.roles if own else frozenset()
    if membership and membership.is_owner:
        roles |= {Role.OWNER}
    if not roles and not actor.is_staff:
        return None
    account.stands(actor, roles)
    return account


def lock_account(actor: Actor, account_id: UUID) -> CompanyAccount | None:
    """As `find_account`, with its organization's row locked: for whatever changes its name or its people."""
    locked = None
    while True:
        wanted = select(CompanyAccount.organization_id).where(CompanyAccount.id == account_id)
        organization_id = session.scalar(wanted)
        # A merge that was awaited has moved the account: then the other organization is the one to lock.
        if organization_id is None or organization_id == locked:
            return find_account(actor, account_id)
        lock_organization(actor, organization_id)
        locked = organization_id


def find_end_user(actor: Actor, end_user_id: UUID) -> EndUser | None:
    """The end user with that id, if `actor` is in the company account that keeps it."""
    end_user = session.get(EndUser, end_user_id, populate_existing=True)
    account = find_account(actor, end_user.account_id) if end_user else None
    if end_user is None or account is None:
        return None
    roles = account.roles_of(actor) - {Role.OWNER}
    if not roles:
        return None
    end_user.stands(actor, roles)
    return end_user


def list_accounts(actor: Actor, words: str, organization_id: UUID | None, beside: Beside, limit: int = PAGE) -> Listed:
    """One page of the company accounts that `actor` is in, or whose organization they own, by name.

    Rows have `id`, `name`, `name_kana`, `organization_name`, and `is_manager`, None for owners without a membership.
    """
    query = _known_to(actor).where(*containing(words, CompanyAccount.search_text, CompanyAccount.search_pairs))
    if organization_id:
        query = query.where(CompanyAccount.organization_id == organization_id)
    return page_of(query, (CompanyAccount.name, CompanyAccount.id), CompanyAccount.id, beside, limit)


def list_organizations_of_accounts(actor: Actor) -> Sequence[Row[UUID, str]]:
    """Id and name of the organizations whose company accounts `actor` can see."""
    known = _known_to(actor).with_only_columns(CompanyAccount.organization_id)
    wanted = select(Organization.id, Organization.name).where(Organization.id.in_(known))
    return session.execute(wanted.order_by(Organization.name, Organization.id)).all()


def list_organizations_to_create_in(actor: Actor) -> Sequence[Row[UUID, str]]:
    """Id and name of the organizations in which `actor` may create company accounts (ORG-4)."""
    wanted = (
        select(Organization.id, Organization.name)
        .join(Member, Member.organization_id == Organization.id)
        .where(
            Member.user_id == actor.user_id,
            or_(Member.is_owner, Member.creates_accounts),
            Organization.deleted_at.is_(None),
            Organization.merged_into_id.is_(None),
        )
    )
    return session.execute(wanted.order_by(Organization.name, Organization.id)).all()


def has_account_named(organization_id: UUID, name: str, but: UUID | None = None) -> bool:
    """Whether the organization has another open company account of that name."""
    wanted = select(CompanyAccount.id).where(
        CompanyAccount.organization_id == organization_id,
        CompanyAccount.name == name,
        CompanyAccount.closed_at.is_(None),
    )
    return session.scalar(wanted.where(CompanyAccount.id != but) if but else wanted) is not None


def _known_to(actor: Actor) -> Select[*tuple[Any, ...]]:
    mine, member = aliased(AccountMember), aliased(Member)
    return (
        select(
            CompanyAccount.id,
            CompanyAccount.name,
            CompanyAccount.name_kana,
            Organization.name.label("organization_name"),
            mine.is_manager,
        )
        .join(Organization, Organization.id == CompanyAccount.organization_id)
        .outerjoin(mine, and_(mine.account_id == CompanyAccount.id, mine.user_id == actor.user_id))
        .outerjoin(
            member,
            and_(member.organization_id == Organization.id, member.user_id == actor.user_id, member.is_owner),
        )
        .where(*_OPEN, or_(mine.user_id.is_not(None), member.user_id.is_not(None)))
    )
