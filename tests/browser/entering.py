"""How a person comes in: sign-up with its refusals, the mailed link, the question of the mode, sign-in."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.browser.wishes import PASSWORD
from tests.mailbox import text_of

NAME, COMPANY = "見本　さくら", "高崎見本株式会社"


def sign_up(visitor: Visitor, email: str) -> None:
    """A free-mail address and a short password are refused, with all else kept; then it works."""
    visitor.open("/")
    visitor.sees_heading(visitor.words("製品のご契約に必要な情報を、/Webで申請します").replace("/", " "))
    visitor.follow("アカウントを作る")
    visitor.sees_page("アカウントを作る")
    visitor.type({"name": NAME, "company": COMPANY, "email": "sakura.mihon@gmail.com", "password": "short"})
    visitor.press("確認メールを送る")
    visitor.is_told("email", "password", "consent")
    for name, value in {"name": NAME, "company": COMPANY, "email": "sakura.mihon@gmail.com", "password": ""}.items():
        expect(visitor.field(name)).to_have_value(value)
    visitor.type({"email": email, "password": PASSWORD})
    visitor.field("consent").check()
    visitor.press("確認メールを送る")
    visitor.sees_page("確認メールを送りました")


def prove(visitor: Visitor, email: str) -> None:
    """Open the mailed link, confirm, and answer the question of the mode."""
    link = re.search(rf"{visitor.portal.address}/sign-up/\S+", text_of(visitor.portal.letter(email)))
    assert link
    visitor.open(link.group())
    visitor.sees_page("メールアドレスの確認")
    visitor.press("アドレスを確認して始める")
    visitor.sees_page("モード")
    visitor.choose("mode", "corporate")
    visitor.press("このモードで始める")
    visitor.sees_page("申請履歴")


def sign_out(visitor: Visitor) -> None:
    """By the menu at the top right."""
    visitor.open_account_menu()
    visitor.press("サインアウト")
    visitor.sees_page("サインイン")
    visitor.sees("サインアウトしました。")


def sign_in(visitor: Visitor, email: str) -> None:
    """With a wrong password first."""
    visitor.type({"email": email, "password": "kawa yama sora mori"})
    visitor.press("サインインする")
    visitor.is_told("password")
    expect(visitor.field("email")).to_have_value(email)
    visitor.type({"password": PASSWORD})
    visitor.press("サインインする")
    visitor.sees_page("申請履歴")
