"""The list of workbooks: what it is narrowed to, its pages by place, and what stands beside a workbook in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, literal_column, select
from sqlalchemy.orm import aliased

from tbc.imports.models import BatchFile, Workbook
from tbc.kit.clock import TOKYO
from tbc.kit.db import session
from tbc.kit.search import containing

PAGE = 50
COLUMNS: tuple[Any, ...] = (
    Workbook.id,
    Workbook.file_name,
    Workbook.size,
    Workbook.uploader_name,
    Workbook.uploaded_at,
    Workbook.state,
    Workbook.forms,
    Workbook.records,
    Workbook.errors,
    Workbook.warnings,
    Workbook.open_codes,
    Workbook.company,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; empty for everything.

    `problems` is `errors`, `warnings`, `none` or `clean` (what may be approved together with others), `code` a problem
    that is still open, `person` the name of whoever took it in, `ids` those that somebody ticked.
    """

    words: str = ""
    state: str = ""
    form: str = ""
    problems: str = ""
    code: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    batch: UUID | None = None
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of workbooks, newest first; `newer` and `older` are where the pages beside it begin."""

    rows: Sequence[Row[Any]]
    newer: UUID | None
    older: UUID | None


def list_workbooks(
    wanted: Wanted, older_than: UUID | None = None, newer_than: UUID | None = None, limit: int = PAGE
) -> Listed:
    """One page, by place and not by counting rows; ids are in order of upload."""
    query = select(*COLUMNS).where(*conditions(wanted)).limit(limit + 1)
    if newer_than:
        rows = session.execute(query.where(Workbook.id > newer_than).order_by(Workbook.id)).all()
        shown = rows[:limit][::-1]
        return Listed(shown, shown[0].id if len(rows) > limit else None, shown[-1].id if shown else None)
    if older_than:
        query = query.where(Workbook.id < older_than)
    rows = session.execute(query.order_by(Workbook.id.desc())).all()
    shown = rows[:limit]
    return Listed(shown, shown[0].id if shown and older_than else None, shown[-1].id if len(rows) > limit else None)


def list_all_ids(wanted: Wanted, chunk: int = 1000) -> Iterator[UUID]:
    """The ids of everything that `wanted` finds, newest first."""
    last: UUID | None = None
    while True:
        query = select(Workbook.id).where(*conditions(wanted)).order_by(Workbook.id.desc()).limit(chunk)
        found = session.scalars(query.where(Workbook.id < last) if last else query).all()
        yield from found
        if len(found) < chunk:
            return
        last = found[-1]


def count_workbooks(wanted: Wanted) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(Workbook).where(*conditions(wanted))) or 0


def count_waiting() -> int:
    """How many workbooks wait for somebody to look through them."""
    return session.scalar(select(func.count()).where(Workbook.state == "read")) or 0


def find_neighbours(workbook: Workbook) -> tuple[UUID | None, UUID | None]:
    """The workbooks before and after it that wait for the same; after a filed one, for review: (newer, older)."""
    same = select(Workbook.id).where(Workbook.state == ("read" if workbook.state == "filed" else workbook.state))
    newer = same.where(Workbook.id > workbook.id).order_by(Workbook.id).limit(1).scalar_subquery()
    older = same.where(Workbook.id < workbook.id).order_by(Workbook.id.desc()).limit(1).scalar_subquery()
    found = session.execute(select(newer, older)).one()
    return found[0], found[1]


def list_uploaders() -> Sequence[str]:
    """The names of all who have taken workbooks in, each found by one step in the index."""
    first = select(func.min(Workbook.uploader_name).label("name")).cte("uploaders", recursive=True)
    later = aliased(Workbook)
    step = select(func.min(later.uploader_name)).where(later.uploader_name > first.c.name).scalar_subquery()
    names = first.union_all(select(step).where(first.c.name.is_not(None)))
    return session.scalars(select(names.c.name).where(names.c.name.is_not(None), names.c.name != "")).all()


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What `wanted` asks of a workbook."""
    found = containing(wanted.words, Workbook.search_text, Workbook.search_pairs) if wanted.words.strip() else []
    marks = (
        (wanted.state, Workbook.state == wanted.state),
        (wanted.form, Workbook.forms.contains([wanted.form])),
        (wanted.code, Workbook.open_codes.contains([wanted.code])),
        (wanted.person, Workbook.uploader_name == wanted.person),
    )
    found += [condition for asked, condition in marks if asked]
    found += _PROBLEMS.get(wanted.problems, [])
    return [*found, *_period(wanted), *_among(wanted)]


def _period(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.since:
        yield Workbook.uploaded_at >= midnight(wanted.since)
    if wanted.until:
        yield Workbook.uploaded_at < midnight(wanted.until + timedelta(days=1))


def _among(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.ids:
        yield Workbook.id.in_(wanted.ids)
    if wanted.batch:
        yield Workbook.id.in_(select(BatchFile.workbook_id).where(BatchFile.batch_id == wanted.batch))


def midnight(day: date) -> datetime:
    """When `day` begins in Tokyo."""
    return datetime.combine(day, time(), TOKYO)


# Written out and not bound, so that the partial index of clean workbooks is found.
_CLEAN: list[ColumnElement[bool]] = [
    Workbook.state == literal_column("'read'"),
    Workbook.errors == literal_column("0"),
    Workbook.open_codes == literal_column("'{}'"),
]
_PROBLEMS: dict[str, list[ColumnElement[bool]]] = {
    "errors": [Workbook.errors > 0],
    "warnings": [Workbook.errors == 0, Workbook.warnings > 0],
    "none": [Workbook.errors == 0, Workbook.warnings == 0],
    "clean": _CLEAN,
}
