"""Quotes, invoices and receipts as they are issued: what each says, what each refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.billing_settings import VirtualAccounts
from tbc.invoices.house import set_up
from tbc.invoices.models import Document
from tbc.invoices.refusals import DocumentRefused, sentence
from tbc.invoices.service.issuing import Addressee, issue_invoice, issue_receipt
from tbc.invoices.service.standing import lapse, reopen, settle
from tests.conftest import ACCOUNT, settings_for
from tests.invoices.making import ADDRESSEE, a_billing, a_line, a_quote, a_receipt, an_invoice
from tests.people import a_customer, acting, an_operator

VIRTUAL = replace(ACCOUNT, virtual=VirtualAccounts("見本仮想支店", "900", 8_000_001, 8_000_003))


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    """The house of the tests, whatever a test has changed."""
    yield
    set_up(settings_for())


@pytest.mark.rule("BIL-1")
def test_an_invoice_says_what_is_owed_until_when_and_where(session: Session) -> None:
    holder = a_customer()
    document, invoice = issue_invoice(a_billing(holder))
    assert (document.kind, document.number) == ("invoice", "INV-2026-000001")
    assert (document.total, invoice.amount) == (5_997 + 599 + 861 + 68, 7_525)
    assert document.taxes == [{"rate": 10, "net": 5_997, "tax": 599}, {"rate": 8, "net": 861, "tax": 68}]
    assert document.due_on == invoice.due_on == date(2027, 1, 20)
    assert invoice.counts_until == date(2027, 1, 27)
    assert document.account is not None
    assert (document.account["number"], document.account["branch_code"]) == ("1234567", "001")
    assert document.transfer_hint == document.number
    assert (invoice.state, invoice.virtual_account, invoice.account_key) == ("open", "", "main")
    assert invoice.payer_company == document.counterparty == ADDRESSEE.company
    event = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == document.id)).one()
    assert (event.act, event.details) == ("invoice-issued", {"number": document.number, "total": 7_525})


@pytest.mark.rule("BIL-2")
def test_only_the_receipt_is_a_qualified_invoice(session: Session) -> None:
    receipt = a_receipt()
    invoice = session.get_one(Document, receipt.invoice_id)
    assert invoice.issuer["registration_number"] == a_quote().issuer["registration_number"] == ""
    assert receipt.issuer["registration_number"] == "T3987654321098"
    assert receipt.paid_on == date(2026, 12, 1)
    for name in ("lines", "taxes", "total", "addressee", "counterparty", "about", "holder_id", "language"):
        assert getattr(receipt, name) == getattr(invoice, name)


@pytest.mark.rule("BIL-2")
def test_a_receipt_is_issued_once_and_only_for_what_was_paid(session: Session) -> None:
    invoice, staff = an_invoice(), acting(an_operator())
    with pytest.raises(DocumentRefused, match="not-paid"):
        issue_receipt(staff, invoice)
    settle(staff, invoice, date(2026, 12, 1))
    receipt = issue_receipt(staff, invoice)
    assert issue_receipt(staff, invoice) is receipt
    assert invoice.receipt_id == receipt.id


@pytest.mark.rule("BIL-3")
def test_each_series_counts_for_itself_and_anew_each_year(session: Session) -> None:
    numbers = [a_quote().number, a_quote().number, an_invoice().number]
    numbers.append(an_invoice(issued_on=date(2027, 1, 1)).number)
    assert numbers == ["QUO-2026-000001", "QUO-2026-000002", "INV-2026-000001", "INV-2027-000001"]


@pytest.mark.rule("BIL-1")
def test_virtual_accounts_go_round_and_then_there_are_none(session: Session) -> None:
    set_up(settings_for(bank_accounts=(VIRTUAL,)))
    staff = acting(an_operator())
    first, second, third, fourth = (an_invoice() for _ in range(4))
    given = [one.virtual_account for one in (first, second, third, fourth)]
    assert given == ["8000001", "8000002", "8000003", ""]
    settle(staff, first, date(2026, 12, 1))
    lapse(staff, second)
    assert an_invoice().virtual_account == "8000001"
    settle(staff, third, date(2026, 12, 1))
    assert [an_invoice().virtual_account for _ in range(3)] == ["8000002", "8000003", ""]
    document = session.get_one(Document, first.document_id)
    assert document.account is not None
    assert (document.account["branch"], document.account["number"]) == ("見本仮想支店", "8000001")
    assert document.transfer_hint == ""


@pytest.mark.rule("BIL-2")
@pytest.mark.parametrize(("rounding", "taxes"), [("floor", [599, 68]), ("ceil", [600, 69]), ("half-up", [600, 69])])
def test_the_house_decides_where_fractions_go(session: Session, rounding: str, taxes: list[int]) -> None:
    set_up(settings_for(tax_rounding=rounding))
    assert [one["tax"] for one in a_quote().taxes] == taxes


@pytest.mark.rule("BIL-1")
def test_what_cannot_be_billed_is_refused_with_a_sentence(session: Session) -> None:
    with pytest.raises(DocumentRefused) as free:
        an_invoice(lines=(a_line(unit_price=0),))
    with pytest.raises(DocumentRefused) as long:
        an_invoice(lines=(a_line(),) * 101)
    with pytest.raises(DocumentRefused) as elsewhere:
        an_invoice(account_key="other")
    set_up(settings_for(bank_accounts=(), issuer_registration_number=""))
    with pytest.raises(DocumentRefused) as nowhere:
        an_invoice()
    reasons = [caught.value.reason for caught in (free, long, elsewhere, nowhere)]
    assert reasons == ["nothing-to-pay", "too-many-lines", "no-account", "no-account"]
    assert "TBC_BANK_ACCOUNTS" in sentence("no-account")
    assert session.scalars(select(Document)).all() == []


@pytest.mark.rule("BIL-2")
def test_without_a_registration_number_there_is_no_receipt(session: Session) -> None:
    invoice, staff = an_invoice(), acting(an_operator())
    settle(staff, invoice, date(2026, 12, 1))
    set_up(settings_for(issuer_registration_number=""))
    with pytest.raises(DocumentRefused, match="no-registration"):
        issue_receipt(staff, invoice)


@pytest.mark.rule("PAY-2")
def test_an_invoice_goes_from_state_to_state_and_no_other_way(session: Session) -> None:
    invoice, staff = an_invoice(), acting(an_operator())
    with pytest.raises(DocumentRefused, match="not-paid"):
        reopen(staff, invoice)
    settle(staff, invoice, date(2026, 12, 1))
    with pytest.raises(DocumentRefused, match="not-open"):
        settle(staff, invoice, date(2026, 12, 2))
    with pytest.raises(DocumentRefused, match="not-open"):
        lapse(staff, invoice)
    reopen(staff, invoice)
    lapse(staff, invoice)
    settle(staff, invoice, date(2027, 2, 1))
    assert (invoice.state, invoice.paid_on, invoice.version) == ("paid", date(2027, 2, 1), 5)


@pytest.mark.rule("BIL-3")
def test_a_person_without_a_company_is_a_counterparty_too(session: Session) -> None:
    assert a_quote(addressee=Addressee(company="", person="見本　太郎")).counterparty == "見本　太郎"
