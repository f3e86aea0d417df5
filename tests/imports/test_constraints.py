"""The constraints of workbooks and their records, each broken on purpose."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.imports.service import outcome
from tests.imports.given import TO, settled, taken_in
from tests.people import acting, an_operator
from tests.products import the_catalogue


def broken_by(session: Session, sql: str, **values: Any) -> str:
    with pytest.raises(IntegrityError) as error, session.begin_nested():
        session.execute(text(sql), values)
    return str(error.value.orig.diag.constraint_name)  # type: ignore[union-attr]  # psycopg sets it


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'lost'", "ck_workbooks_state_known"),
        ("state = 'set-aside'", "ck_workbooks_set_aside_has_a_reason"),
        ("set_aside_reason = 'x'", "ck_workbooks_set_aside_has_a_reason"),
        ("state = 'filed'", "ck_workbooks_filed_says_where_numbers_went"),
        ("errors = -1", "ck_workbooks_counts_are_counts"),
        ("sheets = 'sketched'", "ck_workbooks_sheets_known"),
        ("body = 'x'", "workbooks_body_never_changes"),
        ("file_name = 'x'", "workbooks_body_never_changes"),
    ],
)
def test_a_workbook_cannot_be_made_senseless(session: Session, change: str, name: str) -> None:
    own = taken_in(an_operator()).id
    assert broken_by(session, f"UPDATE workbooks SET {change} WHERE id = :own", own=own) == name


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        ("sha256", "not a hash", "ck_workbooks_sha256_shape"),
        ("size", 7, "ck_workbooks_size_is_the_bodys"),
        ("file_name", "", "ck_workbooks_file_name_is_one_line"),
        ("file_name", "a\r\nb", "ck_workbooks_file_name_is_one_line"),
        ("uploaded_by", "00000000-0000-7000-8000-000000000000", "fk_workbooks_uploaded_by_users"),
    ],
)
def test_a_senseless_workbook_is_not_kept(session: Session, column: str, value: object, name: str) -> None:
    sql = """
        INSERT INTO workbooks SELECT (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid(),
            'sha256', repeat('a', 64)) || jsonb_build_object(CAST(:column AS text), to_jsonb(CAST(:value AS text))))).*
        FROM workbooks AS w
    """
    taken_in(an_operator())
    assert broken_by(session, sql, column=column, value=str(value)) == name


def test_the_same_content_is_kept_once(session: Session) -> None:
    sql = """
        INSERT INTO workbooks SELECT (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid()))).*
        FROM workbooks AS w
    """
    taken_in(an_operator())
    assert broken_by(session, sql) == "uq_workbooks_sha256"


def test_no_workbook_is_removed(session: Session) -> None:
    taken_in(an_operator(), "bad/bad-corrupt.xlsx")
    assert broken_by(session, "DELETE FROM workbooks") == "workbooks_never_removed"
    assert broken_by(session, "TRUNCATE workbooks CASCADE") == "workbooks_not_emptied"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'lost'", "ck_workbook_records_state_known"),
        ("state = 'filed'", "ck_workbook_records_filed_name_their_application"),
        ("state = 'failed'", "ck_workbook_records_failed_have_nothing_read"),
        ("application_id = gen_random_uuid(), state = 'filed'", "fk_workbook_records_application_id_applications"),
        ("application = '{}'", "workbook_records_original_never_changes"),
        ("provenance = '{}'", "workbook_records_original_never_changes"),
        ("problems = '[]'", "workbook_records_original_never_changes"),
    ],
)
def test_a_record_cannot_be_made_senseless(session: Session, change: str, name: str) -> None:
    taken_in(an_operator())
    assert broken_by(session, f"UPDATE workbook_records SET {change}") == name


def test_what_is_filed_stays_so(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    outcome.file(acting(who), settled(who), TO, validity=None)
    assert broken_by(session, "UPDATE workbooks SET state = 'read'") == "workbooks_filed_stay_filed"
    assert (
        broken_by(session, "UPDATE workbook_records SET corrections = '{}'") == "workbook_records_filed_never_changed"
    )
    assert broken_by(session, "DELETE FROM workbook_records") == "workbook_records_filed_never_changed"
    double = """
        INSERT INTO workbook_records SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
            'position', 2))).* FROM workbook_records AS r
    """
    assert broken_by(session, double) == "uq_workbook_records_application_id"


def test_a_registration_cannot_be_filed(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    outcome.file(acting(who), settled(who), TO, validity=None)
    sql = """
        INSERT INTO workbook_records SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
            'position', CAST(:position AS int), 'form', 'USER'))).* FROM workbook_records AS r
    """
    assert broken_by(session, sql, position=2) == "ck_workbook_records_registrations_are_never_filed"
    changed = sql.replace("'form', 'USER'", "'state', 'read', 'application_id', null")
    assert broken_by(session, changed, position=0) == "ck_workbook_records_position_counts_from_one"
    assert broken_by(session, changed, position=1) == "uq_workbook_records_position"
