"""The archive of all documents: found by day, amount and counterparty (電子帳簿保存法施行規則 2条6項5号; BIL-3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select

from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.kit.paging import Window, each_page
from tbc.kit.places import Day
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
class Listed:
    """One page, newest first. A row has `state`, that of its invoice, if it is one."""

    rows: Sequence[Row[Any]]
    newer: Day | None
    older: Day | None


def list_documents(wanted: Filter, *, after: Day | None = None, before: Day | None = None, limit: int = PAGE) -> Listed:
    """One page of the documents that `wanted` finds."""
    joined = and_(_INVOICES.document_id == _TABLE.id, _TABLE.kind == "invoice")
    query: Select[Any] = select(*_COLUMNS, _INVOICES.state).outerjoin(Invoice.__table__, joined)
    query = query.where(*_narrowing(wanted))
    window = Window(after, before, limit)
    found = session.execute(window.cut(query, (_TABLE.issued_on, _TABLE.id))).all()
    return Listed(*window.page(found, _place))


def list_all_documents(wanted: Filter, chunk: int = 500) -> Iterator[Row[Any]]:
    """Every document that `wanted` finds, newest first: for exports, read in chunks."""
    for listed in each_page(lambda after: list_documents(wanted, after=after, limit=chunk)):
        yield from listed.rows


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


def _place(row: Row[Any]) -> Day:
    return Day(row.issued_on, row.id)
