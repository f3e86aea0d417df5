"""A company account with its people, and windows of theirs: what tests of account-managed applications begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.kit import db
from tbc.organizations.models import CompanyAccount, Organization
from tests.accounts.journeys import another_browser
from tests.applications import given
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.people import a_customer, sign_in

NAMES = {
    "owner": "管理　主",
    "manager": "管理　担当",
    "member": "担当　者",
    "colleague": "同僚　見子",
    "stranger": "他社　太郎",
}


@dataclass
class Company:
    """An organization with an owner, a company account with manager and member, a colleague outside of it, a stranger.

    Each has a browser of their own.
    """

    ids: dict[str, UUID]
    organization_id: UUID
    account_id: UUID
    browsers: dict[str, Client]

    def user(self, name: str) -> User:
        """As the database has them now."""
        return db.session.get_one(User, self.ids[name])

    @property
    def organization(self) -> Organization:
        return db.session.get_one(Organization, self.organization_id)

    @property
    def account(self) -> CompanyAccount:
        return db.session.get_one(CompanyAccount, self.account_id)

    def a_draft(self, by: str = "member", **changes: Any) -> Application:
        """A draft of the company account."""
        return given.apart(given.a_draft(self.user(by), given.content(**changes), self.account))

    def a_filed(self, by: str = "member", **changes: Any) -> Application:
        """A filed application of the company account."""
        return given.apart(given.a_filed(self.user(by), given.content(**changes), self.account))

    def a_quick(self, by: str = "member", **changes: Any) -> Application:
        """A quick filing."""
        return given.apart(given.a_filed(self.user(by), given.content(**changes)))

    def statuses(self, path: str) -> dict[str, int]:
        """What each of them gets from a page."""
        return {name: browser.get(path).status_code for name, browser in self.browsers.items()}

    def text(self, who: str, path: str, **query: str) -> str:
        """What somebody reads on a page."""
        return self.browsers[who].get(path, query_string=query).get_data(as_text=True)


@pytest.fixture
def company(app: Flask, session: Session) -> Company:
    """Everybody, signed in."""
    people = {name: a_customer(words, email=f"{name}@{DOMAIN}") for name, words in NAMES.items() if name != "stranger"}
    people["stranger"] = a_customer(NAMES["stranger"], email="taro@example.or.jp")
    organization = an_organization(people["owner"])
    for name in ("manager", "member", "colleague"):
        a_member(organization, people[name])
    an_organization(people["stranger"], "example.or.jp", name="他社工業株式会社")
    account = an_account(organization, people["manager"], [people["member"]], name="サンプル商事")
    browsers = {name: sign_in(another_browser(app), user) for name, user in people.items()}
    ids = {name: user.id for name, user in people.items()}
    return Company(ids, organization.id, account.id, browsers)
