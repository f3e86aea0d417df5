"""What the database itself refuses of documents, their series and invoices: each rule is broken here on purpose."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.invoices.making import a_quote, a_receipt, an_invoice
from tests.refusing import assert_refused

COPY = "INSERT INTO {0} SELECT (jsonb_populate_record(d, CAST(:changes AS jsonb))).* FROM {0} d WHERE {1} = :id"
OTHER = "0190a000-0000-7000-8000-00000000beef"
NEW = {"id": OTHER, "number": "INV-2026-999999", "sequence": 999_999}


@pytest.mark.rule("BIL-3")
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"kind": "reminder"}, "ck_documents_kind_known"),
        ({"number": "INV-26-1"}, "ck_documents_number_shape"),
        ({"total": -1}, "ck_documents_total_is_none_below_zero"),
        ({"kind": "cancellation"}, "ck_documents_replacing_names_the_old"),
        ({"reason": "none"}, "ck_documents_replacing_names_the_old"),
        ({"due_on": None}, "ck_documents_invoice_says_how_to_pay"),
        ({"account": None}, "ck_documents_invoice_says_how_to_pay"),
        ({"kind": "receipt", "paid_on": "2026-12-01"}, "ck_documents_receipt_is_of_an_invoice"),
        ({"holder_id": None}, "ck_documents_belongs_to_somebody"),
        ({"holder_id": OTHER}, "fk_documents_holder_id_users"),
        ({"company_account_id": OTHER}, "fk_documents_company_account_id_company_accounts"),
        ({"invoice_id": "0190a000-0000-7000-8000-00000000dead"}, "fk_documents_invoice_id_documents"),
        ({"number": "its own"}, "uq_documents_number"),
        ({"sequence": "its own"}, "uq_documents_sequence"),
    ],
)
def test_a_document_that_cannot_be_is_refused_by_name(session: Session, changes: dict[str, Any], name: str) -> None:
    invoice = an_invoice()
    own = {"number": invoice.number, "sequence": int(invoice.number[-6:])}
    given = {key: own[key] if value == "its own" else value for key, value in changes.items()}
    statement = COPY.format("documents", "id")
    assert_refused(session, statement, name, id=invoice.document_id, changes=json.dumps(NEW | given))


@pytest.mark.rule("BIL-2")
def test_a_receipt_says_when_it_was_paid(session: Session) -> None:
    changes = json.dumps(NEW | {"paid_on": None})
    name = "ck_documents_receipt_says_when"
    assert_refused(session, COPY.format("documents", "id"), name, id=a_receipt().id, changes=changes)


@pytest.mark.rule("BIL-3")
def test_a_document_is_replaced_once(session: Session) -> None:
    quote = a_quote()
    named = {"kind": "cancellation", "names_id": str(quote.id), "reason": "誤り"}
    one = {"id": "0190a000-0000-7000-8000-00000000ca01", "number": "CAN-2026-900001", "sequence": 900_001}
    two = {"id": "0190a000-0000-7000-8000-00000000ca02", "number": "CAN-2026-900002", "sequence": 900_002}
    twice = (
        "INSERT INTO documents SELECT (jsonb_populate_record(d, changes)).* "
        "FROM documents d, jsonb_array_elements(CAST(:changes AS jsonb)) AS changes WHERE id = :id"
    )
    changes = json.dumps([one | named, two | named])
    assert_refused(session, twice, "uq_documents_names_id", id=quote.id, changes=changes)
    elsewhere = json.dumps(one | named | {"names_id": OTHER})
    assert_refused(
        session, COPY.format("documents", "id"), "fk_documents_names_id_documents", id=quote.id, changes=elsewhere
    )


@pytest.mark.rule("BIL-3")
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE documents SET total = total + 1", "documents_never_changed"),
        ("UPDATE documents SET pdf = ''", "documents_never_changed"),
        ("DELETE FROM documents", "documents_never_changed"),
        ("TRUNCATE documents CASCADE", "documents_not_emptied"),
        ("TRUNCATE invoices CASCADE", "invoices_not_emptied"),
        ("TRUNCATE document_series", "document_series_not_emptied"),
        ("UPDATE document_series SET last = 0", "ck_document_series_last_counts_from_one"),
        ("DELETE FROM invoices", "invoices_protected"),
        ("UPDATE invoices SET amount = amount + 1", "invoices_protected"),
        ("UPDATE invoices SET number = 'INV-2026-999999'", "invoices_protected"),
        ("UPDATE invoices SET due_on = due_on + 1", "invoices_protected"),
    ],
)
def test_what_was_issued_stays_as_it_was(session: Session, statement: str, name: str) -> None:
    an_invoice()
    assert_refused(session, statement, name)


@pytest.mark.rule("BIL-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'forgotten'", "ck_invoices_state_known"),
        ("state = 'paid'", "ck_invoices_paid_says_when"),
        ("paid_on = current_date", "ck_invoices_paid_says_when"),
        ("state = 'lapsed'", "ck_invoices_closed_says_when"),
        ("closed_on = current_date", "ck_invoices_closed_says_when"),
        ("receipt_id = document_id", "ck_invoices_receipt_once_paid"),
        ("version = 0", "ck_invoices_version_counts_from_one"),
        (
            "state = 'paid', paid_on = current_date, receipt_id = gen_random_uuid()",
            "fk_invoices_receipt_id_documents",
        ),
    ],
)
def test_an_invoice_is_in_a_state_that_can_be(session: Session, change: str, name: str) -> None:
    an_invoice()
    assert_refused(session, f"UPDATE invoices SET {change}", name)


@pytest.mark.rule("BIL-1")
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"amount": 0}, "ck_invoices_amount_is_something"),
        ({"due_on": "2026-01-01"}, "ck_invoices_days_in_order"),
        ({"counts_until": "2026-11-30"}, "ck_invoices_days_in_order"),
        ({"virtual_account": "12345"}, "ck_invoices_virtual_account_shape"),
        ({"document_id": OTHER}, "fk_invoices_document_id_documents"),
        ({"number": "its own"}, "uq_invoices_number"),
        ({"virtual_account": "7654321"}, "uq_invoices_virtual_account"),
    ],
)
def test_a_new_invoice_is_one_that_can_be_paid(session: Session, changes: dict[str, Any], name: str) -> None:
    invoice, document = an_invoice(), a_quote()
    if name == "uq_invoices_virtual_account":
        other = json.dumps(
            {"document_id": str(a_quote().id), "number": "INV-2026-999998", "virtual_account": "7654321"}
        )
        _insert(session, other, invoice.document_id)
    given = {key: invoice.number if value == "its own" else value for key, value in changes.items()}
    new = json.dumps({"document_id": str(document.id), "number": "INV-2026-999999"} | given)
    assert_refused(session, COPY.format("invoices", "document_id"), name, id=invoice.document_id, changes=new)


@pytest.mark.rule("BIL-2")
def test_a_receipt_is_of_one_invoice(session: Session) -> None:
    receipt, other = a_receipt(), an_invoice()
    statement = (
        "UPDATE invoices SET state = 'paid', paid_on = current_date, receipt_id = :receipt WHERE document_id = :id"
    )
    assert_refused(session, statement, "uq_invoices_receipt_id", id=other.document_id, receipt=receipt.id)


def _insert(session: Session, changes: str, document_id: Any) -> None:
    session.execute(text(COPY.format("invoices", "document_id")), {"id": document_id, "changes": changes})
