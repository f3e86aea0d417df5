"""What a payment brings, and taking it back (RNW-2, RNW-4, PAY-2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.invoices.models import Document
from tbc.invoices.queries.standing import lock_invoice
from tbc.kit.clock import today
from tbc.kit.db import session as db
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.rules import add_years
from tbc.licenses.service.closing import close_for_order
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tbc.payments.service.settling import UndoRefused, settle
from tests.invoices.making import an_invoice
from tests.people import a_customer, acting, an_operator
from tests.renewals.given import PAYER, again, held, ordered, paid, told, undo

pytestmark = pytest.mark.rule("RNW-4")


def now(license_: License) -> License:
    db.expire_all()
    return db.get_one(License, license_.id)


@pytest.mark.rule("RNW-2")
@pytest.mark.rule("BIL-2")
def test_paid_licenses_are_extended_and_the_receipt_goes_out(session: Session) -> None:
    own = a_customer()
    running, ended = held(own, days=24), held(own, days=-18, product="REDUCED")
    renewal = ordered(own, [running], product="VBT-PRE", years=3)
    other = ordered(own, [ended])
    ends = running.ends_on
    invoice = paid(renewal)
    assert now(running).ends_on == add_years(ends, 3)
    assert (now(running).product_code, now(running).product_name) == ("VBT-PRE", "トータルセキュリティ プレミアム")
    value_on = today() - timedelta(days=3)
    paid(other, value_on)
    assert now(ended).ends_on == add_years(value_on, 1)
    assert told(renewal) is not None
    receipt = db.get_one(Document, lock_invoice(invoice.document_id).receipt_id)
    assert receipt.kind == "receipt"
    assert receipt.issuer["registration_number"].startswith("T")
    letters = db.scalars(select(Letter).where(Letter.kind == "renewal-completed", Letter.about == renewal.id)).all()
    assert {letter.to for letter in letters} == {own.email, PAYER["email"]}
    assert all(letter.attachments[0].content == receipt.pdf for letter in letters)
    number = select(Order.number).where(Order.id == renewal.order_id).scalar_subquery()
    change = db.scalars(select(LicenseChange).where(LicenseChange.order_number == number)).one()
    assert (change.act, change.ends_before, change.product_before) == ("extended", ends, "VBC")
    assert again(own, renewal).state == "paid"
    acts = set(db.scalars(select(AuditEvent.act).where(AuditEvent.subject_id == renewal.id)))
    assert {"renewal-begun", "renewal-ordered", "renewal-paid"} <= acts


@pytest.mark.rule("PAY-2")
def test_undoing_a_payment_puts_everything_back(session: Session) -> None:
    own = a_customer()
    one, two = held(own), held(own, days=60)
    before = [(x.ends_on, x.product_code, x.product_name) for x in (one, two)]
    renewal = ordered(own, [one, two], product="VBC-DLS")
    paid(renewal)
    receipt = told(renewal)
    assert receipt is not None
    names = receipt.id
    undo(again(own, renewal))
    assert [(now(x).ends_on, now(x).product_code, now(x).product_name) for x in (one, two)] == before
    waiting = again(own, renewal)
    assert (waiting.state, waiting.paid_on) == ("agreed", None)
    assert all(line.is_open and line.ends_after is None for line in waiting.lines)
    assert db.scalars(select(Document.names_id).where(Document.kind == "cancellation")).all() == [names]
    paid(waiting)
    assert now(one).ends_on == add_years(before[0][0], 1)


@pytest.mark.rule("PAY-2")
def test_what_a_later_renewal_builds_on_is_not_undone(session: Session) -> None:
    own = a_customer()
    one = held(own)
    ends = one.ends_on
    first = ordered(own, [one])
    paid(first)
    second = ordered(own, [one], years=2)
    with pytest.raises(UndoRefused):
        undo(again(own, first))
    paid(again(own, second))
    with pytest.raises(UndoRefused):
        undo(again(own, first))
    assert now(one).ends_on == add_years(ends, 3)
    undo(again(own, second))
    assert now(one).ends_on == add_years(ends, 1)


@pytest.mark.rule("RNW-2")
def test_paying_in_any_order_gives_the_same_ends(session: Session) -> None:
    own = a_customer()
    leap = date(2028, 2, 29)
    ends = []
    for turned in (False, True):
        licenses = [held(own, ends_on=day) for day in (leap, leap + timedelta(days=1), today() - timedelta(days=9))]
        renewals = [ordered(own, [one], years=n) for n, one in enumerate(licenses, 1)]
        for renewal in reversed(renewals) if turned else renewals:
            paid(renewal)
        ends.append([now(one).ends_on for one in licenses])
    assert ends[0] == ends[1]
    assert ends[0][:2] == [date(2029, 2, 28), date(2030, 3, 1)]


def test_a_license_closed_meanwhile_is_left_alone(session: Session) -> None:
    own = a_customer()
    one, gone = held(own), held(own)
    renewal = ordered(own, [one, gone])
    number = db.scalars(select(LicenseChange.order_number).where(LicenseChange.license_id == gone.id)).first()
    close_for_order(str(number), acting(an_operator()))
    ends = gone.ends_on
    paid(renewal)
    assert now(gone).ends_on == ends
    found = {line.license_id: line.ends_after for line in again(own, renewal).lines}
    assert found[gone.id] is None
    assert found[one.id] == now(one).ends_on


def test_an_invoice_of_something_else_is_none_of_ours(session: Session) -> None:
    settle(acting(an_operator()), [an_invoice()], today())
    assert db.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "renewal-completed")) == 0
