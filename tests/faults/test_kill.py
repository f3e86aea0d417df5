"""Kill -9 of web and worker while people file: what was acknowledged stands, once, and its letter goes out, once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import create_engine, text

from tbc.accounts import sessions
from tbc.applications import numbers
from tbc.kit import db
from tests.applications.given import a_draft
from tests.faults.processes import Person, web, worker
from tests.mailbox import Mailbox, free_port
from tests.people import a_customer
from tests.worker import give_up_killed_workers

FILINGS = 200
PEOPLE = 4
KILLS = 3  # of each: of web and of worker


def _prepare(database_url: str) -> tuple[list[str], list[list[str]]]:
    """A session for each person, and for each of them their drafts."""
    engine = create_engine(database_url)
    db.bind(engine)
    tokens, drafts = [], []
    for _ in range(PEOPLE):
        user = a_customer()
        drafts.append([str(a_draft(user).id) for _ in range(FILINGS // PEOPLE)])
        tokens.append(sessions.begin(user, "127.0.0.1", "test"))
        db.session.commit()
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()
    return tokens, drafts


@pytest.mark.rule("APP-6")
@pytest.mark.rule("NUM-3")
@pytest.mark.rule("MAI-1")
def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(fresh_database: str, mailbox: Mailbox) -> None:
    tokens, drafts = _prepare(fresh_database)
    port, chance = free_port(), Random(20261121)
    serving, sending = web(fresh_database, mailbox.url, port), worker(fresh_database, mailbox.url)
    people = [Person(port, token) for token in tokens]
    acknowledged: list[str] = []
    failures: list[BaseException] = []

    def go_on_filing(person: Person, own: list[str]) -> None:
        try:
            for draft in own:
                acknowledged.append(person.file(draft).rsplit("/", 2)[1])
                time.sleep(0.15)
        except BaseException as error:  # a thread's failure is the test's
            failures.append(error)

    threads = [threading.Thread(target=go_on_filing, args=pair) for pair in zip(people, drafts, strict=True)]
    kills = 0
    try:
        serving.start()
        sending.start()
        for thread in threads:
            thread.start()
        for victim in chance.sample((serving, sending), counts=(KILLS, KILLS), k=2 * KILLS):
            so_far = len(acknowledged) + len(mailbox.messages)
            _wait_for(lambda least=so_far + 2: len(acknowledged) + len(mailbox.messages) >= least or failures)
            time.sleep(chance.uniform(0, 1.5))
            if not any(thread.is_alive() for thread in threads):
                break
            victim.kill()
            victim.start()
            kills += 1
        for thread in threads:
            thread.join()
        sending.kill()
        give_up_killed_workers(fresh_database)
        sending.start()
        _wait_for_letters(fresh_database, 90)
    finally:
        serving.kill()
        sending.kill()
    assert failures == []
    assert kills >= KILLS
    _look(fresh_database, acknowledged, mailbox, kills + 1)


def _look(database_url: str, acknowledged: list[str], mailbox: Mailbox, kills: int) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id::text, number, state FROM applications")).all()
        letters = connection.execute(text("SELECT about::text, state, kind, message_id FROM letters")).all()
        acts = "SELECT subject_id::text FROM audit_events WHERE act = 'application-filed'"
        audited = Counter(connection.scalars(text(acts)))
    engine.dispose()
    assert sorted(acknowledged) == sorted(row.id for row in rows)
    assert {row.state for row in rows} == {"filed"}
    found = [row.number for row in rows]
    assert len(set(found)) == len(found) == FILINGS
    assert all(numbers.read(number) == number for number in found)
    assert {(letter.state, letter.kind) for letter in letters} == {("sent", "application-filed")}
    assert Counter(letter.about for letter in letters) == Counter(acknowledged) == audited
    arrived = Counter(str(message["Message-ID"]) for message in mailbox.messages)
    assert set(arrived) == {letter.message_id for letter in letters}
    assert max(arrived.values()) <= 2
    assert sum(arrived.values()) - FILINGS <= kills * 4  # four letters are in hand at a time


def _wait_for(true: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not true() and time.monotonic() < end:
        time.sleep(0.05)


def _wait_for_letters(database_url: str, seconds: float) -> None:
    engine = create_engine(database_url)
    end = time.monotonic() + seconds
    waiting = text("SELECT count(*) FROM letters WHERE state <> 'sent'")
    left = -1
    while time.monotonic() < end:
        with engine.connect() as connection:
            left = connection.execute(waiting).scalar_one()
        if left == 0:
            break
        time.sleep(0.5)
    engine.dispose()
    assert left == 0, f"{left} letters not sent within {seconds} s"
