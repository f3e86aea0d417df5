"""Ending reminders without an account: by the address in the letter, by one click in a mail program (RNW-8)."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.kit.db import session as db
from tbc.licenses.models import License
from tbc.mail.house import settings
from tbc.mail.message import build
from tbc.mail.models import Letter
from tbc.renewals.models import Reminder
from tbc.renewals.service.reminding import remind_of_ends
from tbc.renewals.unsubscribing import address_of, read
from tests.applications.company import Company, company  # noqa: F401  # a fixture
from tests.client import Client
from tests.people import sign_in
from tests.renewals.given import held

pytestmark = pytest.mark.rule("RNW-8")
CONTACT = "koushin@takasaki.example.jp"


def held_with_contact(company: Company, days: int = 50) -> License:  # noqa: F811  # the fixture
    contact = {"company": "サンプル髙﨑建設株式会社", "name": "更新　担当", "email": CONTACT}
    return held(account=company.account, days=days, renewal_contact=contact)


def reminded() -> dict[str, Letter]:
    """The letters of one more round of reminders, by recipient."""
    before = set(db.scalars(select(Letter.id)))
    db.query(Reminder).delete()
    remind_of_ends()
    db.commit()
    found = db.scalars(select(Letter).where(Letter.kind == "licenses-ending")).all()
    return {letter.to: letter for letter in found if letter.id not in before}


def path_of(letter: Letter) -> str:
    found = re.search(r"https?://[^/]+(/renewals/unsubscribe/\S+)", letter.body_text)
    assert found
    return found[1]


def test_a_contact_without_an_account_ends_them_and_takes_that_back(
    client: Client,
    company: Company,  # noqa: F811  # the fixture
) -> None:
    one, other = held_with_contact(company).license_id, held_with_contact(company, 55).license_id
    letters = reminded()
    assert set(letters) == {CONTACT, company.user("manager").email}
    path, manager = path_of(letters[CONTACT]), company.user("manager").email
    assert "/renewals/unsubscribe/" not in letters[manager].body_text
    text = client.get(path).text
    assert (CONTACT in text, one in text, other in text) == (True, True, False)
    assert "お送りします" in text
    assert client.submit(path, {"act": "stop"}).status_code == 303
    assert "止めています" in client.get(path).text
    letters = reminded()
    assert (one in letters[CONTACT].body_text, other in letters[CONTACT].body_text) == (False, True)
    assert one in letters[manager].body_text
    assert client.submit(path, {"act": "resume"}).status_code == 303
    assert one in reminded()[CONTACT].body_text
    acts = db.scalars(select(AuditEvent.act).where(AuditEvent.act.like("license-reader%")).order_by(AuditEvent.id))
    assert acts.all() == ["license-reader-unreminded", "license-reader-reminded"]


def test_a_mail_program_ends_them_with_one_click(client: Client, company: Company) -> None:  # noqa: F811  # the fixture
    held_with_contact(company)
    held_with_contact(company, 55)
    letter = reminded()[CONTACT]
    message = build(letter, settings())
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    line = next(row for row in bytes(message).decode().splitlines() if row.startswith("List-Unsubscribe:"))
    address = line.removeprefix("List-Unsubscribe: <").removesuffix(">")
    path = "/" + address.split("/", 3)[3]
    for _twice in range(2):
        answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert set(reminded()) == {company.user("manager").email}


def test_a_manager_who_ended_theirs_sees_it_and_takes_it_back(
    client: Client,
    company: Company,  # noqa: F811  # the fixture
) -> None:
    manager = company.user("manager")
    license_ = held_with_contact(company)
    path, click = f"/renewals/reminders/{license_.id}", address_of(manager.email, [license_.license_id])
    client.post("/" + click.split("/", 3)[3], data={"List-Unsubscribe": "One-Click"})
    sign_in(client, manager)
    assert "止めています" in client.get(path).text
    assert client.submit(path, {"act": "resume"}).status_code == 303
    assert "お送りします" in client.get(path).text
    assert manager.email in reminded()


def test_nobody_else_can_make_such_an_address(client: Client, company: Company) -> None:  # noqa: F811  # the fixture
    license_ = held_with_contact(company)
    good = address_of(CONTACT, [license_.license_id]).rsplit("/", 1)[1]
    for token in (good[:-1] + ("A" if good[-1] != "A" else "B"), good[3:], "x", "a.b", "WyJhIiwgIjEiXQ.sig"):
        assert client.get(f"/renewals/unsubscribe/{token}").status_code == 404
        assert client.post(f"/renewals/unsubscribe/{token}", data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert set(reminded()) == {CONTACT, company.user("manager").email}


def test_an_address_for_fifty_licenses_fits_in_a_line(app: Flask, session: Session) -> None:
    numbers = [f"{pow(7, n, 9_999_999_967):010}" for n in range(100, 150)]
    address = address_of(f"{'a' * 64}@{'b' * 60}.example.co.jp", numbers)
    assert len(f"List-Unsubscribe: <{address}>") < 998
    found = read(address.rsplit("/", 1)[1])
    assert found is not None
    assert found.numbers == tuple(numbers)
