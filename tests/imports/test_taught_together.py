"""Two who teach at once, and what the database itself refuses about taught forms."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.imports.kept import kept_sheet
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.queries import find_sheet
from tbc.imports.queries.teaching import lock_taught_form
from tbc.imports.service import intake, taught_forms, teaching
from tbc.imports.teaching import lessons
from tbc.kit import db
from tests.imports.database import bound_to
from tests.imports.taught_given import NAME, a_kept_form, sheet_file, unknown_workbook
from tests.legacy_excel.taught.dealer_sheet import NEXT, TYPED
from tests.people import acting, an_operator
from tests.products import the_catalogue


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What two threads get that begin together, each with a session of its own."""
    together = Barrier(2)

    def one(number: int) -> Any:
        together.wait()
        try:
            got = act(number)
            db.session.commit()
            return got
        finally:
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


@pytest.mark.rule("XLS-2")
def test_of_two_that_teach_under_one_name_at_once_one_gets_it(fresh_database: str) -> None:
    with bound_to(fresh_database):
        the_catalogue()
        who, own = acting(an_operator()), unknown_workbook(an_operator()).id
        db.session.remove()

        def begin(_number: int) -> str:
            workbook, sheet = db.session.get_one(Workbook, own), find_sheet(own, "票")
            assert sheet is not None
            try:
                teaching.begin(who, workbook, NAME, "A-1", lessons.grid_of("票", kept_sheet(sheet.cells)))
            except teaching.NameTaken:
                return "taken"
            return "begun"

        assert sorted(at_once(begin)) == ["begun", "taken"]
        assert db.session.query(TaughtForm).count() == 1


@pytest.mark.rule("XLS-2")
def test_of_two_steps_at_once_neither_is_lost_to_taking_back(fresh_database: str) -> None:
    with bound_to(fresh_database):
        the_catalogue()
        who, own = acting(an_operator()), a_kept_form(an_operator()).id
        db.session.remove()

        def step(number: int) -> None:
            taught = lock_taught_form(who, own)
            assert taught is not None
            assert taught.workbook_id is not None
            workbook, sheet = db.session.get_one(Workbook, taught.workbook_id), find_sheet(taught.workbook_id, "票")
            assert sheet is not None
            grid = lessons.grid_of("票", kept_sheet(sheet.cells))
            teaching.assign(who, taught, workbook, grid, {**TYPED, "head.remarks": f"D{number + 1}"})

        at_once(step)
        taught = db.session.get_one(TaughtForm, own)
        kept = [*taught.earlier, taught.typed]
        assert kept[0] == TYPED
        assert {one["head.remarks"] for one in kept[1:]} == {"D1", "D2"}


@pytest.mark.rule("XLS-2")
def test_two_jobs_at_once_read_each_unknown_workbook_once(fresh_database: str) -> None:
    with bound_to(fresh_database):
        the_catalogue()
        who = an_operator()
        waiting = unknown_workbook(who, NEXT, "先に届いた票.xlsx").id
        a_kept_form(who, state="on")
        db.session.remove()
        at_once(lambda _number: taught_forms.read_unknown_on(None, 30.0))
        found = db.session.get_one(Workbook, waiting)
        assert (found.state, found.records) == ("read", 1)
        told = "SELECT count(*) FROM audit_events WHERE act = 'workbook-read-again' AND subject_id = :own"
        assert db.session.execute(text(told), {"own": str(waiting)}).scalar_one() == 1


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'lost'", "ck_taught_forms_state_known"),
        ("test = 'guessed'", "ck_taught_forms_test_known"),
        ("name = ''", "ck_taught_forms_name_is_one_line"),
        ("name = E'a\\nb'", "ck_taught_forms_name_is_one_line"),
        ("state = 'draft'", "ck_taught_forms_drafts_have_no_definition"),
        ("definition = ''", "ck_taught_forms_drafts_have_no_definition"),
        ("state = 'on', test = 'failed'", "ck_taught_forms_on_has_passed_its_test"),
        ("expected = NULL", "ck_taught_forms_tests_have_a_record"),
        ("workbook_id = NULL", "ck_taught_forms_tests_have_a_workbook"),
        ("tested_at = NULL", "ck_taught_forms_tests_say_when"),
        ("taught_by = gen_random_uuid()", "fk_taught_forms_taught_by_users"),
    ],
)
def test_a_taught_form_cannot_be_made_senseless(session: Session, change: str, name: str) -> None:
    the_catalogue()
    own = a_kept_form(an_operator()).id
    with pytest.raises(IntegrityError) as error, session.begin_nested():
        session.execute(text(f"UPDATE taught_forms SET {change} WHERE id = :own"), {"own": own})  # ours
    assert error.value.orig.diag.constraint_name == name  # type: ignore[union-attr] # psycopg's error


def test_a_form_that_read_a_record_cannot_go(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    own = a_kept_form(who, state="on").id
    workbook, _is_new = intake.take_in(acting(who), "次.xlsx", sheet_file(NEXT))
    intake.read(workbook)
    with pytest.raises(IntegrityError) as error, session.begin_nested():
        session.execute(text("DELETE FROM taught_forms WHERE id = :own"), {"own": own})
    assert error.value.orig.diag.constraint_name == "fk_workbook_records_taught_form_id_taught_forms"  # type: ignore[union-attr] # psycopg's error
