"""The company account that an application belongs to: held while something is done in it, named in the audit trail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from tbc.applications.models import Application
from tbc.audit import service as audit
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor

# A merge may take the company account along while its organization is waited for; then the new one is held.
TRIES = 5


class AccountNotAvailable(Exception):
    """The company account is closed, its organization was deleted, or the actor is no longer in it."""


def hold_account(actor: Actor, account_id: UUID) -> None:
    """Keep the company account as it is until this transaction ends.

    Whoever deletes or merges the organization, or takes people out of it, locks its row and so waits for this act, or
    has been first and is seen here.

    Raises:
        AccountNotAvailable: it cannot be filed in it.
    """
    for _ in range(TRIES):
        organization_id = session.scalar(_open_account(actor, account_id))
        if organization_id is None:
            break
        live = and_(Organization.deleted_at.is_(None), Organization.merged_into_id.is_(None))
        wanted = select(Organization.id).where(Organization.id == organization_id, live)
        held = session.scalar(wanted.with_for_update(read=True))
        if held and session.scalar(_open_account(actor, account_id)) == organization_id:
            return
    raise AccountNotAvailable(account_id)


def record(act: str, actor: Actor, application: Application, **details: Any) -> None:
    """Note in the audit trail what was done to an application, for the owners of its organization to see (AUD-1)."""
    organization_id = None
    if application.company_account_id is not None:
        own = CompanyAccount.id == application.company_account_id
        organization_id = session.scalar(select(CompanyAccount.organization_id).where(own))
    audit.record(act, actor, "application", application.id, organization_id=organization_id, **details)


def _open_account(actor: Actor, account_id: UUID) -> Any:
    """The organization of an account that `actor` is in."""
    return (
        select(CompanyAccount.organization_id)
        .join(AccountMember, AccountMember.account_id == CompanyAccount.id)
        .where(
            CompanyAccount.id == account_id, CompanyAccount.closed_at.is_(None), AccountMember.user_id == actor.user_id
        )
    )
