"""The worker in tests: drained in this process, quickly, or as a process of its own that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from tbc import create_app, mail
from tbc.jobs import worker
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
        worker.run(create_app(settings_for(database_url, smtp_url=smtp_url)), wait=False)
    finally:
        mail.set_up(known)
        db.session.remove()
        db.session.configure(bind=bound)


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
