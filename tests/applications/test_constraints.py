"""What is filed stays as it is: each rule of the database is broken here on purpose (APP-9)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.applications.rules import TRANSITIONS
from tests.applications.given import a_draft, a_filed
from tests.people import a_customer

FREE = {"state", "superseded_by_id", "search_text", "search_pairs"}
# May change once and together with the mode, when a quick filing is moved: tests/applications/test_moving.py.
MOVED = {"company_account_id"}
OTHER: dict[str, str] = {
    "id": "gen_random_uuid()",
    "number": "'0123456789ABCDEFGHJKMNPQ'",
    "mode": "'else'",
    "source": "'excel'",
    "kind": "'renewal'",
    "filer_id": "NULL",
    "filer_name": "'else'",
    "filer_email": "'else'",
    "content": 'content || \'{"remarks": "else"}\'',
    "progress": "'{\"a\": 1}'",
    "version": "version + 1",
    "company": "'else'",
    "products": "'else'",
    "copied_from_id": "gen_random_uuid()",
    "corrects_id": "gen_random_uuid()",
    "started_at": "started_at + interval '1 second'",
    "saved_at": "saved_at + interval '1 second'",
    "reminded_at": "now()",
    "filed_at": "filed_at + interval '1 second'",
    "listed_at": "listed_at + interval '1 second'",
    "valid_until": "DATE '2030-01-01'",
    "agreed_version": "'else'",
}


def _refused(session: Session, statement: str, name: str, **values: Any) -> None:
    with pytest.raises(DBAPIError) as caught, session.begin_nested():
        session.execute(text(statement), values)
    assert name in str(caught.value.orig.diag.constraint_name or caught.value.orig)  # type: ignore[union-attr]


@pytest.mark.rule("APP-9")
def test_every_column_is_protected_or_known_to_be_free() -> None:
    assert {column.name for column in Application.__table__.columns} == FREE | MOVED | set(OTHER)


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize("column", sorted(OTHER))
def test_a_filed_application_is_never_changed(session: Session, column: str) -> None:
    filed = a_filed(a_customer())
    statement = f"UPDATE applications SET {column} = {OTHER[column]} WHERE id = :id"
    _refused(session, statement, "applications_filed_never_changed", id=filed.id)


@pytest.mark.rule("APP-9")
def test_a_filed_application_is_never_deleted(session: Session) -> None:
    filed = a_filed(a_customer())
    _refused(session, "DELETE FROM applications WHERE id = :id", "applications_filed_never_deleted", id=filed.id)


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize("table", ["applications", "application_supplements", "audit_events"])
def test_a_table_is_never_emptied(session: Session, table: str) -> None:
    _refused(session, f"TRUNCATE {table} CASCADE", "_not_emptied")


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize("state", [state for state in TRANSITIONS if state not in TRANSITIONS["filed"] | {"filed"}])
def test_a_filed_application_becomes_nothing_but_what_the_table_says(session: Session, state: str) -> None:
    filed = a_filed(a_customer())
    name = "applications_states_in_order" if state != "draft" else ""
    _refused(session, "UPDATE applications SET state = :state WHERE id = :id", name, state=state, id=filed.id)


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize("before", ["ordered", "shipped", "registered", "cancelled", "withdrawn"])
def test_each_later_state_has_the_ways_of_the_table(session: Session, before: str) -> None:
    filed = a_filed(a_customer())
    ways = {"ordered": [], "shipped": ["ordered"], "registered": ["ordered", "shipped"], "withdrawn": []}
    for step in [*ways.get(before, ["ordered"]), before]:
        session.execute(text("UPDATE applications SET state = :s WHERE id = :id"), {"s": step, "id": filed.id})
    for after in set(TRANSITIONS) - {before, "draft", "superseded"}:
        statement = "UPDATE applications SET state = :state WHERE id = :id"
        if after in TRANSITIONS[before]:
            with session.begin_nested() as tried:
                session.execute(text(statement), {"state": after, "id": filed.id})
                tried.rollback()
        else:
            _refused(session, statement, "applications_states_in_order", state=after, id=filed.id)


@pytest.mark.rule("APP-9")
def test_a_draft_does_not_jump_over_being_filed(session: Session) -> None:
    draft = a_draft(a_customer())
    statement = "UPDATE applications SET state = 'ordered', number = :number, filed_at = now() WHERE id = :id"
    _refused(session, statement, "applications_states_in_order", id=draft.id, number="0123456789ABCDEFGHJKMNPQ")


@pytest.mark.rule("NUM-3")
def test_a_number_is_never_used_twice(session: Session) -> None:
    filed, draft = a_filed(a_customer()), a_draft(a_customer())
    draft.number, draft.state, draft.filed_at = filed.number, "filed", filed.filed_at
    with pytest.raises(IntegrityError, match="uq_applications_number"), session.begin_nested():
        session.flush()


@pytest.mark.rule("NUM-1")
@pytest.mark.parametrize("number", ["0123456789ABCDEFGHJKMNP", "0123456789ABCDEFGHJKMNPI", "0123456789abcdefghjkmnpq"])
def test_a_number_of_another_shape_is_refused(session: Session, number: str) -> None:
    draft = a_draft(a_customer())
    statement = "UPDATE applications SET state = 'filed', number = :number, filed_at = now() WHERE id = :id"
    _refused(session, statement, "number_shape", id=draft.id, number=number)


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE applications SET state = 'filed' WHERE id = :id", "filed_have_a_number"),
        ("UPDATE applications SET mode = 'else' WHERE id = :id", "mode_known"),
        ("UPDATE applications SET kind = 'else' WHERE id = :id", "kind_known"),
        ("UPDATE applications SET source = 'else' WHERE id = :id", "source_known"),
        ("UPDATE applications SET filer_id = NULL WHERE id = :id", "web_has_a_filer"),
        ("UPDATE applications SET copied_from_id = id WHERE id = :id", "not_its_own"),
        ("UPDATE applications SET superseded_by_id = gen_random_uuid() WHERE id = :id", "superseded_name_the_newer"),
    ],
)
def test_a_draft_keeps_the_rules_of_the_table(session: Session, statement: str, name: str) -> None:
    _refused(session, statement, name, id=a_draft(a_customer()).id)


@pytest.mark.rule("APP-9")
def test_the_supplements_of_a_filed_application_never_change(session: Session) -> None:
    filed = a_filed(a_customer())
    statement = (
        "INSERT INTO application_supplements (id, application_id, code, file_name, body, size, sha256, rows, problems, "
        "uploaded_at) VALUES (gen_random_uuid(), :id, 'K12', 'a.xlsx', 'x', 1, '0', 1, '[]', now())"
    )
    _refused(session, statement, "application_supplements_filed_never_changed", id=filed.id)
