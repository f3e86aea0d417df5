"""Several workers at once: nothing is told twice, nothing about one subject out of its order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, update

from tbc import create_app
from tbc.kit import db
from tbc.kit.clock import now
from tbc.webhooks.models import Message
from tbc.webhooks.rules import KINDS
from tbc.webhooks.service import announce, endpoints
from tests.conftest import settings_for
from tests.people import acting, an_administrator
from tests.webhooks.receiver import Arrival, Receiver
from tests.worker import start_worker

pytestmark = pytest.mark.rule("API-1")
SUBJECTS = 8
EACH = 5


@contextmanager
def portal_on(url: str) -> Iterator[None]:
    """The session commits into the database at `url`."""
    engine = create_engine(url)
    create_app(settings_for(url))
    bound = db.session.session_factory.kw.get("bind")
    db.session.remove()
    db.session.configure(bind=engine)
    try:
        yield
    finally:
        db.session.remove()
        db.session.configure(bind=bound)
        engine.dispose()


def in_a_commit(act: Callable[[], Any]) -> None:
    with db.unit_of_work():
        act()


def stumbling() -> Callable[[Arrival], int]:
    """Answers each message 503 the first time that it comes."""
    seen: Counter[str] = Counter()

    def answer(arrival: Arrival) -> int:
        seen[arrival.wire_id] += 1
        return 503 if seen[arrival.wire_id] == 1 else 200

    return answer


def hurry() -> int:
    """Let what waits for another try be due; how many still wait."""
    with db.unit_of_work() as session:
        queued = Message.state == "queued"
        session.execute(update(Message).where(queued, Message.next_at > now()).values(next_at=now()))
        session.connection().exec_driver_sql(
            "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND task_name = 'send-webhook'"
        )
        return session.scalar(select(func.count()).select_from(Message).where(queued)) or 0


def test_two_workers_and_a_receiver_that_stumbles_keep_the_order(fresh_database: str, receiver: Receiver) -> None:
    receiver.answer, receiver.delay = stumbling(), 0.01
    with portal_on(fresh_database):
        in_a_commit(lambda: endpoints.add(acting(an_administrator()), "受注システム", receiver.url, KINDS))
        for n in range(EACH):
            for subject in range(SUBJECTS):
                number = f"ORDC{subject:07}"
                in_a_commit(lambda number=number, n=n: announce("order.entered", number, {"n": n}))  # type: ignore[misc]
        workers = [start_worker(fresh_database, "smtp://127.0.0.1:1") for _ in range(2)]
        try:
            end = time.monotonic() + 90
            while hurry() and time.monotonic() < end:
                time.sleep(0.3)
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(20)
    assert Counter(arrival.wire_id for arrival in receiver.taken).most_common(1)[0][1] == 1
    assert len(receiver.taken) == SUBJECTS * EACH
    assert len(receiver.arrivals) == 2 * SUBJECTS * EACH
    for subject in range(SUBJECTS):
        told = [a.told["data"]["n"] for a in receiver.taken if a.told["subject"] == f"ORDC{subject:07}"]
        assert told == list(range(EACH))


def test_what_is_rolled_back_is_not_told(fresh_database: str, receiver: Receiver) -> None:
    with portal_on(fresh_database):
        in_a_commit(lambda: endpoints.add(acting(an_administrator()), "受注システム", receiver.url, KINDS))
        with suppress(RuntimeError), db.unit_of_work():
            announce("order.entered", "ORDC0000001", {})
            raise RuntimeError
        with db.unit_of_work() as session:
            assert session.scalar(select(func.count()).select_from(Message)) == 0
