"""Orders by the API, against the bare insert of the rows that one order writes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine

from bench import pgbench
from bench.filing import Prepared
from bench.servers import Server
from tbc.api.service import tokens
from tbc.applications import numbers
from tbc.kit import db
from tbc.policy import Actor, Role

CLIENTS = (1, 4)
ORDERS = 300
# Everything that one order writes, with its sizes: copies of the rows of an order that the API has entered.
TABLES = """
CREATE TABLE bench_orders (LIKE orders INCLUDING ALL);
CREATE TABLE bench_order_lines (LIKE order_lines INCLUDING ALL);
CREATE TABLE bench_order_events (LIKE audit_events INCLUDING ALL);
CREATE TABLE bench_order_letters (LIKE letters INCLUDING ALL);
CREATE TABLE bench_order_answers (LIKE api_answers INCLUDING ALL);
CREATE TABLE bench_order_numbers (LIKE issued_numbers INCLUDING ALL);
CREATE SEQUENCE bench_order_number;
"""
SCRIPT = """
BEGIN;
WITH own AS (SELECT nextval('bench_order_number') AS number, gen_random_uuid() AS id),
    numbered AS (INSERT INTO bench_order_numbers SELECT 'ORDC', number FROM own),
    ordered AS (INSERT INTO bench_orders SELECT (jsonb_populate_record(o, jsonb_build_object('id', own.id,
        'application_id', gen_random_uuid(), 'number', 'ORDC' || lpad(own.number::text, 7, '0')))).*
        FROM orders o, own WHERE o.id = '{order}'),
    lines AS (INSERT INTO bench_order_lines SELECT (jsonb_populate_record(l, jsonb_build_object('order_id', own.id))).*
        FROM order_lines l, own WHERE l.order_id = '{order}'),
    events AS (INSERT INTO bench_order_events SELECT (jsonb_populate_record(a, jsonb_build_object('id',
        gen_random_uuid()))).* FROM audit_events a WHERE subject_id IN ('{order}', '{application}')
        AND act IN ('order-entered', 'application-ordered')),
    letters AS (INSERT INTO bench_order_letters SELECT (jsonb_populate_record(l, jsonb_build_object('id',
        gen_random_uuid(), 'message_id', gen_random_uuid()))).* FROM letters l WHERE about = '{order}'),
    answers AS (INSERT INTO bench_order_answers SELECT (jsonb_populate_record(a, jsonb_build_object('key',
        own.id))).* FROM api_answers a, own WHERE (a.token_id, a.key) = (SELECT token_id, key FROM api_answers LIMIT 1))
INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('bench', 'bench', '{{}}');
COMMIT;
"""


def measure(ours: Server, prepared: Prepared, url: str) -> None:
    """Print orders per second of one client and of several, and of pgbench with as many clients."""
    word = _token(url)
    supply = iter(_filings(url, prepared.filed_page().rpartition("/")[2], ORDERS * len(CLIENTS) + 1))
    _enter(ours, word, [next(supply)])
    program = pgbench.find()
    script = _script(url) if program else ""
    if program is None:
        print(f"  against the bare rows: {pgbench.MISSING}")
    for clients in CLIENTS:
        shares = [[next(supply) for _ in range(ORDERS // clients)] for _ in range(clients)]
        rate = sum(map(len, shares)) / _together(ours, word, shares)
        told = f"  by the API, {clients} client{'s' if clients > 1 else ' '}   {rate:8.1f}/s"
        if program:
            bare = pgbench.transactions_per_second(program, url, script, clients)
            told += f"   the same rows by pgbench {bare:8.1f}/s   ratio {rate / bare:5.2f}"
        print(told)


def _together(ours: Server, word: str, shares: Sequence[Sequence[str]]) -> float:
    """Seconds until every client has entered its share."""
    threads = [threading.Thread(target=_enter, args=(ours, word, share)) for share in shares]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def _enter(ours: Server, word: str, supply: Sequence[str]) -> None:
    """Enter an order for each reception number, over one connection."""
    connection = ours.connect()
    for number in supply:
        headers = {
            "Authorization": f"Bearer {word}",
            "Idempotency-Key": uuid4().hex,
            "Content-Type": "application/json",
        }
        body = json.dumps({"reception_number": number, "customer_po": "PO-2026-1", "dealer_note": "見本"})
        connection.request("POST", "/api/v1/orders", body.encode(), headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{answer.status}: {said[:500]!r}")
    connection.close()


def _token(url: str) -> str:
    engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
    db.bind(engine)
    administrator = Actor(name="bench", roles=frozenset({Role.ADMINISTRATOR}))
    with db.unit_of_work():
        _row, word = tokens.issue(administrator, "bench", ["orders:write"], 1)
    engine.dispose()
    return word


def _filings(url: str, application: str, count: int) -> list[str]:
    """The reception numbers of so many copies of a filed application."""
    drawn = [numbers.draw() for _ in range(count)]
    copy = (
        "INSERT INTO applications SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), "
        "'number', own))).* FROM applications a, unnest(%s::text[]) AS own WHERE a.id = %s"
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(copy, (drawn, application))
    return drawn


def _script(url: str) -> str:
    """The rows of the order that was entered first, once more."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)
        row = connection.execute("SELECT id, application_id FROM orders ORDER BY id LIMIT 1").fetchone()
    assert row is not None
    return SCRIPT.format(order=row[0], application=row[1])
