"""Kill -9 of the worker in the middle of a batch: whoever starts again finds each file imported once (XLS-3)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import Engine, create_engine, text

from tbc.imports.service import batches
from tbc.kit import db
from tests.faults.processes import worker
from tests.imports.archives import a_zip, variant
from tests.mailbox import Mailbox
from tests.people import acting, an_operator
from tests.worker import give_up_killed_workers

FILES, KILLS = 60, 2


def _begin(engine: Engine) -> str:
    """A ZIP of many files, some of which have the same content; the batch's id."""
    db.bind(engine)
    files = {f"九月/{number:02}.xlsx": variant(number % (FILES - 5)) for number in range(FILES)}
    batch = batches.begin(acting(an_operator()), [batches.Sent("九月.zip", a_zip(files))])
    db.session.commit()
    own = str(batch.id)
    db.session.remove()
    db.session.configure(bind=None)
    return own


@pytest.mark.rule("XLS-3")
def test_each_file_is_imported_once(fresh_database: str, mailbox: Mailbox) -> None:
    engine, chance = create_engine(fresh_database), Random(20261121)
    batch_id = _begin(engine)
    reading = worker(fresh_database, mailbox.url)
    reading.start()
    try:
        for kill in range(1, KILLS + 1):
            _wait_for(lambda least=kill * FILES // (KILLS + 2): _settled(engine, batch_id) >= least, 120)
            time.sleep(chance.uniform(0, 0.3))
            reading.kill()
            assert _state(engine, batch_id) == "reading"
            give_up_killed_workers(fresh_database)
            reading.start()
        _wait_for(lambda: _state(engine, batch_id) == "done", 180)
    finally:
        reading.kill()
    _look(engine, batch_id)
    engine.dispose()


def _look(engine: Engine, batch_id: str) -> None:
    with engine.connect() as connection:
        files = "SELECT outcome, workbook_id FROM import_batch_files WHERE batch_id = :batch ORDER BY position"
        rows = connection.execute(text(files), {"batch": batch_id}).all()
        contents = connection.scalars(text("SELECT sha256 FROM workbooks")).all()
        records = Counter(connection.scalars(text("SELECT workbook_id FROM workbook_records")))
        taken_in = Counter(
            connection.scalars(text("SELECT subject_id FROM audit_events WHERE act = 'workbook-taken-in'"))
        )
        parcels = connection.scalar(text("SELECT count(*) FROM import_parcels"))
    assert Counter(row.outcome for row in rows) == {"read": FILES - 5, "known": 5}
    assert len(set(contents)) == len(contents) == FILES - 5
    assert set(records.values()) == set(taken_in.values()) == {1}
    assert {row.workbook_id for row in rows} == set(records) == set(taken_in)
    assert parcels == 0


def _settled(engine: Engine, batch_id: str) -> int:
    with engine.connect() as connection:
        files = "SELECT count(*) FROM import_batch_files WHERE batch_id = :batch AND outcome <> 'waiting'"
        return int(connection.scalar(text(files), {"batch": batch_id}) or 0)


def _state(engine: Engine, batch_id: str) -> str:
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT state FROM import_batches WHERE id = :batch"), {"batch": batch_id})
        return str(found)


def _wait_for(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)
