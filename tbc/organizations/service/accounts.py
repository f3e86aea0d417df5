"""Creating and renaming company accounts (ORG-6)."""

from __future__ import annotations

from collections.abc import Mapping

from tbc.audit.service import record
from tbc.kit.db import session
from tbc.kit.search import searchable
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.organizations.queries.accounts import has_account_named
from tbc.policy import Actor

FIELDS = ("name", "name_kana", "corporate_number")


class NameTaken(Exception):
    """The organization has a company account of that name: nobody could tell the two apart."""


def create(actor: Actor, organization: Organization, details: Mapping[str, str]) -> CompanyAccount:
    """Create a company account, whose manager `actor` becomes; the organization's row is locked.

    `details` has `name`, `name_kana` and `corporate_number`, read and checked.

    Raises:
        NameTaken: see there.
    """
    assert actor.user_id is not None
    if has_account_named(organization.id, details["name"]):
        raise NameTaken
    account = CompanyAccount(
        organization_id=organization.id, created_by_id=actor.user_id, **{name: details[name] for name in FIELDS}
    )
    _describe(account)
    session.add(account)
    session.flush()
    session.add(AccountMember(account_id=account.id, user_id=actor.user_id, is_manager=True))
    session.flush()
    note("company-account-created", actor, account, name=account.name)
    return account


def change(actor: Actor, account: CompanyAccount, details: Mapping[str, str]) -> None:
    """Rename the account, or mend its kana or corporate number; its organization's row is locked.

    Raises:
        NameTaken: see there.
    """
    changed = [name for name in FIELDS if getattr(account, name) != details[name]]
    if not changed:
        return
    if has_account_named(account.organization_id, details["name"], but=account.id):
        raise NameTaken
    for name in changed:
        setattr(account, name, details[name])
    _describe(account)
    session.flush()
    note("company-account-changed", actor, account, fields=changed, name=account.name)


def note(act: str, actor: Actor, account: CompanyAccount, **details: object) -> None:
    """Add an act on the company account to the audit trail, where its organization's owners see it."""
    record(act, actor, "company-account", account.id, organization_id=account.organization_id, **details)


def _describe(account: CompanyAccount) -> None:
    account.search_text, account.search_pairs = searchable((account.name, account.name_kana, account.corporate_number))
