"""Reading who is in a company account, and who could be (ORG-6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, not_, or_, select

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Member
from tbc.organizations.queries.accounts import find_account, lock_account
from tbc.organizations.queries.paging import Beside, Listed, page_of
from tbc.policy import Actor, Role

PAGE = 50
CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class MemberOf:
    """A person in a company account, as an address names both."""

    account: CompanyAccount
    member: AccountMember
    user: User

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.account.roles_of(actor)


def find_account_member(actor: Actor, account_id: UUID, user_id: UUID) -> MemberOf | None:
    """The person in the company account, if `actor` may know of both."""
    return _of(find_account(actor, account_id), user_id)


def lock_account_member(actor: Actor, account_id: UUID, user_id: UUID) -> MemberOf | None:
    """As `find_account_member`, for whatever changes the account's people."""
    return _of(lock_account(actor, account_id), user_id)


def lock_own_membership(actor: Actor, account_id: UUID) -> MemberOf | None:
    """What `actor` is in the company account."""
    return lock_account_member(actor, account_id, actor.user_id) if actor.user_id else None


def find_own_membership(actor: Actor, account_id: UUID) -> MemberOf | None:
    """As `lock_own_membership`, to be looked at."""
    return find_account_member(actor, account_id, actor.user_id) if actor.user_id else None


def list_account_members(account: CompanyAccount, words: str, beside: Beside, limit: int = PAGE) -> Listed:
    """One page of the account's people, managers first: rows of `id`, `name`, `email`, `is_manager`, `joined_at`.

    `standing` is that in the organization (`domain` or `guest`), None for who is no longer in it.
    """
    query = (
        select(User.id, User.name, User.email, AccountMember.is_manager, AccountMember.joined_at, Member.standing)
        .join(AccountMember, AccountMember.user_id == User.id)
        .outerjoin(Member, (Member.user_id == User.id) & (Member.organization_id == account.organization_id))
        .where(AccountMember.account_id == account.id, *_named(words))
    )
    return page_of(query, (not_(AccountMember.is_manager), User.name, User.id), User.id, beside, limit)


def list_candidates(account: CompanyAccount, words: str, limit: int = CANDIDATES) -> Sequence[Row[*tuple[Any, ...]]]:
    """People of the organization who are not in the account yet: rows of `id`, `name`, `email`, `standing`."""
    inside = select(AccountMember.user_id).where(AccountMember.account_id == account.id)
    query = (
        select(User.id, User.name, User.email, Member.standing)
        .join(Member, Member.user_id == User.id)
        .where(
            Member.organization_id == account.organization_id,
            User.disabled_at.is_(None),
            User.id.not_in(inside),
            *_named(words),
        )
    )
    return session.execute(query.order_by(User.name, User.id).limit(limit)).all()


def list_managers(account_id: UUID) -> Sequence[User]:
    """Who manages the company account."""
    manages = (AccountMember.account_id == account_id, AccountMember.is_manager, User.disabled_at.is_(None))
    return session.scalars(
        select(User).join(AccountMember, AccountMember.user_id == User.id).where(*manages).order_by(User.id)
    ).all()


def has_other_manager(account_id: UUID, user_id: UUID) -> bool:
    """Whether somebody besides `user_id` manages the company account."""
    wanted = select(AccountMember.user_id).where(
        AccountMember.account_id == account_id, AccountMember.is_manager, AccountMember.user_id != user_id
    )
    return session.scalar(wanted.limit(1)) is not None


def _of(account: CompanyAccount | None, user_id: UUID) -> MemberOf | None:
    member = session.get(AccountMember, (account.id, user_id), populate_existing=True) if account else None
    user = session.get(User, user_id) if member else None
    return MemberOf(account, member, user) if account and member and user else None


def _named(words: str) -> list[ColumnElement[bool]]:
    """Each of `words` stands in the name or in the address; of some hundred people no index is needed."""
    return [
        or_(User.name.icontains(word, autoescape=True), User.email.icontains(word, autoescape=True))
        for word in words.split()
    ]
