"""Kill -9 of web and worker, a hundred times, while staff enter and ship: each order, code and mail is there once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, insert, text

from tbc.accounts import sessions
from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.deliveries.models import StockCode
from tbc.kit import db
from tbc.kit.ids import new_id
from tbc.mail.jobs import requeue_left_letters
from tests.api.given import a_token
from tests.deliveries.making import a_code
from tests.faults.processes import DELIVERED_TO, Clerk, Process, Program, standing_by
from tests.mailbox import Mailbox, free_port
from tests.orders.making import an_application
from tests.people import an_operator

CLERKS, SUPPLY, PATIENCE = 2, 1500, 180.0
KILLS_OF_WEB, KILLS_OF_WORKERS = 60, 40


@pytest.mark.rule("ORD-1")
@pytest.mark.rule("ORD-2")
@pytest.mark.rule("DLV-1")
@pytest.mark.rule("DLV-2")
@pytest.mark.rule("MAI-1")
@pytest.mark.rule("API-1")
def test_each_order_code_and_mail_is_there_once(fresh_database: str, mailbox: Mailbox) -> None:
    engine, port = create_engine(fresh_database), free_port()
    tokens, supply = _prepare(engine)
    clerks: list[Clerk | Program] = [*(Clerk(port, token) for token in tokens[:-1]), Program(port, tokens[-1])]
    office = _Office(clerks, supply)
    serving = standing_by("web", fresh_database, mailbox.url, port)
    sending = [standing_by("worker", fresh_database, mailbox.url) for _ in range(2)]
    with _running([serving, *sending]), office.at_work():
        killers = [
            threading.Thread(target=_kill_web, args=(serving, office)),
            threading.Thread(target=_kill_workers, args=(sending, mailbox, office)),
        ]
        for act in (threading.Thread.start, threading.Thread.join):
            for killer in killers:
                act(killer)
        office.close()
        assert office.failures == []
        _wait_for_letters(engine)
    _look_at_orders(engine, office)
    _look_at_codes(engine)
    _look_at_mails(engine, mailbox)
    engine.dispose()


class _Office:
    """Clerks and programs that enter and ship one order after the other, and what they were told is done."""

    def __init__(self, clerks: Sequence[Clerk | Program], supply: list[str]) -> None:
        self.supply = iter(supply)
        self.orders: list[str] = []
        self.deliveries: list[str] = []
        self.failures: list[BaseException] = []
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(clerk,)) for clerk in clerks]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self.close()

    @property
    def done(self) -> int:
        """How many acts were acknowledged."""
        return len(self.orders) + len(self.deliveries)

    def wait_for(self, count: Callable[[], int], more: int) -> None:
        """Until `count` has grown: each kill comes while work is being done."""
        least, end = count() + more, time.monotonic() + PATIENCE
        while count() < least and not self.failures:
            assert time.monotonic() < end, f"nothing was done for {PATIENCE} s"
            time.sleep(0.02)

    def close(self) -> None:
        """Everybody finishes what is on the desk."""
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _work(self, clerk: Clerk | Program) -> None:
        try:
            while not self._is_over.is_set():
                order = clerk.enter(next(self.supply))
                self.orders.append(order.rpartition("/")[2])
                # Every fifth stays as it is: what is entered has its mail, whether it is shipped or not.
                if len(self.orders) % 5:
                    self.deliveries.append(clerk.ship(order).rpartition("/")[2])
        except BaseException as error:  # a thread's failure is the test's
            self.failures.append(error)


def _prepare(engine: Engine) -> tuple[list[str], list[str]]:
    """A word to come in by for each, and the reception numbers of so many filings, for which codes lie in stock."""
    db.bind(engine)
    filed = an_application()
    columns = {column.key: getattr(filed, column.key) for column in Application.__table__.columns}
    supply = [numbers.draw() for _ in range(SUPPLY)]
    rows: list[dict[str, Any]] = [columns | {"id": new_id(), "number": number} for number in supply]
    db.session.execute(insert(Application), rows)
    stocked = {"product_code": "SGE-ADV", "kind": "activation-code"}
    db.session.execute(insert(StockCode), [stocked | {"id": new_id(), "code": a_code()} for _ in supply])
    tokens = [sessions.begin(an_operator(), "127.0.0.1", "test") for _ in range(CLERKS)]
    tokens.append(a_token()[1])
    db.session.commit()
    db.session.remove()
    db.session.configure(bind=None)
    return tokens, supply


def _kill_web(serving: Process, office: _Office) -> None:
    """One process of the web server after the other, while orders are entered and shipped."""
    chance, kills = Random(20261121), KILLS_OF_WEB
    while kills and not office.failures:
        office.wait_for(lambda: office.done, 2)
        time.sleep(chance.uniform(0, 0.3))
        kills -= serving.kill_one(chance)


def _kill_workers(sending: list[Process], mailbox: Mailbox, office: _Office) -> None:
    """One worker or the other, while mails are handed over."""
    chance, kills = Random(20261122), KILLS_OF_WORKERS
    while kills and not office.failures:
        office.wait_for(lambda: len(mailbox.messages), 1)
        time.sleep(chance.uniform(0, 0.6))
        kills -= chance.choice(sending).kill_one(chance)


@contextmanager
def _running(processes: list[Process]) -> Iterator[None]:
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.kill()


def _look_at_orders(engine: Engine, office: _Office) -> None:
    """Whatever was acknowledged is there; nothing is there twice; what was not acknowledged is whole or not there."""
    orders = _rows(engine, "SELECT id::text, application_id, number, state FROM orders")
    deliveries = _rows(engine, "SELECT d.id::text, order_id::text, d.number, d.sent_to FROM deliveries d")
    assert set(office.orders) <= {name for order in orders for name in (order.id, order.number)}
    assert set(office.deliveries) <= {name for delivery in deliveries for name in (delivery.id, delivery.number)}
    assert len(set(office.orders)) == len(office.orders) > 50
    for column in ("application_id", "number"):
        assert max(Counter(getattr(order, column) for order in orders).values()) == 1
    for column in ("order_id", "number"):
        assert max(Counter(getattr(delivery, column) for delivery in deliveries).values()) == 1
    assert {order.id for order in orders if order.state == "shipped"} == {one.order_id for one in deliveries}
    assert {order.state for order in orders} == {"entered", "shipped"}
    audited = "SELECT act, subject_id::text AS id FROM audit_events WHERE act IN ('order-entered', 'delivery-shipped')"
    acts = Counter((row.act, row.id) for row in _rows(engine, f"{audited} AND subject_type IN ('order', 'delivery')"))
    assert set(acts.values()) == {1}
    assert {one for act, one in acts if act == "order-entered"} == {order.id for order in orders}


def _look_at_codes(engine: Engine) -> None:
    """Each delivery has one code, which its license has too, and no code is anywhere else."""
    given = _rows(engine, "SELECT delivery_id, code FROM stock_codes WHERE given_at IS NOT NULL")
    lines = "SELECT l.delivery_id, c.code FROM delivery_lines l JOIN license_codes c ON c.license_id = l.license_id"
    assert sorted(given) == sorted(_rows(engine, lines))
    deliveries = Counter(row.delivery_id for row in given)
    assert len(deliveries) == _rows(engine, "SELECT count(*) AS n FROM deliveries")[0].n
    assert set(deliveries.values()) == {1}
    assert max(Counter(row.code for row in given).values()) == 1
    assert _rows(engine, "SELECT count(*) AS n FROM licenses")[0].n == len(given)


def _look_at_mails(engine: Engine, mailbox: Mailbox) -> None:
    """One acceptance for each order, two mails for each delivery; each arrived, at the one address."""
    letters = _rows(
        engine, "SELECT kind, about::text, state, message_id FROM letters WHERE kind <> 'application-filed'"
    )
    wanted = [("order-accepted", row.id) for row in _rows(engine, "SELECT id::text FROM orders")]
    for row in _rows(engine, "SELECT id::text FROM deliveries"):
        wanted += [("delivery-id", row.id), ("delivery-password", row.id)]
    assert sorted((letter.kind, letter.about) for letter in letters) == sorted(wanted)
    assert {letter.state for letter in letters} == {"sent"}
    of_filing = {
        row.message_id for row in _rows(engine, "SELECT message_id FROM letters WHERE kind = 'application-filed'")
    }
    arrived = Counter(str(message["Message-ID"]) for message in mailbox.messages if message["To"] == DELIVERED_TO)
    assert set(arrived) - of_filing == {letter.message_id for letter in letters}
    # A worker that dies after the server took a letter and before the commit leaves it to be sent again, once (MAI-1).
    assert max(arrived.values()) <= 2
    assert sum(arrived.values()) - len(arrived) <= KILLS_OF_WORKERS * 4  # four letters are in hand at a time
    assert {tuple(envelope.rcpt_tos) for envelope in mailbox.envelopes} - {(DELIVERED_TO,)} <= _filers(engine)


def _filers(engine: Engine) -> set[tuple[str, ...]]:
    return {(row.filer_email,) for row in _rows(engine, "SELECT DISTINCT filer_email FROM applications")}


def _rows(engine: Engine, statement: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(statement)))


def _wait_for_letters(engine: Engine) -> None:
    """What lay in the hands of a dead worker is due again after 20 seconds; the test lets them pass at once."""
    end = time.monotonic() + 120
    while _rows(engine, "SELECT count(*) AS n FROM letters WHERE state <> 'sent'")[0].n and time.monotonic() < end:
        db.bind(engine)
        with db.unit_of_work() as session:
            session.execute(text("UPDATE letters SET next_at = now() - interval '1 minute' WHERE state = 'queued'"))
            requeue_left_letters()
        db.session.remove()
        db.session.configure(bind=None)
        time.sleep(2)
    left = _rows(engine, "SELECT kind, last_error FROM letters WHERE state <> 'sent'")
    assert left == []
