"""The mail server is down for an hour while orders are entered and shipped: every mail arrives later, once (MAI-1)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine, create_engine, text

from tbc.deliveries.rules import read_password
from tbc.deliveries.service.signing_in import sign_in
from tbc.kit import db
from tbc.policy import ANONYMOUS
from tests.deliveries.making import a_shipped
from tests.mailbox import Mailbox
from tests.worker import run_worker_once

ORDERS = 6
HOUR = timedelta(hours=1)
# Nobody waits an hour for a test: instead of the clock, all that waits for the clock is moved.
MOVE = (
    "UPDATE letters SET next_at = next_at - :by, queued_at = queued_at - :by WHERE state = 'queued'",
    "UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - :by WHERE status = 'todo'",
)
LEFT = "SELECT min(next_at) - now() FROM letters WHERE state = 'queued'"


@pytest.mark.rule("MAI-1")
@pytest.mark.rule("ORD-2")
@pytest.mark.rule("DLV-2")
def test_all_mails_arrive_later_and_once(fresh_database: str, mailbox: Mailbox) -> None:
    engine = create_engine(fresh_database)
    mailbox.stop()
    passwords = _ship(engine)
    tries = 0
    passed = timedelta()
    while passed < HOUR:
        run_worker_once(fresh_database, mailbox.url)
        tries += 1
        passed += _wait(engine)
    assert mailbox.messages == []
    assert tries > 5
    mailbox.start()
    for _ in range(2):
        run_worker_once(fresh_database, mailbox.url)
    _look(engine, mailbox, tries)
    _sign_in(engine, passwords)
    engine.dispose()


def _ship(engine: Engine) -> dict[str, str]:
    """Orders that were entered and shipped; the password of each delivery by its number."""
    db.bind(engine)
    shipped = [a_shipped() for _ in range(ORDERS)]
    passwords = {one.delivery.number: one.password for one in shipped}
    db.session.remove()
    db.session.configure(bind=None)
    return passwords


def _wait(engine: Engine) -> timedelta:
    """Until the next letter is due; how long that took, had one waited."""
    with engine.begin() as connection:
        left: timedelta = connection.execute(text(LEFT)).scalar_one()
        by = max(left, timedelta()) + timedelta(seconds=5)
        for statement in MOVE:
            connection.execute(text(statement), {"by": by})
    return by


def _look(engine: Engine, mailbox: Mailbox, tries: int) -> None:
    with engine.connect() as connection:
        letters = connection.execute(text("SELECT kind, state, attempts, message_id FROM letters")).all()
    assert Counter((letter.kind, letter.state) for letter in letters) == {
        (kind, "sent"): ORDERS for kind in ("application-filed", "order-accepted", "delivery-id", "delivery-password")
    }
    assert {letter.attempts for letter in letters} == {tries + 1}
    assert Counter(str(message["Message-ID"]) for message in mailbox.messages) == Counter(
        letter.message_id for letter in letters
    )


def _sign_in(engine: Engine, passwords: dict[str, str]) -> None:
    """What the mails say opens each delivery: the 90 days began when they were handed over."""
    db.bind(engine)
    for number, password in passwords.items():
        assert sign_in(ANONYMOUS, number, read_password(password))
    db.session.remove()
    db.session.configure(bind=None)
