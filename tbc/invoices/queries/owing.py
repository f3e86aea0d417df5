"""What was owed on a day: the invoices that were issued until then and neither paid nor closed (month's end)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from tbc.invoices.models import Document, Invoice
from tbc.invoices.rules import AGES, OVERDUE
from tbc.kit.db import session
from tbc.kit.paging import Window, each_page
from tbc.kit.places import Day
from tbc.kit.search import containing

PAGE = 50
_INVOICES = Invoice.__table__.c
_NAMES = ("document_id", "number", "payer_company", "transfer_name_kana", "issued_on", "due_on", "amount", "state")
_COLUMNS: tuple[Any, ...] = (_INVOICES.document_id.label("id"), *(_INVOICES[name] for name in _NAMES))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was owed at the end of the day `on`, narrowed to an age (one of `rules.AGES`, or `OVERDUE`) and to `words`
    in the payer or the number."""

    on: date
    words: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many invoices, and what they come to in yen with tax."""

    count: int = 0
    yen: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, the earliest due first. A row has `state`, which is that of today."""

    rows: Sequence[Row[Any]]
    newer: Day | None
    older: Day | None


def list_owing(wanted: Wanted, *, after: Day | None = None, before: Day | None = None, limit: int = PAGE) -> Listed:
    """One page of the invoices that `wanted` finds."""
    window = Window(after, before, limit, latest_first=False)
    query = _narrowed(select(*_COLUMNS), wanted).where(*_aged(wanted))
    found = session.execute(window.cut(query, (_INVOICES.due_on, _INVOICES.document_id))).all()
    return Listed(*window.page(found, _place))


def list_all_owing(wanted: Wanted, chunk: int = 500) -> Iterator[Row[Any]]:
    """Every invoice that `wanted` finds, the earliest due first: for exports, read in chunks."""
    for listed in each_page(lambda after: list_owing(wanted, after=after, limit=chunk)):
        yield from listed.rows


def sum_by_age(wanted: Wanted) -> Mapping[str, Sum]:
    """By each of `rules.AGES` what was owed, whatever age `wanted` says."""
    reached = [
        (_INVOICES.due_on >= _due_since(wanted.on, most), name) for name, most in AGES.items() if most is not None
    ]
    oldest = next(name for name, most in AGES.items() if most is None)
    age = case(*reached, else_=oldest).label("age")
    query: Select[Any] = select(age, func.count(), func.sum(_INVOICES.amount)).group_by(age)
    found = {name: Sum(count, int(yen)) for name, count, yen in session.execute(_narrowed(query, wanted))}
    return {name: found.get(name, Sum()) for name in AGES}


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    # Of what has ended since, the day tells; of what was paid, that is the value date.
    ended = func.coalesce(_INVOICES.paid_on, _INVOICES.closed_on)
    open_then = or_(_INVOICES.state == "open", (_INVOICES.state != "open") & (ended > wanted.on))
    query = query.where(_INVOICES.issued_on <= wanted.on, open_then)
    found = containing(wanted.words, Document.search_text, Document.search_pairs)
    return query.join(Document.__table__, Document.id == _INVOICES.document_id).where(*found) if found else query


def _aged(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.age == OVERDUE:
        return [_INVOICES.due_on < wanted.on]
    if wanted.age not in AGES:
        return []
    names, most = list(AGES), AGES[wanted.age]
    found = [_INVOICES.due_on >= _due_since(wanted.on, most)] if most is not None else []
    if at := names.index(wanted.age):
        younger = AGES[names[at - 1]]
        assert younger is not None, "only the last age has no end"
        found.append(_INVOICES.due_on < _due_since(wanted.on, younger))
    return found


def _due_since(on: date, days: int) -> date:
    """What is at most so many days overdue on that day was due on this day or later."""
    return on - timedelta(days=days)


def _place(row: Row[Any]) -> Day:
    return Day(row.due_on, row.id)
