"""Finding company accounts and end users, as far as somebody may know of them (ORG-6, ORG-7)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, EndUser, Member, Organization
from tbc.policy import Actor, Role


def find_account(actor: Actor, account_id: UUID) -> CompanyAccount | None:
    """The open company account with that id, if `actor` is in it, owns its organization, or is staff."""
    mine, member = aliased(AccountMember), aliased(Member)
    wanted = (
        select(CompanyAccount, mine, member)
        .join(Organization, Organization.id == CompanyAccount.organization_id)
        .outerjoin(mine, and_(mine.account_id == CompanyAccount.id, mine.user_id == actor.user_id))
        .outerjoin(member, and_(member.organization_id == Organization.id, member.user_id == actor.user_id))
        .where(
            CompanyAccount.id == account_id,
            CompanyAccount.closed_at.is_(None),
            Organization.deleted_at.is_(None),
            Organization.merged_into_id.is_(None),
        )
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
