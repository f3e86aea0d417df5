"""Kill -9 of the worker in the middle of a sheet: whoever starts again finds each row filed once (SPEC §6, §8)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import Engine, create_engine, text

from tbc.kit import db
from tests.bulk_filing.given import a_row, begun
from tests.faults.processes import worker
from tests.mailbox import Mailbox
from tests.people import a_customer
from tests.worker import give_up_killed_workers

ROWS, KILLS = 150, 2


def _begin(engine: Engine, way: str) -> str:
    """A sheet that is to be filed; its id."""
    db.bind(engine)
    own = str(begun(a_customer(), [a_row(number) for number in range(1, ROWS + 1)], way).id)
    db.session.remove()
    db.session.configure(bind=None)
    return own


@pytest.mark.rule("NUM-3")
@pytest.mark.parametrize("way", ["good", "all"])
def test_each_row_is_filed_once(fresh_database: str, mailbox: Mailbox, way: str) -> None:
    engine, chance = create_engine(fresh_database), Random(20261122)
    filing_id = _begin(engine, way)
    working = worker(fresh_database, mailbox.url)
    working.start()
    try:
        for kill in range(1, KILLS + 1):
            _wait_for(lambda least=kill * ROWS // (KILLS + 3): _settled(engine, filing_id, way) >= least, 120)
            time.sleep(chance.uniform(0, 0.2))
            working.kill()
            assert _state(engine, filing_id) == "filing"
            if way == "all":
                assert _count(engine, "SELECT count(*) FROM applications") == 0
                _forget_progress(engine)
            give_up_killed_workers(fresh_database)
            working.start()
        _wait_for(lambda: _state(engine, filing_id) == "done", 240)
    finally:
        working.kill()
    _look(engine)
    engine.dispose()


def _look(engine: Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT outcome, application_id FROM bulk_filing_entries")).all()
        numbers = connection.scalars(text("SELECT number FROM applications WHERE state = 'filed'")).all()
        filed = Counter(connection.scalars(text("SELECT subject_id FROM audit_events WHERE act = 'application-filed'")))
        letters = connection.scalars(text("SELECT kind FROM letters")).all()
        companies = set(connection.scalars(text("SELECT company FROM applications")))
    assert Counter(row.outcome for row in rows) == {"filed": ROWS}
    assert len(set(numbers)) == len(numbers) == len(companies) == ROWS
    assert set(filed) == {row.application_id for row in rows}
    assert set(filed.values()) == {1}
    assert letters == ["bulk-filed"]


def _settled(engine: Engine, filing_id: str, way: str) -> int:
    """All or nothing tells how far it has come, and settles its rows in the end alone."""
    entries = "SELECT count(*) FROM bulk_filing_entries WHERE filing_id = :filing AND outcome <> 'waiting'"
    told = "SELECT settled FROM bulk_filings WHERE id = :filing"
    return _count(engine, told if way == "all" else entries, filing=filing_id)


def _forget_progress(engine: Engine) -> None:
    """What the killed worker told is no news of the next one."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE bulk_filings SET settled = 0"))


def _state(engine: Engine, filing_id: str) -> str:
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT state FROM bulk_filings WHERE id = :filing"), {"filing": filing_id})
        return str(found)


def _count(engine: Engine, sql: str, **values: object) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text(sql), values) or 0)


def _wait_for(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)
