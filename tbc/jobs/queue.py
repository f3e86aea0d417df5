"""The queue: which functions are jobs, how one is asked for, which of them come round by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task
from sqlalchemy import ColumnElement, Text, column, exists, literal_column, table

from tbc.kit.db import session, unit_of_work

Work = TypeVar("Work", bound=Callable[..., Any])

# Only the worker opens it, with its own connections; web processes enqueue on the connection of their transaction.
queue = App(connector=PsycopgConnector())
_asking = JobManager(SyncPsycopgConnector())
_JOBS = table("procrastinate_jobs", column("queueing_lock", Text), column("status"))


def task(name: str) -> Callable[[Work], Work]:
    """Let the worker run the decorated function for jobs called `name`.

    It opens its own transactions, and runs at least once: again, if its worker was killed meanwhile.
    """

    def register(function: Work) -> Work:
        queue.task(name=name)(function)
        return function

    return register


def enqueue(name: str, *, lock: str, at: datetime | None = None, **arguments: Any) -> bool:
    """Ask for job `name` in the session's transaction: it exists if and only if that transaction commits.

    `lock` says what the job is about: while one with the same lock waits, no second is added, and False is returned.
    `at` is the earliest time to run. `arguments` must be JSON.
    """
    # The transaction has to have begun: on a connection that the session does not know to be in use, the job would be
    # rolled back when the connection returns to the pool.
    connection = session.connection()
    job = configure_task(
        name=name,
        job_manager=_asking,
        queueing_lock=lock,
        schedule_at=at,
        connection=connection.connection.driver_connection,
    )
    try:
        # The session's own begin_nested would wait for a statement of its own before it sets the savepoint.
        with connection.begin_nested():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def is_waiting(lock: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that a job about `lock` waits for its turn, for queries."""
    waiting = (_JOBS.c.queueing_lock == lock, _JOBS.c.status == literal_column("'todo'"))
    return exists().where(*waiting).select_from(_JOBS)


def is_asked_for(lock: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that a job about `lock` waits for its turn or is being done, for queries."""
    open_jobs = (
        _JOBS.c.queueing_lock == lock,
        _JOBS.c.status.in_([literal_column("'todo'"), literal_column("'doing'")]),
    )
    return exists().where(*open_jobs).select_from(_JOBS)


def every(minutes: float) -> Callable[[Work], Work]:
    """Let the worker run the decorated act every so many minutes, in a transaction of its own that jobs commits.

    Of several workers one runs it. `minutes` divides an hour or a day evenly (0.5, 5, 60, 1440 …).

    Raises:
        ValueError: it does not.
    """

    def register(function: Work) -> Work:
        @wraps(function)
        def run(timestamp: int) -> None:  # procrastinate says for which tick it runs
            with unit_of_work():
                function()

        name = f"{function.__module__.split('.')[1]}:{function.__name__}"
        periodic = queue.task(name=name, queueing_lock=name)(run)
        queue.periodic(cron=_cron(minutes))(periodic)
        return function

    return register


def _cron(minutes: float) -> str:
    """The cron expression; its sixth field, where there is one, counts seconds. Days begin at 3 in Tokyo."""
    seconds = round(minutes * 60)
    if 0 < seconds < 60 and 60 % seconds == 0:
        return f"* * * * * */{seconds}"
    if seconds in {60 * n for n in range(1, 60) if 60 % n == 0}:
        return f"*/{seconds // 60} * * * *"
    if seconds in {3600 * n for n in range(1, 24) if 24 % n == 0}:
        return f"0 */{seconds // 3600} * * *"
    if seconds == 86400:
        return "0 18 * * *"
    raise ValueError(f"{minutes} minutes do not divide an hour or a day evenly.")
