"""What the database itself refuses of licenses: each rule is broken here on purpose."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.licenses.making import a_license


def _refused(session: Session, statement: str, name: str, **values: Any) -> None:
    with pytest.raises(DBAPIError) as caught, session.begin_nested():
        session.execute(text(statement), values)
    assert name in str(caught.value.orig.diag.constraint_name or caught.value.orig)  # type: ignore[union-attr]


@pytest.mark.rule("LIC-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("license_id = 'abc'", "ck_licenses_license_id_shape"),
        ("quantity = 0", "ck_licenses_quantity_counts_from_one"),
        ("ends_on = starts_on - 1", "ck_licenses_term_in_order"),
        ("state = 'lost'", "ck_licenses_state_known"),
        ("state = 'closed'", "ck_licenses_closed_says_when"),
        ("source = 'found'", "ck_licenses_source_known"),
        ("contract_class = 'private'", "ck_licenses_contract_class_known"),
        ("parties_version = 0", "ck_licenses_versions_count_from_one"),
        ("product_code = 'NONE'", "fk_licenses_product_code_products"),
    ],
)
def test_a_license_has_its_shape(session: Session, change: str, name: str) -> None:
    held = a_license()
    _refused(session, f"UPDATE licenses SET {change} WHERE id = :id", name, id=held.id)


@pytest.mark.rule("LIC-1")
def test_two_licenses_have_two_ids(session: Session) -> None:
    held, other = a_license(), a_license()
    statement = "UPDATE licenses SET license_id = :license_id WHERE id = :id"
    _refused(session, statement, "uq_licenses_license_id", license_id=held.license_id, id=other.id)


@pytest.mark.rule("CON-2")
@pytest.mark.parametrize(
    ("act", "name"),
    [
        ("UPDATE license_changes SET by_name = 'else'", "license_changes_append_only"),
        ("DELETE FROM license_changes", "license_changes_append_only"),
        ("TRUNCATE license_changes", "license_changes_not_emptied"),
        ("UPDATE license_parties SET by_name = 'else'", "license_parties_append_only"),
        ("DELETE FROM license_parties", "license_parties_append_only"),
        ("TRUNCATE license_parties", "license_parties_not_emptied"),
    ],
)
def test_what_happened_stays_as_it_was_written(session: Session, act: str, name: str) -> None:
    a_license()
    _refused(session, act, name)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (
            "INSERT INTO license_codes VALUES (gen_random_uuid(), :id, 'word', 'A', now())",
            "ck_license_codes_kind_known",
        ),
        (
            "INSERT INTO license_codes VALUES (gen_random_uuid(), :id, 'serial-number', '', now())",
            "ck_license_codes_code_is_something",
        ),
        (
            "INSERT INTO license_changes VALUES (:id, :id, 'lost', '', NULL, 1, 1, NULL, now(), '', '', now())",
            "ck_license_changes_act_known",
        ),
        (
            "INSERT INTO license_parties VALUES (:id, 0, '{}', now(), '', NULL, '')",
            "ck_license_parties_version_counts_from_one",
        ),
    ],
)
def test_codes_changes_and_versions_have_their_shape(session: Session, statement: str, name: str) -> None:
    _refused(session, statement, name, id=a_license().id)
