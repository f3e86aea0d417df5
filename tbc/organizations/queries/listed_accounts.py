"""The company accounts of one organization, as its page lists them (ORG-5, ORG-6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role


def list_shown_accounts(actor: Actor, organization: Organization, limit: int) -> Sequence[Row[Any]]:
    """Rows of id, name and `members` (how many people): all for an owner and staff, else those that `actor` is in."""
    people = (
        select(func.count())
        .where(AccountMember.account_id == CompanyAccount.id)
        .correlate(CompanyAccount)
        .scalar_subquery()
    )
    wanted = select(CompanyAccount.id, CompanyAccount.name, people.label("members")).where(
        CompanyAccount.organization_id == organization.id, CompanyAccount.closed_at.is_(None)
    )
    if not actor.is_staff and Role.OWNER not in organization.roles_of(actor):
        own = select(AccountMember.account_id).where(AccountMember.user_id == actor.user_id)
        wanted = wanted.where(CompanyAccount.id.in_(own))
    return session.execute(wanted.order_by(CompanyAccount.name, CompanyAccount.id).limit(limit)).all()
