"""The invoices that transfers may settle, looked up for many transfers at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    TableValuedAlias,
    Text,
    Uuid,
    any_,
    column,
    func,
    literal,
    literal_column,
    select,
    true,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from tbc.invoices.models import Invoice
from tbc.kit.db import session
from tbc.payments.models import Booking, PayerAlias, Transfer
from tbc.payments.names import keys_like
from tbc.payments.rules import Came, Candidate

COLUMNS = (
    Invoice.document_id,
    Invoice.number,
    Invoice.amount,
    Invoice.account_key,
    Invoice.virtual_account,
    Invoice.transfer_key,
    Invoice.issued_on,
    Invoice.counts_until,
    Invoice.state,
)
# So many earlier payments of the same name and amount are looked at.
_LATEST = 5
# Banks take a transfer back within days; a payer may send the same amount again every month.
_TAKEN_BACK_WITHIN = timedelta(days=60)
_Wanted = Select[UUID, str, int, str, str, str, date, date, str]


def list_aliases(name_keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each name on the bank's side the payers' keys that staff have taken it for."""
    found: dict[str, set[str]] = {}
    rows = select(PayerAlias.name_key, PayerAlias.payer_key).where(_is_one_of(PayerAlias.name_key, name_keys))
    for name_key, payer_key in session.execute(rows):
        found.setdefault(name_key, set()).add(payer_key)
    return {name_key: frozenset(keys) for name_key, keys in found.items()}


def list_candidates(cames: Sequence[Came], aliases: Mapping[str, frozenset[str]]) -> list[Candidate]:
    """Every invoice that one of the transfers names by virtual account or number, open or not; every open one whose
    payer is called as one of them; and those that equal transfers have settled before, or would have if they had not
    been closed."""
    keys = {came.name_key for came in cames} | {key for found in aliases.values() for key in found}
    keys |= {key for came in cames if came.numbers or came.virtual_account for key in keys_like(came.name_key)}
    numbers = {number for came in cames for number in came.numbers}
    wanted: list[_Wanted] = [select(*COLUMNS).where(Invoice.state == "open", _is_one_of(Invoice.transfer_key, keys))]
    if numbers:
        wanted.append(select(*COLUMNS).where(_is_one_of(Invoice.number, numbers)))
    virtual = {(came.account_key, came.virtual_account) for came in cames if came.virtual_account}
    if virtual:
        wanted.append(_of_virtual(virtual))
    paid = {(came.name_key, came.amount) for came in cames if came.name_key}
    if paid:
        wanted += [_settled_by_equals(paid), _closed_for(paid)]
    return [Candidate(*row) for row in session.execute(union(*wanted))]


def list_rivals(numbers: Collection[tuple[str, int]]) -> list[Candidate]:
    """The open invoices of these numbers and amounts."""
    if not numbers:
        return []
    asked = _asked(numbers, BigInteger())
    wanted = select(*COLUMNS).join(asked, (asked.c.one == Invoice.number) & (asked.c.other == Invoice.amount))
    return [Candidate(*row) for row in session.execute(wanted.where(Invoice.state == "open"))]


class TakenBack:
    """What rows that are kept take back, as far as it is one of these amounts."""

    def __init__(self, amounts: Collection[int]) -> None:
        wanted = select(Transfer.account_number, Transfer.amount, Transfer.name_key, Transfer.booked_on).where(
            Transfer.is_cancellation, Transfer.amount == any_(literal(sorted(amounts), ARRAY(BigInteger())))
        )
        self._days: defaultdict[tuple[str, int, str], list[date]] = defaultdict(list)
        for account_number, amount, name_key, day in session.execute(wanted):
            self._days[account_number, amount, name_key].append(day)

    def has(self, account_number: str, amount: int, name_key: str, booked_on: date) -> bool:
        """Whether a row of that account, amount and name, booked on that day, was taken back since."""
        days = self._days.get((account_number, amount, name_key), ())
        return any(booked_on <= day <= booked_on + _TAKEN_BACK_WITHIN for day in days)


def lock_open(ids: Iterable[UUID]) -> set[UUID]:
    """Which of the invoices are open, now and until the transaction ends; locked in the order of their ids."""
    wanted = (
        select(Invoice.document_id, Invoice.state)
        .where(Invoice.document_id == any_(literal(list(ids), ARRAY(Uuid()))))
        .order_by(Invoice.document_id)
        .with_for_update()
    )
    return {document_id for document_id, state in session.execute(wanted) if state == "open"}


def _of_virtual(pairs: Iterable[tuple[str, str]]) -> _Wanted:
    """The latest invoice that had each number: one is given again once its invoice is closed."""
    asked = _asked(pairs, Text())
    latest = (
        select(*COLUMNS)
        .join(asked, (asked.c.one == Invoice.account_key) & (asked.c.other == Invoice.virtual_account))
        .ext(distinct_on(Invoice.account_key, Invoice.virtual_account))
        .order_by(Invoice.account_key, Invoice.virtual_account, Invoice.document_id.desc())
        .subquery()
    )
    kept: Any = latest.c
    return select(*(kept[column.name] for column in COLUMNS))


def _settled_by_equals(pairs: Iterable[tuple[str, int]]) -> _Wanted:
    """What transfers of the same name and amount have settled: one that comes again has perhaps been paid twice.

    Each pair is looked up by itself, its latest few: a plan for all of them at once is made from what was known of the
    tables before this transaction, and reads them whole.
    """
    asked = _asked(pairs, BigInteger())
    settled = (
        select(*COLUMNS)
        .join(Booking, Booking.invoice_id == Invoice.document_id)
        .join(Transfer, Transfer.id == Booking.transfer_id)
        .where(Transfer.name_key == asked.c.one, Transfer.amount == asked.c.other, Transfer.name_key != "")
        .where(~Booking.is_undone)
        .order_by(Transfer.id.desc())
        .limit(_LATEST)
        .lateral("settled")
    )
    kept: Any = settled.c
    return select(*(kept[column.name] for column in COLUMNS)).select_from(asked.join(settled, true()))


def _closed_for(pairs: Iterable[tuple[str, int]]) -> _Wanted:
    """Invoices of those payers and amounts that were cancelled or have lapsed: each pair's latest few."""
    asked = _asked(pairs, BigInteger())
    closed = (
        select(*COLUMNS)
        .where(Invoice.transfer_key == asked.c.one, Invoice.amount == asked.c.other)
        .where(Invoice.state.in_([literal_column("'cancelled'"), literal_column("'lapsed'")]))
        .order_by(Invoice.document_id.desc())
        .limit(_LATEST)
        .lateral("closed")
    )
    kept: Any = closed.c
    return select(*(kept[column.name] for column in COLUMNS)).select_from(asked.join(closed, true()))


def _asked(pairs: Iterable[tuple[str, Any]], other: TypeEngine[Any]) -> TableValuedAlias:
    """Pairs as a table to join: two arrays, however many they are."""
    ones, others = zip(*sorted(pairs), strict=True)
    return (
        func.unnest(literal(list(ones), ARRAY(Text())), literal(list(others), ARRAY(other)))
        .table_valued(column("one", Text()), column("other", other))
        .render_derived(name="asked")
    )


def _is_one_of(found: InstrumentedAttribute[str], texts: Iterable[str]) -> ColumnElement[bool]:
    return found == any_(literal(sorted(set(texts) - {""}), ARRAY(Text())))
