"""What the database itself refuses of bank files, transfers and bookings: each rule is broken here on purpose."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tbc.payments.models import Booking, Reconciliation, Transfer
from tbc.payments.service.deciding import match, undo
from tests.payments.files import Paid
from tests.payments.making import STAFF, an_open_invoice, brought
from tests.refusing import assert_refused

COPY = "INSERT INTO {0} SELECT (jsonb_populate_record(o, CAST(:changes AS jsonb))).* FROM {0} o WHERE id = :id"
OTHER = "0190a000-0000-7000-8000-00000000beef"
NEW = json.dumps({"id": OTHER})


@pytest.fixture
def transfer(session: Session) -> Transfer:
    brought(Paid(110_000, "ﾔﾏﾀﾞ"))
    return session.scalars(select(Transfer)).one()


@pytest.fixture
def act(transfer: Transfer) -> Reconciliation:
    return match(STAFF, [transfer.id], [an_open_invoice().document_id])


@pytest.mark.rule("PAY-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("sha256 = 'abc'", "ck_bank_files_sha256_shape"),
        ("kind = 'pdf'", "ck_bank_files_kind_known"),
        ("rows = 0", "ck_bank_files_counts_fit"),
        ("booked_rows = -1", "ck_bank_files_counts_fit"),
    ],
)
def test_a_file_that_cannot_be_is_refused(session: Session, transfer: Transfer, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE bank_files SET {change} WHERE id = :id", name, id=transfer.bank_file_id)


@pytest.mark.rule("PAY-1")
def test_a_file_is_taken_once(session: Session, transfer: Transfer) -> None:
    name = "uq_bank_files_sha256"
    assert_refused(session, COPY.format("bank_files"), name, id=transfer.bank_file_id, changes=NEW)


@pytest.mark.rule("PAY-1")
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"checksum": "abc"}, "ck_transfers_checksum_shape"),
        ({"amount": 0}, "ck_transfers_amount_is_something"),
        ({"position": 0}, "ck_transfers_counts_from_one"),
        ({"virtual_account": "12"}, "ck_transfers_virtual_account_shape"),
        ({"state": "lost", "decided_at": "2026-11-20"}, "ck_transfers_state_known"),
        ({"state": "refund"}, "ck_transfers_decided_says_when"),
        ({"decided_at": "2026-11-20"}, "ck_transfers_decided_says_when"),
        (
            {"state": "booked", "decided_at": "2026-11-20", "is_cancellation": True},
            "ck_transfers_cancellation_settles_nothing",
        ),
        ({"bank_file_id": OTHER}, "fk_transfers_bank_file_id_bank_files"),
    ],
)
def test_a_transfer_that_cannot_be_is_refused(
    session: Session, transfer: Transfer, changes: dict[str, Any], name: str
) -> None:
    given = json.dumps({"id": OTHER, "checksum": "0" * 64} | changes)
    assert_refused(session, COPY.format("transfers"), name, id=transfer.id, changes=given)


@pytest.mark.rule("PAY-1")
def test_a_row_is_kept_once(session: Session, transfer: Transfer) -> None:
    assert_refused(session, COPY.format("transfers"), "uq_transfers_checksum", id=transfer.id, changes=NEW)


@pytest.mark.rule("PAY-1")
@pytest.mark.parametrize("change", ["amount = 1", "payer_name = 'x'", "value_on = '2026-01-01'", "edi = 'x'"])
def test_what_the_bank_said_never_changes(session: Session, transfer: Transfer, change: str) -> None:
    name = "transfers_protected"
    assert_refused(session, f"UPDATE transfers SET {change} WHERE id = :id", name, id=transfer.id)
    assert_refused(session, "DELETE FROM transfers WHERE id = :id", name, id=transfer.id)


@pytest.mark.rule("PAY-2")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("difference = 1", "ck_reconciliations_difference_is_explained"),
        ("difference = 1, comment = 'x', is_automatic = true", "ck_reconciliations_difference_is_explained"),
        ("undone_at = now()", "ck_reconciliations_undone_says_why"),
        ("undone_because = 'x'", "ck_reconciliations_undone_says_why"),
    ],
)
def test_an_act_that_cannot_be_is_refused(session: Session, act: Reconciliation, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE reconciliations SET {change} WHERE id = :id", name, id=act.id)


ADD = """
    INSERT INTO bookings (id, reconciliation_id, kind, transfer_id, invoice_id, amount, is_undone)
    VALUES (gen_random_uuid(), :act, {kind}, {transfer}, {invoice}, {amount}, {undone})
    """


@pytest.mark.rule("PAY-2")
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"kind": "'gift'"}, "ck_bookings_kind_known"),
        ({"kind": "'difference'"}, "ck_bookings_transfer_named"),
        ({"transfer": "NULL"}, "ck_bookings_transfer_named"),
        ({"amount": "0"}, "ck_bookings_amount_is_something"),
        ({"amount": "-1"}, "ck_bookings_amount_is_something"),
        ({"transfer": "gen_random_uuid()"}, "fk_bookings_transfer_id_transfers"),
        ({"invoice": "gen_random_uuid()"}, "fk_bookings_invoice_id_invoices"),
        # Seen by the triggers bookings_balance_insert and bookings_balance_update.
        ({}, "bookings_use_whole_transfers"),
        ({"kind": "'difference'", "transfer": "NULL"}, "bookings_settle_invoices_exactly"),
    ],
)
def test_a_booking_that_cannot_be_is_refused(
    session: Session, act: Reconciliation, given: dict[str, str], name: str
) -> None:
    booked = session.scalars(select(Booking).where(Booking.reconciliation_id == act.id)).one()
    usual = {"kind": "'transfer'", "transfer": ":transfer", "invoice": ":invoice", "amount": "1", "undone": "false"}
    values = {"act": act.id, "transfer": booked.transfer_id, "invoice": booked.invoice_id}
    assert_refused(session, ADD.format(**(usual | given)), name, **values)


@pytest.mark.rule("PAY-2")
def test_a_booking_belongs_to_an_act(session: Session, act: Reconciliation) -> None:
    booked = session.scalars(select(Booking).where(Booking.reconciliation_id == act.id)).one()
    usual = {"kind": "'transfer'", "transfer": ":transfer", "invoice": ":invoice", "amount": "1", "undone": "true"}
    values = {"act": UUID(int=1), "transfer": booked.transfer_id, "invoice": booked.invoice_id}
    assert_refused(session, ADD.format(**usual), "fk_bookings_reconciliation_id_reconciliations", **values)


@pytest.mark.rule("PAY-2")
def test_a_booking_is_undone_and_never_changed(session: Session, act: Reconciliation) -> None:
    name = "bookings_protected"
    assert_refused(session, "UPDATE bookings SET amount = 1 WHERE reconciliation_id = :id", name, id=act.id)
    assert_refused(session, "DELETE FROM bookings WHERE reconciliation_id = :id", name, id=act.id)
    undo(STAFF, act.id, "誤り")
    assert_refused(session, "UPDATE bookings SET is_undone = false WHERE reconciliation_id = :id", name, id=act.id)


ALIAS = "INSERT INTO payer_aliases VALUES (:key, :payer, :act, now(), '')"
MAPPING = "INSERT INTO csv_mappings VALUES (gen_random_uuid(), :called, 'main', '{}', now(), '', '{}')"


@pytest.mark.rule("PAY-2")
def test_a_name_that_is_learned_is_a_name_of_somebody(session: Session, act: Reconciliation) -> None:
    for name, payer in (("", "ア"), ("ア", "")):
        rule = "ck_payer_aliases_keys_are_something"
        assert_refused(session, ALIAS, rule, key=name, payer=payer, act=act.id)
    rule = "fk_payer_aliases_reconciliation_id_reconciliations"
    assert_refused(session, ALIAS, rule, key="ア", payer="イ", act=UUID(int=1))


@pytest.mark.rule("PAY-1")
def test_a_mapping_has_a_name_of_its_own(session: Session) -> None:
    assert_refused(session, MAPPING, "ck_csv_mappings_name_is_something", called="")
    twice = MAPPING.replace("VALUES", "VALUES (gen_random_uuid(), :called, 'main', '{}', now(), '', '{}'),")
    assert_refused(session, twice, "uq_csv_mappings_name", called="みほん銀行")


UPLOAD = """
    INSERT INTO bank_uploads
        (id, sha256, file_name, body, state, kind, mapping_id, mapping_name, account_key, rows, amount, findings, done,
         bank_file_id, uploaded_at, uploaded_by_name)
    VALUES (gen_random_uuid(), {sha256}, 'a.txt', {body}, {state}, {kind}, {mapping_id}, '', '', 2, 3, '{{}}', {done},
        {bank_file_id}, now(), '')
    """
USUAL = {
    "sha256": f"'{'0' * 64}'",
    "body": "'x'",
    "state": "'checked'",
    "kind": "'csv'",
    "mapping_id": "NULL",
    "done": "0",
    "bank_file_id": "NULL",
}


@pytest.mark.rule("PAY-1")
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"sha256": "'abc'"}, "ck_bank_uploads_sha256_shape"),
        ({"kind": "'pdf'"}, "ck_bank_uploads_kind_known"),
        ({"state": "'lost'"}, "ck_bank_uploads_state_known"),
        ({"kind": "''"}, "ck_bank_uploads_read_has_a_kind"),
        ({"body": "NULL"}, "ck_bank_uploads_body_until_taken"),
        ({"state": "'taking'"}, "ck_bank_uploads_taking_has_its_file"),
        ({"done": "3"}, "ck_bank_uploads_done_fits"),
        ({"mapping_id": f"'{OTHER}'"}, "fk_bank_uploads_mapping_id_csv_mappings"),
        ({"state": "'taking'", "bank_file_id": f"'{OTHER}'"}, "fk_bank_uploads_bank_file_id_bank_files"),
    ],
)
def test_an_upload_that_cannot_be_is_refused(session: Session, given: dict[str, str], name: str) -> None:
    assert_refused(session, UPLOAD.format(**(USUAL | given)), name)


@pytest.mark.rule("PAY-1")
def test_a_content_is_looked_at_once_and_leads_to_one_file(session: Session, transfer: Transfer) -> None:
    session.execute(text(UPLOAD.format(**USUAL)))
    assert_refused(session, UPLOAD.format(**USUAL), "uq_bank_uploads_sha256")
    taking = USUAL | {"state": "'taking'", "bank_file_id": f"'{transfer.bank_file_id}'"}
    session.execute(text(UPLOAD.format(**(taking | {"sha256": f"'{'1' * 64}'"}))))
    again = taking | {"sha256": f"'{'2' * 64}'"}
    assert_refused(session, UPLOAD.format(**again), "uq_bank_uploads_bank_file_id")
