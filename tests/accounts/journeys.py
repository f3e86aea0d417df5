"""What people do at the doors, for the tests of this room."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tbc.accounts import passwords
from tbc.accounts.models import User
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.mail.models import Letter
from tests.client import Client
from tests.people import a_customer

PASSWORD = "kawa yama sora umi"
OTHER_PASSWORD = "tsukue hon madoguchi isu"
EMAIL = "taro.mihon@takasaki.example.jp"
WISH = {
    "name": "見本　太郎",
    "company": "高崎見本株式会社",
    "email": EMAIL,
    "password": PASSWORD,
    "consent": "y",
}


def somebody(email: str = EMAIL, **values: Any) -> User:
    """A customer who signs in with PASSWORD."""
    return a_customer(
        email=email, password_hash=passwords.hash_password(PASSWORD), company="高崎見本株式会社", **values
    )


def sign_up(client: Client, **changes: Any) -> TestResponse:
    """Fill in the form; what is not said is good."""
    return client.submit("/sign-up", WISH | changes)


def enter(client: Client, email: str = EMAIL, password: str = PASSWORD, **kwargs: Any) -> TestResponse:
    """Sign in by the form."""
    return client.submit("/sign-in", {"email": email, "password": password}, **kwargs)


def another_browser(app: Flask) -> Client:
    """A browser that has been nowhere yet."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client


def letters(to: str = "", kind: str = "") -> list[Letter]:
    """The letters written so far, the oldest first."""
    wanted = select(Letter).order_by(Letter.created_at, Letter.id)
    return [row for row in session.scalars(wanted) if to in ("", row.to) and kind in ("", row.kind)]


def link(letter: Letter) -> str:
    """The path that a letter leads to."""
    found = re.search(r"^http://localhost(/\S+)$", letter.body_text, re.MULTILINE)
    assert found, letter.body_text
    return found.group(1)


def acts() -> list[str]:
    """What the audit trail holds, the oldest first."""
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.at, AuditEvent.id)))


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.get("/account/profile").status_code == 200


def error_at(answer: TestResponse, field: str) -> str:
    """The sentence at a field, empty if there is none."""
    found = re.search(rf'id="{field}-error">.*?</span>(.*?)</span></p>', answer.text, re.DOTALL)
    return found.group(1).strip() if found else ""
