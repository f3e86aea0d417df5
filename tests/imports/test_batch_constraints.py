"""The constraints of batches and rounds, each broken on purpose; and two who send the same file at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.imports.models import Batch, BatchFile, Workbook
from tbc.imports.queries import Wanted
from tbc.imports.service import approvals, batches, settling
from tbc.kit import db
from tests.imports.archives import a_zip, variant
from tests.imports.database import bound_to
from tests.imports.given import REASON, TO, taken_in
from tests.imports.test_constraints import broken_by
from tests.people import acting, an_operator
from tests.products import the_catalogue


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'lost'", "ck_import_batches_state_known"),
        ("source = 'fax'", "ck_import_batches_source_known"),
        ("name = ''", "ck_import_batches_name_is_one_line"),
        ("name = E'a\\nb'", "ck_import_batches_name_is_one_line"),
        ("state = 'done'", "ck_import_batches_done_says_when"),
        ("finished_at = now()", "ck_import_batches_done_says_when"),
        ("settled_before = -1", "ck_import_batches_settled_before_counts"),
        ("started_by = gen_random_uuid()", "fk_import_batches_started_by_users"),
    ],
)
def test_a_batch_cannot_be_made_senseless(session: Session, change: str, name: str) -> None:
    batches.begin(acting(an_operator()), [batches.Sent("a.xlsx", b"x")])
    assert broken_by(session, f"UPDATE import_batches SET {change}") == name


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("outcome = 'lost'", "ck_import_batch_files_outcome_known"),
        ("outcome = 'read'", "ck_import_batch_files_taken_in_names_its_workbook"),
        ("outcome = 'refused'", "ck_import_batch_files_refused_has_a_reason"),
        ("reason = 'kind'", "ck_import_batch_files_refused_has_a_reason"),
        ("name = ''", "ck_import_batch_files_name_is_one_line"),
        ("position = 0", "ck_import_batch_files_position_counts_from_one"),
        ("workbook_id = gen_random_uuid(), outcome = 'known'", "fk_import_batch_files_workbook_id_workbooks"),
        ("batch_id = gen_random_uuid()", "fk_import_batch_files_batch_id_import_batches"),
    ],
)
def test_a_file_of_a_batch_cannot_be_made_senseless(session: Session, change: str, name: str) -> None:
    batches.begin(acting(an_operator()), [batches.Sent("a.xlsx", b"x")])
    assert broken_by(session, f"UPDATE import_batch_files SET {change}") == name


def test_a_parcel_belongs_to_its_batch(session: Session) -> None:
    batches.begin(acting(an_operator()), [batches.Sent("a.xlsx", b"x")])
    assert broken_by(session, "UPDATE import_parcels SET position = 0") == "ck_import_parcels_position_counts_from_one"
    moved = "UPDATE import_parcels SET batch_id = gen_random_uuid()"
    assert broken_by(session, moved) == "fk_import_parcels_batch_id_import_batches"


@pytest.mark.parametrize(
    ("table", "change", "name"),
    [
        ("rounds", "state = 'lost'", "ck_import_rounds_state_known"),
        ("rounds", "recipient = 'nobody', number_to = ''", "ck_import_rounds_recipient_known"),
        ("rounds", "number_to = ''", "ck_import_rounds_one_recipient_has_an_address"),
        ("rounds", "recipient = 'reseller'", "ck_import_rounds_one_recipient_has_an_address"),
        ("rounds", "reason = ''", "ck_import_rounds_has_a_reason"),
        ("rounds", "state = 'done'", "ck_import_rounds_done_says_when"),
        ("rounds", "settled_before = -1", "ck_import_rounds_settled_before_counts"),
        ("rounds", "started_by = gen_random_uuid()", "fk_import_rounds_started_by_users"),
        ("round_files", "outcome = 'lost'", "ck_import_round_files_outcome_known"),
        ("round_files", "outcome = 'refused'", "ck_import_round_files_refused_has_a_reason"),
        ("round_files", "position = 0", "ck_import_round_files_position_counts_from_one"),
        ("round_files", "workbook_id = gen_random_uuid()", "fk_import_round_files_workbook_id_workbooks"),
        ("round_files", "round_id = gen_random_uuid()", "fk_import_round_files_round_id_import_rounds"),
    ],
)
def test_a_round_cannot_be_made_senseless(session: Session, table: str, change: str, name: str) -> None:
    the_catalogue()
    who = an_operator()
    taken_in(who, "filled/a1-07.xlsx")
    approvals.begin(acting(who), Wanted(problems="clean"), recipient="one", number_to=TO, reason=REASON)
    assert broken_by(session, f"UPDATE import_{table} SET {change}") == name


def test_a_workbook_is_in_a_round_once(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    taken_in(who, "filled/a1-07.xlsx")
    approvals.begin(acting(who), Wanted(problems="clean"), recipient="one", number_to=TO, reason=REASON)
    again = "INSERT INTO import_round_files SELECT round_id, 2, workbook_id, outcome, reason FROM import_round_files"
    assert broken_by(session, again) == "uq_import_round_files_workbook_id"


@pytest.mark.parametrize("change", ["corrections = -1"])
def test_corrections_are_counted(session: Session, change: str) -> None:
    taken_in(an_operator())
    assert broken_by(session, f"UPDATE workbooks SET {change}") == "ck_workbooks_corrections_are_counted"


@pytest.mark.rule("XLS-3")
def test_two_who_send_the_same_files_at_the_same_time_import_each_once(fresh_database: str) -> None:
    files = {f"{number}.xlsx": variant(number) for number in range(4)}
    together = Barrier(2)
    with bound_to(fresh_database):
        people = [acting(an_operator()) for _ in range(2)]
        begun = [batches.begin(who, [batches.Sent("x.zip", a_zip(files))]).id for who in people]
        db.session.commit()
        db.session.remove()

        def read(batch_id: UUID) -> None:
            together.wait()
            while settling.read_on(batch_id, 60):
                pass

        with ThreadPoolExecutor(2) as both:
            list(both.map(read, begun))
        counted = db.session.execute(select(BatchFile.outcome, func.count()).group_by(BatchFile.outcome))
        assert {row[0]: row[1] for row in counted} == {"read": 4, "known": 4}
        assert db.session.query(Workbook).count() == 4
        assert set(db.session.scalars(select(Batch.state))) == {"done"}
