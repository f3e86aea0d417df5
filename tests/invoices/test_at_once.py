"""Many at once, on connections of their own: numbers without a gap and none twice (BIL-3)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, select

from tbc.billing_settings import VirtualAccounts
from tbc.invoices.house import set_up
from tbc.invoices.models import Document, Invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.service.issuing import Billing, issue_invoice, issue_receipt
from tbc.invoices.service.standing import settle
from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.policy import Actor
from tests.conftest import ACCOUNT, settings_for
from tests.invoices.making import a_billing
from tests.people import acting, an_operator

MANY = 50
HANDS = 12
VIRTUAL = replace(ACCOUNT, virtual=VirtualAccounts("見本仮想支店", "900", 8_000_001, 8_000_060))


@pytest.fixture
def billing(fresh_database: str) -> Iterator[Billing]:
    """What is billed, in a database of this test's own; each invoice has a virtual account."""
    engine = create_engine(fresh_database, pool_size=HANDS + 2)
    db.bind(engine)
    set_up(settings_for(bank_accounts=(VIRTUAL,)))
    yield a_billing()
    set_up(settings_for())
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


@pytest.mark.rule("BIL-3")
def test_fifty_invoices_at_once_are_numbered_from_one_to_fifty(billing: Billing) -> None:
    def one(at: int) -> str:
        if at % 10 == 9:
            return _refused_at_the_end(billing)
        with unit_of_work():
            return issue_invoice(billing)[0].number

    with ThreadPoolExecutor(HANDS) as pool:
        given = [number for number in pool.map(one, range(MANY + 5)) if number]
    numbers = sorted(session.scalars(select(Document.number)))
    assert numbers == [f"INV-2026-{at:06}" for at in range(1, MANY + 1)] == sorted(given)
    virtual = set(session.scalars(select(Invoice.virtual_account)))
    assert len(virtual) == MANY
    assert virtual <= {f"{number:07}" for number in range(8_000_001, 8_000_061)}


@pytest.mark.rule("BIL-2")
def test_a_receipt_that_is_asked_for_by_many_is_one(billing: Billing) -> None:
    staff = _paid(billing)
    key = session.scalars(select(Invoice.document_id)).one()
    session.remove()

    def one(_at: int) -> str:
        with unit_of_work():
            return issue_receipt(staff, session.get_one(Invoice, key)).number

    with ThreadPoolExecutor(HANDS) as pool:
        assert set(pool.map(one, range(HANDS))) == {"RCP-2026-000001"}


def _refused_at_the_end(billing: Billing) -> str:
    """Whatever fails after a number was drawn gives it back."""
    with pytest.raises(DocumentRefused):
        _issue_and_fail(billing)
    return ""


def _issue_and_fail(billing: Billing) -> None:
    with unit_of_work():
        issue_invoice(billing)
        raise DocumentRefused("replaced")


def _paid(billing: Billing) -> Actor:
    with unit_of_work():
        staff = acting(an_operator())
        invoice = issue_invoice(billing)[1]
        settle(staff, invoice, billing.issued_on)
    return staff
