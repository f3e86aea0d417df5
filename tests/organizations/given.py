"""What tests of organizations begin with: organizations with their people, company accounts, end users."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Domain, EndUser, Member, Organization
from tests.applications.given import PARTY

# Registrable as it stands, unlike takasaki.example.jp, whose people are found by example.jp.
DOMAIN = "example.co.jp"
_numbers = count(1)


def an_organization(owner: User | None, domain: str = DOMAIN, **values: Any) -> Organization:
    """An organization of the domain; without an owner if `owner` is None."""
    given: dict[str, Any] = {"name": "高崎見本株式会社", "contact_email": owner.email if owner else f"sakura@{domain}"}
    organization = Organization(**(given | values))
    if owner is None:
        organization.ownerless_since = organization.ownerless_since or now()
    session.add(organization)
    session.flush()
    session.add(Domain(organization_id=organization.id, domain=domain, source=organization.source))
    if owner:
        a_member(organization, owner, is_owner=True, creates_accounts=True)
    session.commit()
    return organization


def a_member(
    organization: Organization,
    user: User,
    *,
    is_owner: bool = False,
    creates_accounts: bool = False,
    standing: str = "domain",
) -> Member:
    """A person in the organization: a Domain Member, unless said otherwise."""
    member = Member(
        organization_id=organization.id,
        user_id=user.id,
        is_owner=is_owner,
        creates_accounts=creates_accounts,
        standing=standing,
    )
    session.add(member)
    session.commit()
    return member


def an_account(
    organization: Organization, manager: User | None = None, members: Iterable[User] = (), **values: Any
) -> CompanyAccount:
    """A company account with its people; they are members of the organization only if somebody makes them so."""
    given: dict[str, Any] = {"name": f"サンプル商事 第{next(_numbers)}", "name_kana": "サンプルショウジ"}
    account = CompanyAccount(organization_id=organization.id, **(given | values))
    session.add(account)
    session.flush()
    people = [(manager, True)] if manager else []
    for user, is_manager in (*people, *((member, False) for member in members)):
        session.add(AccountMember(account_id=account.id, user_id=user.id, is_manager=is_manager))
    session.commit()
    return account


def an_end_user(account: CompanyAccount, **changes: Any) -> EndUser:
    """An end user of the company account, with `changes` to its fields; each has a department of its own."""
    content = PARTY | {"department": f"第{next(_numbers)}営業部"} | changes
    columns = ("corporate_name", "corporate_name_kana", "corporate_number", "department")
    end_user = EndUser(account_id=account.id, content=content, **{name: content[name] for name in columns})
    session.add(end_user)
    session.commit()
    return end_user
