"""Who is in a company account, and who manages it (ORG-6). What somebody filed or saved stays when they go.

Each of these acts has locked the organization's row before, so that of two at once one sees what the other has done.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.mail.service import post
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.organizations.queries.account_members import MemberOf, has_other_manager, list_managers
from tbc.organizations.queries.members import list_owners
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service.accounts import note
from tbc.policy import Actor


class NotInOrganization(Exception):
    """Only people of the organization can be in its company accounts: members and guests."""


class LastManager(Exception):
    """Nobody could add people any more: the organization has no owner either."""


def add(actor: Actor, account: CompanyAccount, user_id: UUID, *, is_manager: bool) -> User:
    """Add a person of the organization; nothing changes for who is in already.

    Raises:
        NotInOrganization: they have left, or have never been in.
    """
    user = session.get(User, user_id)
    if user is None or user.disabled_at or find_member(account.organization_id, user_id) is None:
        raise NotInOrganization
    if _member(account, user_id) is None:
        session.add(AccountMember(account_id=account.id, user_id=user_id, is_manager=is_manager))
        session.flush()
        note("company-account-member-added", actor, account, user_id=str(user_id), manager=is_manager)
        _tell("company-account-member-added", actor, account, user, manages=is_manager)
    return user


def join_as_owner(actor: Actor, account: CompanyAccount) -> None:
    """Give oneself, an owner of the organization, a membership with all rights: who manages the account is told."""
    assert actor.user_id is not None
    if _member(account, actor.user_id) is not None:
        return
    session.add(AccountMember(account_id=account.id, user_id=actor.user_id, is_manager=True))
    session.flush()
    note("company-account-owner-joined", actor, account)
    for manager in list_managers(account.id):
        _tell("company-account-owner-joined", actor, account, manager)


def make_manager(actor: Actor, of: MemberOf) -> None:
    """Let a member manage the account; nothing happens if they do."""
    if of.member.is_manager:
        return
    of.member.is_manager = True
    session.flush()
    note("company-account-manager-appointed", actor, of.account, user_id=str(of.user.id))
    _tell("company-account-manager-appointed", actor, of.account, of.user)


def make_member(actor: Actor, of: MemberOf) -> None:
    """Let a manager be a member only; nothing happens if they are.

    Raises:
        LastManager: see there.
    """
    if not of.member.is_manager:
        return
    _require_somebody(of)
    of.member.is_manager = False
    session.flush()
    note("company-account-manager-demoted", actor, of.account, user_id=str(of.user.id))


def remove(actor: Actor, of: MemberOf) -> None:
    """Take a person, or oneself, out of the account.

    Raises:
        LastManager: see there.
    """
    _require_somebody(of)
    session.delete(of.member)
    session.flush()
    if of.user.id == actor.user_id:
        note("company-account-left", actor, of.account)
        return
    note("company-account-member-removed", actor, of.account, user_id=str(of.user.id))
    _tell("company-account-member-removed", actor, of.account, of.user)


def _require_somebody(of: MemberOf) -> None:
    """Owners can always manage: without them the last manager stays."""
    if not of.member.is_manager or has_other_manager(of.account.id, of.user.id):
        return
    if not list_owners(of.account.organization_id):
        raise LastManager


def _member(account: CompanyAccount, user_id: UUID) -> AccountMember | None:
    return session.get(AccountMember, (account.id, user_id), populate_existing=True)


def _tell(letter: str, actor: Actor, account: CompanyAccount, user: User, **values: Any) -> None:
    """A letter to the person whom it concerns, unless they did it themselves."""
    if user.id == actor.user_id:
        return
    post(
        letter,
        to=user.email,
        language=user.language,
        about=account.id,
        about_type="company-account",
        name=user.name,
        account=account,
        organization=session.get_one(Organization, account.organization_id),
        by=actor.name,
        **values,
    )
