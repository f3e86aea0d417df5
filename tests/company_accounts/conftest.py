"""A dealer's organization with a company account, for each test anew."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount, Organization
from tbc.organizations.queries.accounts import find_account
from tbc.policy import Actor
from tests.accounts.journeys import another_browser
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.people import a_customer, acting, sign_in


@dataclass(frozen=True)
class House:
    """Who and what there is, by id: each request ends the session's rows."""

    app: Flask
    organization_id: UUID
    account_id: UUID
    ids: dict[str, UUID]

    @property
    def organization(self) -> Organization:
        return session.get_one(Organization, self.organization_id)

    @property
    def account(self) -> CompanyAccount:
        """The account as its manager finds it."""
        return self.account_of("manager")

    def account_of(self, name: str) -> CompanyAccount:
        """The account as `name` finds it."""
        found = find_account(self.actor(name), self.account_id)
        assert found is not None
        return found

    def person(self, name: str) -> User:
        return session.get_one(User, self.ids[name])

    def actor(self, name: str) -> Actor:
        return acting(self.person(name))

    def browser(self, name: str) -> Client:
        return sign_in(another_browser(self.app), self.person(name))

    def at(self, rest: str = "") -> str:
        """An address of the account."""
        return f"/company-accounts/{self.account_id}{rest}"


@pytest.fixture
def house(app: Flask, client: Client) -> House:
    """The account has a manager and a member; the owner and a colleague are in the organization alone."""
    names = {"owner": "管理　主", "manager": "担当　長", "member": "担当　者", "colleague": "同僚　光"}
    people = {key: a_customer(name, email=f"{key}@{DOMAIN}") for key, name in names.items()}
    people["stranger"] = a_customer("他社　太郎", email="taro@example.or.jp")
    organization = an_organization(people["owner"])
    for key in ("manager", "member", "colleague"):
        a_member(organization, people[key])
    an_organization(people["stranger"], "example.or.jp", name="他社工業株式会社")
    account = an_account(organization, people["manager"], [people["member"]], name="高崎見本 本社")
    ids = {key: user.id for key, user in people.items()}
    return House(app, organization.id, account.id, ids)
