"""Taking a bank file: its rows once and for all, what is sure booked, the rest left to staff; all or nothing (PAY)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from tbc.payments.queries.candidates import TakenBack
from tbc.payments.reading import Account, Incoming, Mapping, read_bank_file
from tbc.payments.reading import BankFile as ReadFile
from tbc.payments.rules import Came
from tbc.payments.service.keeping import Row, booking_row, reconciliation_row, transfer_row
from tbc.payments.service.matching import decide_all
from tbc.payments.service.settling import settle_many
from tbc.payments.service.storing import store
from tbc.policy import Actor

# Statements stay of this size, however long the file.
AT_ONCE = 5_000


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
    read = read_bank_file(data, today(), mapping, account_named(account_key) if mapping else None)
    file = begin(actor, read, sha256(data).hexdigest(), file_name)
    for chunk in _chunks(iter(rows_of(read))):
        take_rows(actor, file, chunk)
    finish(actor, file)
    return file


def begin(actor: Actor, read: ReadFile, digest: str, file_name: str) -> BankFile:
    """The file is to be taken, none of its rows is yet; `digest` is the SHA-256 of its content.

    Raises:
        FileKnown: it was taken before.
    """
    _wait_for_others()
    known = find_file(digest)
    if known:
        raise FileKnown(known)
    file = BankFile(sha256=digest, file_name=file_name, kind=read.kind, rows=len(read.transfers), amount=read.amount)
    file.taken_by_name = actor.name
    session.add(file)
    session.flush()
    return file


def take_rows(actor: Actor, file: BankFile, rows: Sequence[Row]) -> None:
    """Keep those of the rows that no file has brought yet, and book what is sure. At most `AT_ONCE` of them."""
    _wait_for_others()
    new = _new(rows)
    file.new_rows += len(new)
    file.booked_rows += _keep(actor, file.id, new) if new else 0
    session.flush()


def finish(actor: Actor, file: BankFile) -> None:
    """All rows of the file are taken: say so."""
    told: dict[str, Any] = {"rows": file.rows, "new": file.new_rows, "booked": file.booked_rows}
    audit.record("bank-file-taken", actor, "bank-file", file.id, file_name=file.file_name, **told)
    session.flush()


def find_file(digest: str) -> BankFile | None:
    """The file of that content, if it was taken before."""
    return session.scalar(select(BankFile).where(BankFile.sha256 == digest))


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


def rows_of(read: ReadFile) -> list[Row]:
    """The file's rows with what matching looks at, in the file's order."""
    accounts = settings().bank_accounts
    taken_back = {_equal(row) for row in read.transfers if row.is_cancellation}
    return [_row(one, accounts, is_cancelled=_equal(one) in taken_back) for one in read.transfers]


def _row(row: Incoming, accounts: Sequence[BankAccount], *, is_cancelled: bool) -> Row:
    place = place_of(row.account, row.payer_code, accounts)
    came = Came(
        amount=row.amount,
        value_on=row.value_on,
        account_key=place.account_key,
        virtual_account=place.virtual_account,
        name_key=key_of(row.payer_name),
        numbers=came_numbers(row.payer_name, row.text, row.edi),
        is_cancellation=row.is_cancellation,
        is_cancelled=is_cancelled,
        is_uncleared=row.is_uncleared,
    )
    return Row(row, place, came)


def _equal(row: Incoming) -> tuple[object, ...]:
    """What a row has in common with the one that takes it back."""
    return row.account, row.amount, key_of(row.payer_name)


def known_among(rows: Sequence[Row]) -> set[str]:
    """The checksums of those rows that a file has brought already."""
    checksums = literal([row.incoming.checksum for row in rows], ARRAY(TEXT()))
    return set(session.scalars(select(Transfer.checksum).where(Transfer.checksum == any_(checksums))))


def _new(rows: Sequence[Row]) -> list[Row]:
    there = known_among(rows)
    return [row for row in rows if row.incoming.checksum not in there]


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, AT_ONCE)):
        yield chunk


def _keep(actor: Actor, file_id: UUID, rows: Sequence[Row]) -> int:
    """Keep the rows and book what is sure; how many were booked."""
    decisions = decide_all(cames_of(rows))
    kept = [transfer_row(file_id, row, decision, actor) for row, decision in zip(rows, decisions, strict=True)]
    store(Transfer, kept)
    sure = [(new_id(), one, decision) for one, decision in zip(kept, decisions, strict=True) if decision.invoice]
    store(Reconciliation, [reconciliation_row(act, actor) for act, _one, _decision in sure])
    store(Booking, [booking_row(act, one["id"], decision) for act, one, decision in sure])
    settle_many(actor, {decision.invoice.id: one["value_on"] for _act, one, decision in sure if decision.invoice})
    return len(sure)


def cames_of(rows: Sequence[Row]) -> list[Came]:
    """What matching looks at in the rows; those that a row of another file has taken back are cancelled too."""
    gone = TakenBack({row.came.amount for row in rows})
    return [
        replace(came, is_cancelled=True)
        if gone.has(one.account.number, came.amount, came.name_key, one.booked_on)
        else came
        for one, came in ((row.incoming, row.came) for row in rows)
    ]
