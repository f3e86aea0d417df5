"""People of one company in front of browsers of their own, and what they do with their organization."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tbc.accounts import passwords, sessions
from tests import people
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.browser.wishes import PASSWORD
from tests.mailbox import text_of

ORGANIZATION = "サンプル髙﨑グループ"


@dataclass
class Company:
    """A company with a mail domain that no other test uses."""

    portal: Portal
    come: Callable[..., Visitor]
    domain: str

    def address(self, name: str) -> str:
        return f"{name}@{self.domain}"

    def person(self, name: str, email: str = "", **window: object) -> Visitor:
        """Somebody with an account, signed in at a browser of their own."""
        visitor = self.come(**window)
        with self.portal.given():
            user = people.a_customer(
                name,
                email or self.address(romaji(name)),
                password_hash=passwords.hash_password(PASSWORD),
                language=visitor.language,
            )
            token = sessions.begin(user, "127.0.0.1", "test")
        visitor.own |= {name, *name.split("　"), ORGANIZATION}
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": self.portal.address}])
        return visitor


@pytest.fixture
def company(portal: Portal, a_visitor: Callable[..., Visitor]) -> Company:
    """A company whose domain is free."""
    return Company(portal, a_visitor, f"mihon-{uuid4().hex[:8]}.co.jp")


def romaji(name: str) -> str:
    """The part of an address before the @ for a person of these tests."""
    return {"見本　さくら": "sakura.mihon", "雛形　一郎": "ichiro.hinagata", "仮名　翼": "tsubasa.kamei"}[name]


def found(owner: Visitor) -> str:
    """Found the organization by the menu, first without a name; its path."""
    owner.open("/organizations")
    owner.sees_page("組織(Organization)リスト")
    owner.follow("組織を作る", owner.page.get_by_role("main"))
    owner.sees_page("組織を作る")
    owner.type({"name": " "})
    owner.press("組織を作る")
    owner.is_told("name")
    owner.type({"name": ORGANIZATION})
    owner.press("組織を作る")
    owner.sees_heading(ORGANIZATION)
    return owner.page.url.removeprefix(owner.portal.address).partition("#")[0]


def invite(owner: Visitor, organization: str, email: str) -> str:
    """Invite an address; the link that was mailed to it."""
    owner.open(f"{organization}/invitations")
    owner.sees_page("メールで招待する")
    owner.type({"email": "soumu@" + email.partition("@")[2]})
    owner.press("招待のメールを送る")
    owner.is_told("email")
    owner.type({"email": email})
    owner.press("招待のメールを送る")
    expect(
        owner.page.get_by_role("strong").filter(has_text=email).or_(owner.page.get_by_text(email)).first
    ).to_be_visible()
    return linked(owner, email, "/organizations/invitations/")


def linked(visitor: Visitor, email: str, path: str, at: int = 0) -> str:
    """The link to `path` in letter number `at` to an address."""
    found = re.search(rf"{re.escape(visitor.portal.address + path)}\S+", text_of(visitor.portal.letter(email, at)))
    assert found, text_of(visitor.portal.letter(email, at))
    return found.group()


def accept_as_newcomer(newcomer: Visitor, link: str, email: str, name: str) -> None:
    """Open the invitation without an account, sign up, prove the address, and come back to it."""
    newcomer.own |= {name, *name.split("　"), ORGANIZATION}
    newcomer.open(link)
    newcomer.sees_page("組織への招待")
    newcomer.follow("アカウントを作る", newcomer.page.get_by_role("main"))
    newcomer.sees_page("アカウントを作る")
    expect(newcomer.field("email")).to_have_value(email)
    newcomer.type({"name": name, "company": ORGANIZATION, "password": PASSWORD})
    newcomer.field("consent").check()
    newcomer.press("確認メールを送る")
    newcomer.sees_page("確認メールを送りました")
    newcomer.open(linked(newcomer, email, "/sign-up/", at=1))
    newcomer.press("アドレスを確認して始める")
    newcomer.sees_page("モード")
    newcomer.choose("mode", "corporate")
    newcomer.press("このモードで始める")
    newcomer.sees_page("組織への招待")
    newcomer.press("組織に参加する")
    newcomer.sees_heading(ORGANIZATION)


def make_owner(owner: Visitor, organization: str, name: str) -> None:
    """Make a member an owner on the page of their rights."""
    owner.open(organization)
    row = owner.page.get_by_role("row").filter(has_text=name)
    owner.tap(row.get_by_role("link", name=owner.words("権限を変える")))
    owner.sees_heading(name)
    owner.press("管理者(Owner)にする")
    owner.sees("管理者(Owner)です")
    owner.inspect()
