"""Mistakes are never mended in the document: a new one names the old (BIL-3)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import get_latest
from tbc.invoices.refusals import DocumentRefused, sentence
from tbc.invoices.service.issuing import Addressee, issue_receipt
from tbc.invoices.service.replacing import cancel, correct
from tbc.invoices.service.standing import reopen, settle
from tbc.policy import Actor
from tests.invoices.making import a_line, a_quote, a_receipt, an_invoice
from tests.people import acting, an_operator

pytestmark = pytest.mark.rule("BIL-3")


@pytest.fixture
def staff(session: Session) -> Actor:
    return acting(an_operator())


def test_a_cancelled_invoice_is_no_longer_waited_for(session: Session, staff: Actor) -> None:
    invoice = an_invoice()
    document = session.get_one(Document, invoice.document_id)
    made = cancel(staff, document, " 二重に発行したため ")
    assert (made.kind, made.number, made.total) == ("cancellation", "CAN-2026-000001", document.total)
    assert (made.names_id, made.names_number, made.names_kind) == (document.id, document.number, "invoice")
    assert made.reason == "二重に発行したため"
    assert invoice.state == "cancelled"
    with pytest.raises(DocumentRefused, match="replaced"):
        cancel(staff, document, "もう一度")
    with pytest.raises(DocumentRefused, match="replaced"):
        cancel(staff, made, "取り消しの取り消し")


def test_a_paid_invoice_is_cancelled_only_after_its_receipt(session: Session, staff: Actor) -> None:
    invoice = an_invoice()
    document = session.get_one(Document, invoice.document_id)
    settle(staff, invoice, date(2026, 12, 1))
    receipt = issue_receipt(staff, invoice)
    with pytest.raises(DocumentRefused, match="settled"):
        cancel(staff, document, "誤り")
    with pytest.raises(DocumentRefused, match="receipted"):
        reopen(staff, invoice)
    made = cancel(staff, receipt, "消込の誤り")
    assert made.issuer["registration_number"] == "T3987654321098"
    reopen(staff, invoice)
    assert (invoice.state, invoice.receipt_id, invoice.paid_on) == ("open", None, None)
    settle(staff, invoice, date(2026, 12, 2))
    assert issue_receipt(staff, invoice).number == "RCP-2026-000002"


def test_a_corrected_receipt_stands_in_for_the_old_one(session: Session, staff: Actor) -> None:
    receipt = a_receipt()
    invoice = session.get_one(Invoice, receipt.invoice_id)
    made = correct(staff, receipt, "宛名の誤り", addressee=Addressee(company="正しい見本株式会社"))
    assert (made.kind, made.names_kind, made.counterparty) == ("correction", "receipt", "正しい見本株式会社")
    assert (made.total, made.taxes, made.paid_on) == (receipt.total, receipt.taxes, receipt.paid_on)
    assert made.issuer["registration_number"] == "T3987654321098"
    assert invoice.receipt_id == made.id
    again = correct(staff, made, "部署の追加", addressee=Addressee(company="正しい見本株式会社", department="総務部"))
    assert get_latest(receipt.id) is again
    cancel(staff, again, "消込の誤り")
    assert invoice.receipt_id is None


def test_the_receipt_is_made_out_to_whom_the_corrected_invoice_names(session: Session, staff: Actor) -> None:
    invoice = an_invoice()
    document = session.get_one(Document, invoice.document_id)
    made = correct(staff, document, "社名変更", addressee=Addressee(company="新しい見本株式会社"))
    assert (made.account, made.due_on, made.transfer_hint) == (document.account, document.due_on, document.number)
    settle(staff, invoice, date(2026, 12, 1))
    assert issue_receipt(staff, invoice).counterparty == "新しい見本株式会社"


def test_a_correction_changes_words_and_no_sums(session: Session, staff: Actor) -> None:
    quote = a_quote(lines=(a_line(),))
    with pytest.raises(DocumentRefused, match="amount-differs"):
        correct(staff, quote, "単価の誤り", lines=[a_line(unit_price=1_000)])
    made = correct(staff, quote, "製品名の誤り", lines=[a_line("正しい製品")])
    assert made.lines[0]["name"] == "正しい製品"
    assert quote.lines[0]["name"] != "正しい製品"


def test_nothing_is_replaced_without_a_reason(session: Session, staff: Actor) -> None:
    quote = a_quote()
    for act in (cancel, correct):
        with pytest.raises(DocumentRefused) as refused:
            act(staff, quote, " ")
        assert sentence(refused.value.reason) == "理由を入力してください。"
