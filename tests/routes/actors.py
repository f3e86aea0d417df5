"""The people of the table, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection

from tbc.accounts.models import User
from tbc.kit import db
from tbc.organizations.models import CompanyAccount, Organization
from tests.accounts.journeys import another_browser, somebody
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.people import a_customer, an_administrator, an_auditor, an_operator, sign_in
from tests.routes.table import ACTORS

# A page that everybody may open and that has a form: its token is good for every form of the same browser.
A_FORM = "/reset-password"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts: a browser for each of `ACTORS`, whose things are used, and a browser of nobody.

    `ids` is actor → user; the organization and the company account are those that `member`, `owner` and so on are in.
    """

    browsers: dict[str, Client]
    nobody: Client
    ids: dict[str, UUID]
    organization_id: UUID
    account_id: UUID
    cookies: dict[str, dict[object, object]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def person(self, name: str) -> User:
        """As the database has them now: each request ends the session's rows."""
        return db.session.get_one(User, self.ids[name])

    @property
    def filer(self) -> User:
        return self.person("filer")

    @property
    def organization(self) -> Organization:
        return db.session.get_one(Organization, self.organization_id)

    @property
    def account(self) -> CompanyAccount:
        return db.session.get_one(CompanyAccount, self.account_id)

    def remember(self) -> None:
        """Note each browser's cookies and a token of its forms, for `afresh`."""
        for name, browser in {**self.browsers, "nobody": self.nobody}.items():
            self.tokens[name] = browser.token(A_FORM)
            self.cookies[name] = dict(browser._cookies)

    def afresh(self) -> None:
        """Give each browser the cookies back that it had when they were noted."""
        for name, browser in {**self.browsers, "nobody": self.nobody}.items():
            browser._cookies.clear()
            browser._cookies.update(self.cookies[name])


@dataclass(frozen=True, slots=True)
class Stage:
    """One cast for a whole module: whatever is done in a `scene` is undone when it ends."""

    connection: Connection
    cast: Cast

    @contextmanager
    def scene(self) -> Iterator[Cast]:
        """The cast as it was in the beginning."""
        before = self.connection.begin_nested()
        self.cast.afresh()
        try:
            yield self.cast
        finally:
            db.session.remove()
            before.rollback()


def the_cast(app: Flask) -> Cast:
    """Everybody, signed in but for `anonymous`."""
    people = {
        "filer": somebody(),
        "stranger": a_customer("他社　太郎", email="taro.tasha@example.or.jp"),
        "renewing": a_customer("更新　花子", email="hanako@personal.example.org", kind="renewal-only"),
        **_of_the_organization(),
        "dealer": a_customer("販売　次郎", email="jiro.hambai@example.ne.jp"),
        "operator": an_operator(),
        "administrator": an_administrator(),
        "auditor": an_auditor(),
    }
    organization = an_organization(people["owner"])
    for name in ("member", "creator", "account_member", "manager"):
        a_member(organization, people[name], creates_accounts=name == "creator")
    account = an_account(organization, people["manager"], [people["account_member"]])
    an_organization(people["stranger"], "example.or.jp", name="他社工業株式会社")
    _a_dealers(people["dealer"])
    browsers = {name: another_browser(app) for name in ACTORS}
    for name, user in people.items():
        sign_in(browsers[name], user)
    ids = {name: user.id for name, user in people.items()}
    return Cast(browsers, another_browser(app), ids, organization.id, account.id)


def _of_the_organization() -> dict[str, User]:
    names = {
        "member": "一員　見人",
        "creator": "作成　造",
        "owner": "管理　主",
        "account_member": "担当　者",
        "manager": "管理　担当",
    }
    return {actor: a_customer(name, email=f"{actor.replace('_', '.')}@{DOMAIN}") for actor, name in names.items()}


def _a_dealers(dealer: User) -> None:
    """A dealer's own organization, in which `dealer` works for a company account and has no further right."""
    owner = a_customer("販売　社長", email="shacho@example.ne.jp")
    organization = an_organization(owner, "example.ne.jp", name="ダミー情報機器株式会社")
    a_member(organization, dealer)
    an_account(organization, owner, [dealer], name="サンプル顧客株式会社")
