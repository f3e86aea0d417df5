"""`make bench`: every figure of one run on this machine, as ratios."""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
from sqlalchemy import create_engine

from bench import batches, certificates, filing, growth, invoices, issuing, orders, payments, reading, seed
from bench.pages import Cost, Visitor, compare
from bench.servers import Server, running
from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.demo.postgres import EmbeddedPostgres, create_database, drop_database, home_of
from tbc.kit import db, schema

PROJECT = Path(__file__).parents[1]
TARGETS = {"application list": 3.0, "application page": 2.5, "a form step": 3.0, "filing": 4.0, "memory": 2.0}


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="bench")
    asked.add_argument("--rows", type=int, default=1_000_000, help="the most applications for the growth figures")
    asked.add_argument("--rounds", type=int, default=8)
    asked.add_argument("--size", type=int, default=60, help="requests of each kind per round")
    asked.add_argument("--files", type=int, default=5000, help="the workbooks of the batch that is imported")
    asked.add_argument("--reading", action="store_true", help="measure the reading of old forms alone")
    asked.add_argument("--orders", action="store_true", help="measure orders, their numbers and papers alone")
    asked.add_argument("--payments", action="store_true", help="measure bank files alone")
    options = asked.parse_args()
    if not (options.orders or options.payments):
        reading.measure()
    if options.reading:
        return
    with _database() as url:
        environment = _environment(url)
        if options.orders:
            _measure_orders(url, environment)
            return
        if options.payments:
            _measure_payments(url)
            return
        batches.measure(url, options.files)
        with running("bench.bare:app", environment) as bare, running("wsgi:app", environment) as ours:
            customer = _signed_in(ours, url, seed.CUSTOMER)
            prepared = filing.Prepared(_signed_in(ours, url, seed.MAKER))
            _compare_pages(bare, ours, customer, prepared, options.rounds, options.size)
            filing.against_pgbench(prepared, url, 100)
            growth.measure({"customer": customer, "dealer": _signed_in(ours, url, seed.DEALER)}, url, options.rows)
        _measure_orders(url, environment)


def _measure_orders(url: str, environment: dict[str, str]) -> None:
    print("\norders")
    with running("wsgi:app", environment) as ours:
        orders.measure(ours, filing.Prepared(_signed_in(ours, url, seed.MAKER)), url)
    issuing.measure(url)
    certificates.measure()
    print("\ninvoices")
    invoices.measure()
    _measure_payments(url)


def _measure_payments(url: str) -> None:
    print("\nbank files")
    payments.measure(url)


def _compare_pages(
    bare: Server, ours: Server, customer: Visitor, prepared: filing.Prepared, rounds: int, size: int
) -> None:
    plain, maker = Visitor(bare), prepared.visitor
    note = plain.post("/bare", {"title": "見本", "body": "一行"})
    first = prepared.filed_page()
    draft = prepared.draft()

    def read() -> object:
        return plain.get(note)

    def insert() -> object:
        return plain.post("/bare", {"title": "見本", "body": "一行"})

    acts: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "application list": (read, lambda: customer.get("/applications")),
        "application page": (read, lambda: maker.get(first)),
        "a form step": (read, lambda: maker.get(f"{draft}/delivery")),
        "a form step, saved": (insert, lambda: prepared.save_step(draft)),
        "the largest step": (read, lambda: maker.get(f"{draft}/end-user")),
    }
    print(f"{'':22}{'bare':>16}{'portal':>20}{'ratio':>16}")
    for name, (theirs, mine) in acts.items():
        _print(name, *compare((bare, theirs), (ours, mine), rounds, size))
    drafts = iter(prepared.drafts(rounds * max(10, size // 4)))
    _print("filing", *compare((bare, insert), (ours, lambda: prepared.file(next(drafts))), rounds, max(10, size // 4)))
    bare_memory, our_memory = bare.resident(), ours.resident()
    goal = TARGETS["memory"]
    print(
        f"{'memory of a worker':22}{bare_memory:9.1f} MiB  {our_memory:11.1f} MiB  {our_memory / bare_memory:9.2f} x  (goal {goal} x)"
    )


def _print(name: str, theirs: Cost, mine: Cost) -> None:
    goal = f"  (goal {TARGETS[name]} x)" if name in TARGETS else ""
    print(
        f"{name:22}{theirs.wall:6.2f} /{theirs.cpu:5.2f} ms {mine.wall:7.2f} /{mine.cpu:6.2f} ms "
        f"{mine.wall / theirs.wall:6.2f} /{mine.cpu / theirs.cpu:5.2f} x{goal}   wall / processor"
    )


def _signed_in(ours: Server, url: str, user_id: UUID) -> Visitor:
    """Somebody's browser, signed in."""
    engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
    db.bind(engine)
    with db.unit_of_work() as session:
        token = sessions.begin(session.get_one(User, user_id), "127.0.0.1", "bench")
    engine.dispose()
    return Visitor(ours, {"tbc_session": token})


def _environment(url: str) -> dict[str, str]:
    return {
        "TBC_DATABASE_URL": url,
        "TBC_SECRET_KEY": secrets.token_urlsafe(32),
        "TBC_BASE_URL": "http://localhost",
        "TBC_SMTP_URL": "smtp://127.0.0.1:1",
        "TBC_MAIL_FROM": "portal@tbc.example.com",
        "TBC_API_CALLS_PER_MINUTE": "100000",
    }


@contextmanager
def _database() -> Iterator[str]:
    """A migrated database with ten thousand applications, on the configured server or an embedded one."""
    server_url = os.environ.get("TBC_DATABASE_URL")
    server = None
    if not server_url:
        # Durable as in production: the bare application pays for its commits too.
        server = EmbeddedPostgres(home_of(PROJECT, "bench"), "bench", ("shared_buffers=512MB", "max_wal_size=8GB"))
        server_url = server.start()
    drop_database(server_url, "tbc_bench")
    create_database(server_url, "tbc_bench")
    url = server_url.rsplit("/", 1)[0] + "/tbc_bench"
    try:
        engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
        schema.upgrade(engine)
        db.bind(engine)
        seed.catalogue()
        engine.dispose()
        with psycopg.connect(url, autocommit=True) as connection:
            seed.people(connection)
            seed.applications(connection, 0, 10_000)
            connection.execute("VACUUM ANALYZE")
        yield url
    finally:
        drop_database(server_url, "tbc_bench")
        if server:
            server.remove()


if __name__ == "__main__":
    main()
