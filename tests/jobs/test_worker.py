"""The worker: does what is due, survives being killed, stops when told to."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest
from sqlalchemy import Engine, create_engine, text

from tbc.kit import db
from tests.mail.letters import letters  # noqa: F401  # a fixture
from tests.mail.test_post import a_letter
from tests.mailbox import Mailbox
from tests.worker import run_worker_once, start_worker


@pytest.fixture
def engine_of_its_own(fresh_database: str) -> Iterator[Engine]:
    """The session commits to this test's own database."""
    engine = create_engine(fresh_database)
    db.bind(engine)
    yield engine
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def post_letters(count: int) -> list[str]:
    """Commit letters to as many people; their addresses."""
    addresses = [f"person{number}@takasaki.example.jp" for number in range(count)]
    for address in addresses:
        a_letter(to=address)
    db.session.commit()
    db.session.remove()
    return addresses


def states(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT state, count(*) AS count FROM letters GROUP BY state"))
        return {row.state: row.count for row in rows}


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.1)


@pytest.mark.rule("MAI-1")
def test_sends_what_is_queued_and_leaves_no_job(
    engine_of_its_own: Engine, fresh_database: str, mailbox: Mailbox
) -> None:
    addresses = post_letters(5)
    run_worker_once(fresh_database, mailbox.url)
    assert sorted(str(message["To"]) for message in mailbox.messages) == sorted(addresses)
    assert states(engine_of_its_own) == {"sent": 5}
    with engine_of_its_own.connect() as connection:
        left = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send-letter'")
        assert connection.execute(left).scalar() == 0


@pytest.mark.rule("MAI-1")
def test_nothing_is_sent_of_what_was_rolled_back(
    engine_of_its_own: Engine, fresh_database: str, mailbox: Mailbox
) -> None:
    a_letter()
    db.session.rollback()
    db.session.remove()
    run_worker_once(fresh_database, mailbox.url)
    assert mailbox.messages == []


@pytest.mark.rule("MAI-1")
def test_a_letter_that_a_down_server_missed_goes_out_later(
    engine_of_its_own: Engine, fresh_database: str, mailbox: Mailbox
) -> None:
    post_letters(1)
    mailbox.stop()
    run_worker_once(fresh_database, mailbox.url)
    assert states(engine_of_its_own) == {"queued": 1}
    mailbox.start()
    run_worker_once(fresh_database, mailbox.url)
    assert mailbox.messages == []  # its time has not come
    with engine_of_its_own.begin() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE task_name = 'send-letter'"))
    run_worker_once(fresh_database, mailbox.url)
    assert states(engine_of_its_own) == {"sent": 1}
    assert len(mailbox.messages) == 1


@pytest.mark.rule("MAI-1")
def test_killed_again_and_again_sends_each_letter(
    engine_of_its_own: Engine, fresh_database: str, mailbox: Mailbox
) -> None:
    """Kill -9 in mid-work: no letter is lost, each row is sent once, and a kill repeats at most what was in hand."""
    addresses = post_letters(60)
    mailbox.delay = 0.1
    chance, kills = Random(7), 4
    for _ in range(kills):
        before = len(mailbox.messages)
        process = start_worker(fresh_database, mailbox.url)
        try:
            wait_until(lambda seen=before: len(mailbox.messages) > seen, 90)
            time.sleep(chance.uniform(0, 0.4))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    mailbox.delay = 0
    last = start_worker(fresh_database, mailbox.url)
    try:
        wait_until(lambda: states(engine_of_its_own) == {"sent": len(addresses)}, 90)
    finally:
        last.terminate()
        assert last.wait(60) == 0
    arrived = Counter(str(message["To"]) for message in mailbox.messages)
    assert sorted(arrived) == sorted(addresses)
    assert max(arrived.values()) <= 2
    assert sum(arrived.values()) - len(addresses) <= kills * 4  # four letters are in hand at a time
    assert all(len({m["Message-ID"] for m in mailbox.to(address)}) == 1 for address in addresses)


@pytest.mark.rule("MAI-1")
def test_told_to_stop_finishes_what_it_has_begun(
    engine_of_its_own: Engine, fresh_database: str, mailbox: Mailbox
) -> None:
    post_letters(20)
    mailbox.delay = 0.3
    process = start_worker(fresh_database, mailbox.url)
    try:
        wait_until(lambda: len(mailbox.messages) > 0, 90)
    finally:
        process.terminate()
        ended = process.wait(60)
    assert ended == 0
    assert states(engine_of_its_own).get("sent") == len(mailbox.messages)
