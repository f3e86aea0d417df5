"""The queue: a job exists if its transaction commits, one about the same thing waits once, lost ones come back."""

from __future__ import annotations

from importlib import resources

import pytest
from procrastinate import PsycopgConnector
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tbc import jobs
from tbc.jobs import upkeep
from tbc.jobs.queue import _cron, queue
from tests.conftest import PROJECT
from tests.worker import run_apart

COUNT = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send-letter'")


def test_a_second_job_about_the_same_waits_not(session: Session) -> None:
    assert jobs.enqueue("send-letter", lock="letter 1", letter_id="1")
    assert not jobs.enqueue("send-letter", lock="letter 1", letter_id="1")
    assert jobs.enqueue("send-letter", lock="letter 2", letter_id="2")
    assert session.execute(COUNT).scalar() == 2


@pytest.mark.parametrize(
    ("minutes", "cron"),
    [
        (0.5, "* * * * * */30"),
        (1, "*/1 * * * *"),
        (10, "*/10 * * * *"),
        (60, "0 */1 * * *"),
        (720, "0 */12 * * *"),
        (1440, "0 18 * * *"),
    ],
)
def test_work_comes_round_by_the_clock(minutes: float, cron: str) -> None:
    assert _cron(minutes) == cron


@pytest.mark.parametrize("minutes", [0, -1, 0.7, 7, 90, 25 * 60])
def test_an_uneven_round_is_refused(minutes: float) -> None:
    with pytest.raises(ValueError, match="evenly"):
        _cron(minutes)


def test_throttles_are_swept_by_the_worker() -> None:
    assert "kit:sweep" in queue.tasks


@pytest.mark.rule("MAI-1")
def test_the_jobs_of_a_killed_worker_are_queued_again(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    with engine.begin() as connection:
        for number, heartbeat in enumerate(("1 minute", "1 second"), start=1):
            worker = text(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - :ago ::interval) RETURNING id"
            )
            identity = connection.execute(worker, {"ago": heartbeat}).scalar_one()
            job = text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id)"
                " VALUES ('default', 'send-letter', :lock, 'doing', :worker)"
            )
            connection.execute(job, {"lock": f"letter {number}", "worker": identity})
    _rescue(fresh_database)
    with engine.connect() as connection:
        states = connection.execute(text("SELECT status::text FROM procrastinate_jobs ORDER BY id")).scalars().all()
    engine.dispose()
    assert states == ["todo", "doing"]


@pytest.mark.rule("MAI-1")
def test_a_killed_workers_job_goes_when_another_took_its_place(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    with engine.begin() as connection:
        job = (
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status)"
            " VALUES ('default', 'send-letter', 'letter 1', '{}')"
        )
        connection.execute(text(job.format("doing")))
        connection.execute(text(job.format("todo")))
    _rescue(fresh_database)
    with engine.connect() as connection:
        states = connection.execute(text("SELECT status::text FROM procrastinate_jobs")).scalars().all()
    engine.dispose()
    assert states == ["todo"]


def test_the_tables_are_those_of_the_library() -> None:
    """When this fails after an update, put the library's new migrations into a migration of ours."""
    ours = (PROJECT / "migrations" / "procrastinate-3.10.sql").read_text(encoding="utf-8")
    assert ours == (resources.files("procrastinate.sql") / "schema.sql").read_text(encoding="utf-8")


def _rescue(database_url: str) -> None:
    async def run() -> None:
        url = database_url.replace("postgresql+psycopg", "postgresql")
        with queue.replace_connector(PsycopgConnector(conninfo=url, min_size=1, max_size=1)):
            async with queue.open_async():
                await upkeep.rescue(timestamp=0)

    run_apart(run())
