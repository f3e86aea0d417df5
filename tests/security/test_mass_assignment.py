"""Fields that no form offers: sent along all the same, they change nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.applications.record import STEPS
from tbc.kit.db import session
from tests.accounts.journeys import EMAIL, WISH, another_browser, letters, link
from tests.applications.given import CONTENT, a_draft
from tests.client import Client
from tests.people import a_customer, sign_in
from tests.security.poison import fields_of

pytestmark = pytest.mark.usefixtures("session")

FORGED_USER = {
    "id": str(uuid4()), "kind": "staff", "staff_role": "administrator", "proven_at": "2026-01-01", "disabled_at": "",
    "password_hash": "x", "roles": "administrator", "is_staff": "1", "user_id": str(uuid4()),
}  # fmt: skip


@pytest.mark.rule("ACC-1")
def test_nobody_signs_up_as_staff(app: Flask) -> None:
    browser = another_browser(app)
    browser.submit("/sign-up", WISH | FORGED_USER)
    browser.submit(link(letters(EMAIL)[0]), FORGED_USER)
    user = session.scalars(select(User).where(User.email == EMAIL)).one()
    assert (user.kind, user.staff_role) == ("customer", None)
    assert browser.get("/desk").status_code == 403


@pytest.mark.rule("ACC-5")
def test_a_profile_takes_its_own_fields_alone(client: Client) -> None:
    user = a_customer()
    identity, before = user.id, _others(user)
    sign_in(client, user)
    sent = FORGED_USER | {"name": "新　名前", "company": "新社", "language": "en", "email": "evil@evil.example"}
    assert client.submit("/account/profile/details", sent).status_code == 303
    client.submit("/account/mode", FORGED_USER | {"mode": "corporate"})
    user = session.get_one(User, identity)
    assert user.name == "新　名前"
    assert _others(user) == before


@pytest.mark.rule("APP-9")
def test_a_step_writes_its_own_part_alone(client: Client) -> None:
    filer = a_customer()
    one, who = a_draft(filer).id, filer.id
    sign_in(client, filer)
    forged = {
        "number": "0" * 24, "state": "filed", "filer_id": str(uuid4()), "filer_email": "evil@evil.example",
        "source": "excel", "filed_at": "2020-01-01", "valid_until": "2099-01-01", "consent": "y", "supplements": "X",
        "end_user-corporate_name": "別社", "content": "{}", "id": str(uuid4()),
    }  # fmt: skip
    for step in STEPS:
        if step.name != "end_user":
            client.submit(f"/applications/{one}/{step.path}", fields_of(CONTENT, step.path) | forged)
    row = session.get_one(Application, one)
    session.refresh(row)
    assert (row.state, row.number, row.source, row.filer_id, row.filed_at) == ("draft", None, "web", who, None)
    assert row.content["end_user"]["corporate_name"] == CONTENT["end_user"]["corporate_name"]
    assert not row.content.get("consent")
    assert not row.content.get("supplements")


def _others(user: User) -> dict[str, object]:
    """Each column but those that the form offers."""
    session.refresh(user)
    offered = {"name", "company", "language"}
    return {column.key: getattr(user, column.key) for column in User.__table__.columns if column.key not in offered}
