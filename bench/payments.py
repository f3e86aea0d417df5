"""Taking a bank's file against as many open invoices: what a row costs beside merely parsing it, and how that grows."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import psycopg
from sqlalchemy import create_engine, text

from bench import seed
from tbc import create_app
from tbc.billing_settings import BankAccount
from tbc.config import Settings
from tbc.kit import db
from tbc.kit.db import unit_of_work
from tbc.payments.names import key_of
from tbc.payments.reading import read_bank_file
from tbc.payments.service.importing import take
from tbc.policy import Actor

SIZES = (10_000, 100_000)
DAY = date(2026, 11, 20)
ACCOUNT = BankAccount("main", "見本銀行", "9999", "本店", "001", "ordinary", "1234567", "見本商事", "ミホン（カ")
PRICES = (5_500, 11_000, 33_000, 110_000)
# Of ten payers six send their name, three the invoice's number, and one what nobody knows.
BY_NUMBER, BY_NOBODY = (6, 7, 8), 9
INVOICES = """
WITH made AS (
    INSERT INTO documents (id, kind, year, sequence, number, issued_on, issued_at, issued_by_name, language, holder_id,
        about, addressee, counterparty, lines, taxes, total, issuer, due_on, account, transfer_hint, names_number,
        names_kind, reason, pdf, pdf_sha256, search_text, search_pairs)
    SELECT gen_random_uuid(), 'invoice', 2026, at, number, '2026-10-01', now(), '', 'ja', %(holder)s, gen_random_uuid(),
        '{}', name, '[]', '[]', amount, '{}', '2026-12-01', '{}', '', '', '', '', '', '', '', '{}'
    FROM unnest(%(ats)s::int[], %(numbers)s::text[], %(names)s::text[], %(amounts)s::bigint[])
        AS given(at, number, name, amount)
    RETURNING id, number, about, total, counterparty
)
INSERT INTO invoices (document_id, number, about, amount, state, issued_on, due_on, counts_until, account_key,
    virtual_account, transfer_name_kana, transfer_key, payer_company, version)
SELECT made.id, made.number, made.about, made.total, 'open', '2026-10-01', '2026-12-01', '2026-12-08', 'main', '',
    made.counterparty, keyed.key, made.counterparty, 1
FROM made JOIN unnest(%(numbers)s::text[], %(keys)s::text[]) AS keyed(number, key) USING (number)
"""


def measure(url: str) -> None:
    """Print both sizes; each has its own invoices, which are gone from those that are open when the next comes."""
    portal = create_app(_settings(url))
    per_row: list[float] = []
    for size in SIZES:
        _issue(url, size)
        data = _file(size)
        parsing = _timed(partial(read_bank_file, data, DAY))
        with portal.app_context():
            taking, booked = _take(url, data, f"{size}.txt")
        per_row.append(taking / size)
        print(
            f"  {size:>9,} rows   parsed {parsing:6.2f} s   taken {taking:7.2f} s   {taking / parsing:5.1f} x   "
            f"{taking / size * 1000:5.2f} ms a row   {size / taking:7.0f} rows/s   {booked / size:.0%} booked"
        )
    print(f"  a row of {SIZES[-1]:,} costs {per_row[-1] / per_row[0]:.2f} x one of {SIZES[0]:,}")


def _take(url: str, data: bytes, name: str) -> tuple[float, int]:
    engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
    db.bind(engine)
    try:
        began = time.perf_counter()
        with unit_of_work():
            booked = take(Actor(name="bench"), data, name).booked_rows
        seconds = time.perf_counter() - began
        with unit_of_work() as session:
            session.execute(text("UPDATE invoices SET state = 'lapsed', closed_on = '2026-12-09' WHERE state = 'open'"))
        return seconds, booked
    finally:
        db.session.remove()
        engine.dispose()


def _issue(url: str, size: int) -> None:
    """So many open invoices, straight into the tables: their papers are measured elsewhere."""
    ats = list(range(size + 1, 2 * size + 1))
    names = [f"カ）ミホン{at}" for at in ats]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            INVOICES,
            {
                "holder": seed.CUSTOMER,
                "ats": ats,
                "numbers": [f"INV-2026-{at:06}" for at in ats],
                "names": names,
                "amounts": [PRICES[at % len(PRICES)] for at in ats],
                "keys": [key_of(name) for name in names],
            },
        )
        connection.execute("VACUUM ANALYZE documents, invoices")


def _file(size: int) -> bytes:
    """A 振込入金通知 in which each of the invoices is paid once."""
    rows = [_row(at) for at in range(size + 1, 2 * size + 1)]
    total = sum(PRICES[at % len(PRICES)] for at in range(size + 1, 2 * size + 1))
    day = "081120"
    head = f"1010{day}{day}{day}9999{'ﾐﾎﾝ':<15}001{'ﾎﾝﾃﾝ':<15}11234567{'ﾐﾎﾝ(ｶ':<40}"
    records = [head, *rows, f"8{size:06}{total:012}{0:06}{0:012}", "9"]
    return b"".join(record.encode("cp932").ljust(200) + b"\r\n" for record in records)


def _row(at: int) -> str:
    way, name = at % 10, f"ｶ)ﾐﾎﾝ{at}"
    if way in BY_NUMBER:
        name = f"INV-2026-{at:06} {name}"
    elif way == BY_NOBODY:
        name = f"ﾀﾞﾚｶ{at}"
    amount = PRICES[at % len(PRICES)]
    return f"2{1:06}081120081120{amount:010}{0:010}{0:010}{name:<48}{'ﾐﾎﾝｷﾞﾝｺｳ':<15}{'ﾋｶﾞｼ':<15}0{'':<20}"


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _settings(url: str) -> Settings:
    return Settings(
        database_url="postgresql+psycopg://" + url.split("://", 1)[1],
        secret_key=secrets.token_urlsafe(32),
        base_url="http://localhost",
        smtp_url="smtp://127.0.0.1:1",
        mail_from="portal@tbc.example.com",
        bank_accounts=(ACCOUNT,),
    )
