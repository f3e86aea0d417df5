"""Accounts, invoices and transfers for tests of matching: many invoices at once, without drawing their papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tbc.accounts.models import User
from tbc.billing_settings import BankAccount, VirtualAccounts
from tbc.invoices import house
from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.payments.models import BankFile
from tbc.payments.names import key_of
from tbc.payments.service.importing import take
from tbc.payments.service.storing import store
from tbc.policy import Actor
from tests.conftest import settings_for
from tests.payments.files import BANK, BRANCH, NUMBER, Box, Paid, joined, notice
from tests.people import a_customer

MAIN = BankAccount(
    key="main",
    bank="みほん銀行",
    bank_code=BANK,
    branch="本店",
    branch_code=BRANCH,
    kind="ordinary",
    number=NUMBER,
    holder="自前商事株式会社",
    holder_kana="ジマエショウジ（カ",
    virtual=VirtualAccounts("振込専用支店", "900", 1_000_000, 1_999_999),
)
SECOND = BankAccount("second", "なみ銀行", "0998", "北", "001", "current", "1234567", "自前商事株式会社", "ジマエ（カ")
STAFF = Actor(name="経理　花子")
ISSUED = date(2026, 10, 1)
DAY = date(2026, 11, 20)


@contextmanager
def accounts_known() -> Iterator[None]:
    """Within the block the house has these accounts."""
    house.set_up(settings_for(bank_accounts=(MAIN, SECOND)))
    try:
        yield
    finally:
        house.set_up(settings_for())


def invoices(given: Iterable[dict[str, Any]], holder: User | None = None) -> list[UUID]:
    """Open invoices: each says what is special about it (`amount`, `name`, `virtual_account`, `account_key`, …)."""
    holder_id = (holder or a_customer()).id
    wanted = list(given)
    ids = [new_id() for _one in wanted]
    store(Document, [_document(id_, at, one, holder_id) for at, (id_, one) in enumerate(zip(ids, wanted, strict=True))])
    store(Invoice, [_invoice(id_, at, one) for at, (id_, one) in enumerate(zip(ids, wanted, strict=True))])
    return ids


def an_open_invoice(
    amount: int = 110_000, name: str = "カ）ミホンショウジ", holder: User | None = None, **more: Any
) -> Invoice:
    """One open invoice of the main account."""
    (made,) = invoices([{"amount": amount, "name": name} | more], holder)
    return session.get_one(Invoice, made)


def brought(*paid: Paid, name: str = "a.txt", **box: Any) -> BankFile:
    """The transfers, taken from a 振込入金通知 of the main account."""
    return take(STAFF, joined(notice(Box(paid, **box))), name)


def _number(at: int, one: dict[str, Any]) -> str:
    return str(one.get("number", f"INV-2026-{next(_numbers):06}"))


def _count() -> Iterator[int]:
    at = 100_000
    while True:
        at += 1
        yield at


_numbers = _count()


def _document(id_: UUID, at: int, one: dict[str, Any], holder_id: UUID) -> dict[str, Any]:
    number = one["number"] = _number(at, one)
    return {
        "id": id_,
        "kind": "invoice",
        "year": 2026,
        "sequence": int(number[-6:]),
        "number": number,
        "issued_on": one.get("issued_on", ISSUED),
        "issued_at": "2026-10-01T00:00:00Z",
        "issued_by_name": "",
        "language": "ja",
        "holder_id": holder_id,
        "about": id_,
        "addressee": "{}",
        "counterparty": one["name"],
        "lines": "[]",
        "taxes": "[]",
        "total": one["amount"],
        "issuer": "{}",
        "due_on": one.get("counts_until", DAY + timedelta(11)),
        "account": "{}",
        "transfer_hint": "",
        "names_number": "",
        "names_kind": "",
        "reason": "",
        "pdf": b"",
        "pdf_sha256": "",
        "search_text": "",
        "search_pairs": [],
    }


def _invoice(id_: UUID, at: int, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "document_id": id_,
        "number": one["number"],
        "about": id_,
        "amount": one["amount"],
        "state": one.get("state", "open"),
        "issued_on": one.get("issued_on", ISSUED),
        "due_on": one.get("counts_until", DAY + timedelta(11)),
        "counts_until": one.get("counts_until", DAY + timedelta(18)),
        "account_key": one.get("account_key", "main"),
        "virtual_account": one.get("virtual_account", ""),
        "transfer_name_kana": one["name"],
        "transfer_key": key_of(one["name"]),
        "payer_company": one["name"],
        "closed_on": DAY if one.get("state") in {"cancelled", "lapsed"} else None,
        "version": 1,
    }
