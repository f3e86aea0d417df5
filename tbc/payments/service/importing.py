"""Taking a bank file: its rows once and for all, what is sure booked, the rest left to staff; all or nothing (PAY)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from tbc.audit import service as audit
from tbc.billing_settings import BankAccount
from tbc.invoices.house import settings
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.payments.models import BankFile, Booking, Reconciliation, Transfer
from tbc.payments.names import came_numbers, key_of
from tbc.payments.places import account_of, place_of
from tbc.payments.reading import Account, Incoming, Mapping, read_bank_file
from tbc.payments.rules import Came
from tbc.payments.service.keeping import Row, booking_row, reconciliation_row, transfer_row
from tbc.payments.service.matching import decide_all
from tbc.payments.service.settling import settle_many
from tbc.payments.service.storing import store
from tbc.policy import Actor

# Statements stay of this size, however long the file.
_AT_ONCE = 5_000


class FileKnown(Exception):
    """The same file was taken before; nothing was changed."""

    def __init__(self, file: BankFile) -> None:
        super().__init__(file.file_name)
        self.file = file


class AccountUnknown(Exception):
    """A CSV is of an account that is not configured."""


def take(actor: Actor, data: bytes, file_name: str, mapping: Mapping | None = None, account_key: str = "") -> BankFile:
    """Take the file: rows that were in none before are kept, and booked where that is sure. One transaction.

    A CSV takes a `mapping` and the key of the account that it is of.

    Raises:
        FileFaulty: it cannot be read whole.
        FileKnown: it was taken before.
        AccountUnknown: no account of that key is configured.
    """
    accounts = settings().bank_accounts
    account = account_named(account_key) if mapping else None
    read = read_bank_file(data, today(), mapping, account)
    _wait_for_others()
    digest = sha256(data).hexdigest()
    known = session.scalar(select(BankFile).where(BankFile.sha256 == digest))
    if known:
        raise FileKnown(known)
    rows = read.transfers
    file = BankFile(sha256=digest, file_name=file_name, kind=read.kind, rows=len(rows), amount=read.amount)
    file.taken_by_name = actor.name
    session.add(file)
    session.flush()
    for chunk in _chunks(_new(_rows(rows, accounts))):
        file.new_rows += len(chunk)
        file.booked_rows += _keep(actor, file.id, chunk)
    told: dict[str, Any] = {"rows": file.rows, "new": file.new_rows, "booked": file.booked_rows}
    audit.record("bank-file-taken", actor, "bank-file", file.id, file_name=file_name, **told)
    session.flush()
    return file


def account_named(key: str) -> Account:
    """The configured account of that key.

    Raises:
        AccountUnknown: there is none.
    """
    account = account_of(key, settings().bank_accounts)
    if account is None:
        raise AccountUnknown(key)
    return account


def _wait_for_others() -> None:
    """Two files with the same rows are taken one after the other."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("bank-files"))))
    # From its eleventh time on PostgreSQL would plan the look-up of candidates for any arrays at all, and read whole
    # tables for each chunk.
    session.execute(select(func.set_config("plan_cache_mode", "force_custom_plan", True)))


def _rows(rows: Sequence[Incoming], accounts: Sequence[BankAccount]) -> Iterator[Row]:
    taken_back = {_equal(row) for row in rows if row.is_cancellation}
    for row in rows:
        place = place_of(row.account, row.payer_code, accounts)
        came = Came(
            amount=row.amount,
            value_on=row.value_on,
            account_key=place.account_key,
            virtual_account=place.virtual_account,
            name_key=key_of(row.payer_name),
            numbers=came_numbers(row.payer_name, row.text, row.edi),
            is_cancellation=row.is_cancellation,
            is_cancelled=bool(taken_back) and _equal(row) in taken_back,
            is_uncleared=row.is_uncleared,
        )
        yield Row(row, place, came)


def _equal(row: Incoming) -> tuple[object, ...]:
    """What a row has in common with the one that takes it back."""
    return row.account, row.amount, key_of(row.payer_name)


def _new(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that no file has brought yet."""
    for chunk in _chunks(rows):
        checksums = literal([row.incoming.checksum for row in chunk], ARRAY(TEXT()))
        there = set(session.scalars(select(Transfer.checksum).where(Transfer.checksum == any_(checksums))))
        yield from (row for row in chunk if row.incoming.checksum not in there)


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, _AT_ONCE)):
        yield chunk


def _keep(actor: Actor, file_id: UUID, rows: Sequence[Row]) -> int:
    """Keep the rows and book what is sure; how many were booked."""
    decisions = decide_all([row.came for row in rows])
    kept = [transfer_row(file_id, row, decision, actor) for row, decision in zip(rows, decisions, strict=True)]
    store(Transfer, kept)
    sure = [(new_id(), one, decision) for one, decision in zip(kept, decisions, strict=True) if decision.invoice]
    store(Reconciliation, [reconciliation_row(act, actor) for act, _one, _decision in sure])
    store(Booking, [booking_row(act, one["id"], decision) for act, one, decision in sure])
    settle_many(actor, {decision.invoice.id: one["value_on"] for _act, one, decision in sure if decision.invoice})
    return len(sure)
