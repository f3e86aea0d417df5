"""The worker in tests: drained in this process, quickly, or as a process of its own that can be killed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select, text

from tbc import create_app, mail
from tbc.jobs import worker
from tbc.jobs.queue import enqueue
from tbc.kit import db
from tbc.mail import house, sending
from tbc.mail.models import Letter

PROJECT = Path(__file__).parents[1]


def send_letters() -> None:
    """Try once to send each queued letter, in this test's own transaction, where no worker could see them."""
    queued = db.session.scalars(select(Letter.id).where(Letter.state == "queued").order_by(Letter.id)).all()
    for letter_id in queued:
        sending.send(letter_id)
        db.session.flush()


def run_worker_once(database_url: str, smtp_url: str) -> None:
    """Do all jobs that are due in the database at `database_url` (see the fixture `fresh_database`), then return."""
    from tests.conftest import settings_for

    bound, known = db.session.session_factory.kw.get("bind"), house.settings()
    try:
        portal = create_app(settings_for(database_url, smtp_url=smtp_url))
        # As in `run_apart`.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(worker.run, portal, wait=False).result()
    finally:
        mail.set_up(known)
        db.session.remove()
        db.session.configure(bind=bound)


def run_apart(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` in an event loop and a thread of its own: a browser test may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, work).result()


@contextmanager
def without_loop() -> Iterator[None]:
    """For what runs a loop in this thread by itself, as signing does: a browser test may have left one running here."""
    left = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(left)


def environment(database_url: str, smtp_url: str) -> dict[str, str]:
    """The environment of a process of the portal."""
    return os.environ | {
        "TBC_DATABASE_URL": database_url,
        "TBC_SECRET_KEY": "a key for the tests alone, of no use elsewhere",
        "TBC_BASE_URL": "http://localhost",
        "TBC_SMTP_URL": smtp_url,
        "TBC_MAIL_FROM": "portal@tbc.example.com",
        "PYTHONPATH": str(PROJECT),
    }


def start_worker(database_url: str, smtp_url: str) -> subprocess.Popen[bytes]:
    """A worker process of its own; whoever starts it ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tbc", "worker"],
        env=environment(database_url, smtp_url),
        cwd=PROJECT,
        stderr=subprocess.DEVNULL,
    )


def give_up_killed_workers(database_url: str) -> None:
    """As if the time had passed after which a silent worker counts as dead: the next one takes its jobs at once.

    Only while none is alive.
    """
    engine = create_engine(database_url)
    db.bind(engine)
    with db.unit_of_work() as session:
        session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'"))
        enqueue("jobs:rescue", lock="jobs:rescue", timestamp=0)
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()
