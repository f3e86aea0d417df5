"""What the database itself refuses of stock and deliveries: each rule is broken here on purpose."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.deliveries.making import a_delivery, stock
from tests.refusing import assert_refused

NONE = "gen_random_uuid()"
COPY = (
    "INSERT INTO deliveries SELECT (jsonb_populate_record(d, CAST(:changes AS jsonb))).* "
    "FROM deliveries d WHERE id = :id"
)


@pytest.mark.rule("DLV-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("is_electronic = false", "ck_deliveries_electronic_has_a_password"),
        ("password_hash = NULL", "ck_deliveries_electronic_has_a_password"),
        ("sent_to = ''", "ck_deliveries_electronic_has_an_address"),
        ("password_version = 0", "ck_deliveries_versions_count_from_one"),
        ("version = 0", "ck_deliveries_versions_count_from_one"),
        (f"id_letter_id = {NONE}", "fk_deliveries_id_letter_id_letters"),
        (f"password_letter_id = {NONE}", "fk_deliveries_password_letter_id_letters"),
        ("number = 'SHPC0000000'", "deliveries_number_never_changed"),
        (f"order_id = {NONE}", "deliveries_number_never_changed"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE deliveries SET {change} WHERE id = :id", name, id=a_delivery().id)


@pytest.mark.rule("DLV-1")
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"number": "ORDC1234567"}, "ck_deliveries_number_shape"),
        ({"number": "SHPC123456"}, "ck_deliveries_number_shape"),
        ({"order_id": "0190a000-0000-7000-8000-00000000dead"}, "fk_deliveries_order_id_orders"),
        ({"number": "its own"}, "uq_deliveries_number"),
        ({"token": "its own"}, "uq_deliveries_token"),
    ],
)
def test_a_new_delivery_has_a_number_and_a_token_of_its_own(
    session: Session, changes: dict[str, str], name: str
) -> None:
    delivery = a_delivery()
    own = {"number": delivery.number, "token": delivery.token}
    others = {"id": "0190a000-0000-7000-8000-00000000beef", "number": "SHPC0000000", "token": "another"}
    given = {key: own[key] if value == "its own" else value for key, value in changes.items()}
    assert_refused(session, COPY, name, id=delivery.id, changes=json.dumps(others | given))


@pytest.mark.rule("DLV-1")
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("INSERT INTO delivery_lines SELECT * FROM delivery_lines WHERE delivery_id = :id", "pk_delivery_lines"),
        ("UPDATE delivery_lines SET position = 9", "fk_delivery_lines_order_id_order_lines"),
        (f"UPDATE delivery_lines SET delivery_id = {NONE}", "fk_delivery_lines_delivery_id_deliveries"),
        (f"UPDATE delivery_lines SET license_id = {NONE}", "fk_delivery_lines_license_id_licenses"),
    ],
)
def test_no_line_is_delivered_twice(session: Session, statement: str, name: str) -> None:
    assert_refused(session, statement, name, id=a_delivery().id)


@pytest.mark.rule("DLV-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("kind = 'word'", "ck_stock_codes_kind_known"),
        ("code = ''", "ck_stock_codes_code_is_something"),
        ("given_at = now()", "ck_stock_codes_given_says_when"),
        ("position = 1", "ck_stock_codes_given_says_when"),
        (f"delivery_id = {NONE}", "ck_stock_codes_given_says_when"),
        (f"delivery_id = {NONE}, position = 1, given_at = now()", "fk_stock_codes_delivery_id_deliveries"),
        ("product_code = 'NONE'", "fk_stock_codes_product_code_products"),
    ],
)
def test_a_code_in_stock_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    (code,) = stock()
    assert_refused(session, f"UPDATE stock_codes SET {change} WHERE code = :code", name, code=code)


@pytest.mark.rule("DLV-1")
def test_a_code_lies_in_stock_once_whatever_the_product(session: Session) -> None:
    one, other = [*stock(), *stock("SGE-STD")]
    statement = "UPDATE stock_codes SET code = :one WHERE code = :other"
    assert_refused(session, statement, "uq_stock_codes_code", one=one, other=other)


@pytest.mark.rule("DLV-1")
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE stock_codes SET delivery_id = NULL, position = NULL, given_at = NULL WHERE given_at IS NOT NULL",
        "UPDATE stock_codes SET given_at = now() WHERE given_at IS NOT NULL",
        "UPDATE stock_codes SET code = code || 'A' WHERE given_at IS NOT NULL",
        "DELETE FROM stock_codes",
    ],
)
def test_a_code_that_was_given_stays_given(session: Session, act: str) -> None:
    a_delivery()
    assert_refused(session, act, "stock_codes_given_once")


@pytest.mark.rule("DLV-3")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("token_hash = 'one'", "pk_delivery_sessions"),
        (f"delivery_id = {NONE}", "fk_delivery_sessions_delivery_id_deliveries"),
    ],
)
def test_a_sign_in_is_one_persons_at_one_delivery(session: Session, change: str, name: str) -> None:
    delivery = a_delivery()
    for token in ("one", "two"):
        begun = "INSERT INTO delivery_sessions VALUES (:token, :id, 1, now(), now() + interval '4 hours')"
        session.execute(text(begun), {"token": token, "id": delivery.id})
    assert_refused(session, f"UPDATE delivery_sessions SET {change} WHERE token_hash = 'two'", name)
