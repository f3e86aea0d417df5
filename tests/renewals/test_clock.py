"""What the clock does: reminders before ends and due dates, each once, and what nobody paid lapses (RNW-8, BIL-1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.invoices.models import Invoice
from tbc.kit.clock import TOKYO, today
from tbc.kit.db import session as db
from tbc.mail.models import Letter
from tbc.renewals.models import Renewal
from tbc.renewals.rules import QUOTE_DAYS
from tbc.renewals.service import silencing
from tbc.renewals.service.lapsing import lapse_invoices, lapse_quotes
from tbc.renewals.service.reminding import remind_of_ends, remind_of_invoices
from tests.applications.company import Company, company  # noqa: F401  # a fixture
from tests.client import Client
from tests.people import a_customer, acting, sign_in
from tests.renewals.given import PAYER, again, begun, held, ordered, paid

pytestmark = pytest.mark.rule("RNW-8")


def on(day: date) -> time_machine.travel:
    return time_machine.travel(datetime.combine(day, datetime.min.time(), TOKYO) + timedelta(hours=9), tick=False)


def letters(kind: str) -> list[Letter]:
    return list(db.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def test_ends_are_told_60_30_and_7_days_ahead_once_each(company: Company) -> None:  # noqa: F811  # the fixture
    day = today()
    one = held(account=company.account, days=61)
    counts = []
    for later in (0, 1, 2, 31, 32, 54, 55, 62):
        with on(day + timedelta(days=later)):
            remind_of_ends()
            remind_of_ends()
        counts.append(len(letters("licenses-ending")))
    # The manager and the renewal contact, who is the end user here.
    assert counts == [0, 2, 2, 4, 4, 6, 6, 6]
    manager = company.user("manager").email
    assert {letter.to for letter in letters("licenses-ending")} == {manager, "sakura.mihon@takasaki.example.jp"}
    assert one.license_id in letters("licenses-ending")[0].body_text
    assert f"/renewals/reminders/{one.id}" in letters("licenses-ending")[0].body_html


def test_one_letter_tells_of_all_licenses(session: Session) -> None:
    own = a_customer()
    for days in (50, 55, 60):
        held(own, days=days, end_user={"email": own.email})
    remind_of_ends()
    assert [letter.body_text.count("/renewals/reminders/") for letter in letters("licenses-ending")] == [3]


def test_nobody_is_reminded_of_what_is_ordered_or_silenced(client: Client) -> None:
    own = a_customer()
    ordered(own, [held(own, days=20)])
    silent = held(own, days=20).id
    sign_in(client, own)
    path = f"/renewals/reminders/{silent}"
    assert client.submit(path, {"act": "stop"}).status_code == 303
    remind_of_ends()
    assert letters("licenses-ending") == []
    assert "止めています" in client.get(path).text
    assert client.submit(path, {"act": "resume"}).status_code == 303
    remind_of_ends()
    assert len(letters("licenses-ending")) == 2


def test_silencing_twice_is_silencing_once(session: Session) -> None:
    own = a_customer()
    one = held(own)
    silencing.stop(acting(own), one)
    silencing.stop(acting(own), one)
    assert not silencing.is_reminded(acting(own), one)
    silencing.resume(acting(own), one)
    silencing.resume(acting(own), one)
    assert silencing.is_reminded(acting(own), one)


def test_an_invoice_is_told_of_30_and_7_days_ahead(session: Session) -> None:
    own = a_customer()
    renewal = ordered(own, [held(own)])
    due = db.scalars(select(Invoice.due_on)).one()
    counts = []
    for ahead in (31, 30, 29, 7, 6, 0):
        with on(due - timedelta(days=ahead)):
            remind_of_invoices()
            remind_of_invoices()
        counts.append(len(letters("invoice-due")))
    assert counts == [0, 2, 2, 4, 4, 4]
    assert {letter.to for letter in letters("invoice-due")} == {own.email, PAYER["email"]}
    assert all(letter.attachments for letter in letters("invoice-due"))
    assert again(own, renewal).state == "agreed"


@pytest.mark.rule("BIL-1")
def test_an_invoice_lapses_once_no_transfer_can_count_any_more(session: Session) -> None:
    own = a_customer()
    one = held(own)
    renewal, kept = ordered(own, [one]), ordered(own, [held(own)])
    paid(kept)
    invoice = db.get_one(Invoice, renewal.invoice_id)
    for later, state in ((0, "open"), (1, "open"), (10, "lapsed")):
        with on(invoice.counts_until + timedelta(days=later)):
            lapse_invoices()
        db.expire_all()
        assert db.get_one(Invoice, invoice.document_id).state == state
    assert again(own, renewal).state == "lapsed"
    assert again(own, kept).state == "paid"
    assert {letter.to for letter in letters("renewal-lapsed")} == {own.email, PAYER["email"]}
    assert begun(own, [one]).state == "quoted"
    # Staff may still decide that it was paid.
    before = one.ends_on
    paid(again(own, renewal))
    db.refresh(one)
    assert one.ends_on > before


def test_quotes_lapse_after_their_days(session: Session) -> None:
    own = a_customer()
    renewal_id = begun(own, [held(own)]).id
    for later, state in ((QUOTE_DAYS, "quoted"), (QUOTE_DAYS + 1, "lapsed")):
        with on(today() + timedelta(days=later)):
            lapse_quotes()
        db.expire_all()
        assert db.get_one(Renewal, renewal_id).state == state
