"""What the database itself refuses of orders: each rule is broken here on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc.kit.db import session as db_session
from tbc.orders.models import OrderBatch
from tbc.orders.service import cancelling
from tests.orders.making import an_order
from tests.people import acting, an_operator
from tests.refusing import assert_refused

COPY = "INSERT INTO orders SELECT (jsonb_populate_record(o, CAST(:changes AS jsonb))).* FROM orders o WHERE id = :id"


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("number = 'ORDC12345'", "ck_orders_number_shape"),
        ("number = 'SHPC1234567'", "ck_orders_number_shape"),
        ("state = 'lost'", "ck_orders_state_known"),
        ("source = 'fax'", "ck_orders_source_known"),
        ("source = 'renewal'", "ck_orders_renewals_quote_no_number"),
        ("application_id = NULL", "ck_orders_renewals_quote_no_number"),
        ("application_id = gen_random_uuid()", "fk_orders_application_id_applications"),
        ("kind = 'lease'", "ck_orders_kind_known"),
        ("reseller_reference = '1234567'", "ck_orders_reseller_reference_shape"),
        ("reseller_reference = '1234567a'", "ck_orders_reseller_reference_shape"),
        ("dealer_note = repeat('髙', 201)", "ck_orders_dealer_note_length"),
        ("cancelled_at = now()", "ck_orders_cancelled_says_when"),
        ("state = 'cancelled', keeps_number = false, cancel_reason = 'x'", "ck_orders_cancelled_says_when"),
        ("state = 'cancelled', keeps_number = false, cancelled_at = now()", "ck_orders_cancelled_for_a_reason"),
        ("state = 'shipped', shipped_at = now()", "ck_orders_shipped_says_when"),
        ("state = 'shipped', is_begun = true", "ck_orders_shipped_says_when"),
        ("keeps_number = false", "ck_orders_number_kept_while_used"),
        ("keeps_number = false, is_begun = true", "ck_orders_number_kept_while_used"),
        ("version = 0", "ck_orders_version_counts_from_one"),
        ("entered_by_id = gen_random_uuid()", "fk_orders_entered_by_id_users"),
        ("cancel_asked_by_id = gen_random_uuid()", "fk_orders_cancel_asked_by_id_users"),
    ],
)
def test_an_order_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE orders SET {change} WHERE id = :id", name, id=an_order().id)


@pytest.mark.rule("ORD-3")
def test_a_number_is_kept_by_what_was_shipped_though_it_is_cancelled(session: Session) -> None:
    gone = "state = 'cancelled', is_begun = true, cancelled_at = now(), cancel_reason = 'x', keeps_number = false"
    statement = f"UPDATE orders SET {gone} WHERE id = :id"
    assert_refused(session, statement, "ck_orders_number_kept_while_used", id=an_order().id)


@pytest.mark.rule("NUM-3")
def test_no_second_live_order_quotes_a_number(session: Session) -> None:
    changes = '{"id": "0190a000-0000-7000-8000-00000000beef", "number": "ORDC0000001"}'
    assert_refused(session, COPY, "uq_orders_application_id", id=an_order().id, changes=changes)


@pytest.mark.rule("ORD-3")
def test_a_cancelled_order_does_not_come_back_to_a_number_that_another_has(session: Session) -> None:
    order = an_order()
    cancelling.cancel(acting(an_operator()), order, "取り消し")
    db_session.flush()
    again = '{"id": "0190a000-0000-7000-8000-00000000beef", "number": "ORDC0000001", "state": "entered",'
    again += ' "keeps_number": true, "cancelled_at": null}'
    session.execute(text(COPY), {"id": order.id, "changes": again})
    back = "UPDATE orders SET state = 'entered', keeps_number = true, cancelled_at = NULL WHERE id = :id"
    assert_refused(session, back, "uq_orders_application_id", id=order.id)


@pytest.mark.rule("ORD-2")
def test_an_order_number_is_given_once(session: Session) -> None:
    one, other = an_order(), an_order()
    assert_refused(
        session, "UPDATE orders SET number = :n WHERE id = :id", "uq_orders_number", n=one.number, id=other.id
    )


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("position = 0", "ck_order_lines_counts_from_one"),
        ("quantity = 0", "ck_order_lines_counts_from_one"),
        ("term_years = 0", "ck_order_lines_counts_from_one"),
        ("product_code = 'NONE'", "fk_order_lines_product_code_products"),
        ("order_id = gen_random_uuid()", "fk_order_lines_order_id_orders"),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE order_lines SET {change} WHERE order_id = :id", name, id=an_order().id)


@pytest.mark.rule("ORD-1")
def test_an_order_has_one_line_of_a_position(session: Session) -> None:
    twice = "INSERT INTO order_lines SELECT * FROM order_lines WHERE order_id = :id"
    assert_refused(session, twice, "pk_order_lines", id=an_order().id)


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'lost'", "ck_order_batches_state_known"),
        ("state = 'entered'", "ck_order_batches_entered_says_when"),
        ("entered_at = now()", "ck_order_batches_entered_says_when"),
    ],
)
def test_a_sheet_of_orders_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    batch = OrderBatch(file_name="受注.xlsx", rows=[])
    session.add(batch)
    session.commit()
    assert_refused(session, f"UPDATE order_batches SET {change} WHERE id = :id", name, id=batch.id)
