"""The archive of all documents: found by day, amount and counterparty (電子帳簿保存法施行規則 2条6項5号; BIL-3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, select, tuple_

from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.kit.search import containing

PAGE = 50
_TABLE, _INVOICES = Document.__table__.c, Invoice.__table__.c
_COLUMNS: tuple[Any, ...] = tuple(
    _TABLE[name]
    for name in (
        "id",
        "kind",
        "number",
        "issued_on",
        "counterparty",
        "total",
        "due_on",
        "names_number",
        "names_kind",
        "issued_by_name",
    )
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the archive is narrowed to, all of it at once. Days and amounts (yen with tax) are inclusive; `words` are
    looked for in counterparties and numbers."""

    words: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """After (or before) the document of that day with that id."""

    on: date
    id: UUID


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, newest first. A row has `state`, that of its invoice, if it is one."""

    rows: Sequence[Row[Any]]
    newer: Place | None
    older: Place | None


def list_documents(
    wanted: Filter, *, after: Place | None = None, before: Place | None = None, limit: int = PAGE
) -> Listed:
    """One page of the documents that `wanted` finds."""
    joined = and_(_INVOICES.document_id == _TABLE.id, _TABLE.kind == "invoice")
    query: Select[Any] = select(*_COLUMNS, _INVOICES.state).outerjoin(Invoice.__table__, joined)
    query = query.where(*_narrowing(wanted))
    here = tuple_(_TABLE.issued_on, _TABLE.id)
    if before:
        query = query.where(here > (before.on, before.id)).order_by(_TABLE.issued_on, _TABLE.id)
    else:
        query = query.where(here < (after.on, after.id)) if after else query
        query = query.order_by(_TABLE.issued_on.desc(), _TABLE.id.desc())
    rows = session.execute(query.limit(limit + 1)).all()
    more, rows = len(rows) > limit, rows[:limit]
    if before:
        rows = rows[::-1]
    newer = rows and (more if before else after is not None)
    older = rows and (more if not before else True)
    return Listed(rows, _place(rows[0]) if newer else None, _place(rows[-1]) if older else None)


def list_all_documents(wanted: Filter, chunk: int = 500) -> Iterator[Row[Any]]:
    """Every document that `wanted` finds, newest first: for exports, read in chunks."""
    after = None
    while True:
        listed = list_documents(wanted, after=after, limit=chunk)
        yield from listed.rows
        if listed.older is None:
            return
        after = listed.older


def _narrowing(wanted: Filter) -> list[ColumnElement[bool]]:
    found = containing(wanted.words, Document.search_text, Document.search_pairs)
    if wanted.kind:
        found.append(_TABLE.kind == wanted.kind)
    if wanted.since:
        found.append(_TABLE.issued_on >= wanted.since)
    if wanted.until:
        found.append(_TABLE.issued_on <= wanted.until)
    if wanted.least is not None:
        found.append(_TABLE.total >= wanted.least)
    if wanted.most is not None:
        found.append(_TABLE.total <= wanted.most)
    return found


def _place(row: Row[Any]) -> Place:
    return Place(row.issued_on, row.id)
