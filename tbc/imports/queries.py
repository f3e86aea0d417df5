"""Reading workbooks: staff see all of them, everybody else none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select

from tbc.imports.models import Workbook, WorkbookRecord, WorkbookSheet
from tbc.kit.clock import TOKYO
from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.policy import Actor

PAGE = 20
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
    Workbook.company,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; empty for everything. `problems` is `errors`, `warnings` or `none`."""

    words: str = ""
    state: str = ""
    form: str = ""
    problems: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of workbooks, newest first; `newer` and `older` are where the pages beside it begin."""

    rows: Sequence[Row[Any]]
    newer: UUID | None
    older: UUID | None


def find_workbook(actor: Actor, workbook_id: UUID) -> Workbook | None:
    """A workbook, as staff may see it."""
    return session.get(Workbook, workbook_id) if actor.is_staff else None


def lock_workbook(actor: Actor, workbook_id: UUID) -> Workbook | None:
    """As `find_workbook`, as it is now and for this transaction alone: whatever comes at the same time waits."""
    if not actor.is_staff:
        return None
    wanted = select(Workbook).where(Workbook.id == workbook_id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def find_by_content(sha256: str) -> Workbook | None:
    """The workbook with that content."""
    return session.scalars(select(Workbook).where(Workbook.sha256 == sha256)).one_or_none()


def list_known(marks: Iterable[str]) -> frozenset[str]:
    """Those of some contents (SHA-256) that are there and have been read already."""
    wanted = select(Workbook.sha256).where(Workbook.sha256.in_(sorted(set(marks))), Workbook.state != "unread")
    return frozenset(session.scalars(wanted))


def list_records(workbook_id: UUID) -> Sequence[WorkbookRecord]:
    """The records of a workbook, in the order of its sheets."""
    wanted = select(WorkbookRecord).where(WorkbookRecord.workbook_id == workbook_id).order_by(WorkbookRecord.position)
    return session.scalars(wanted, execution_options={"populate_existing": True}).all()


def list_sheet_names(workbook_id: UUID) -> Sequence[str]:
    """The names of the visible sheets, in the order of their tabs."""
    wanted = select(WorkbookSheet.name).where(WorkbookSheet.workbook_id == workbook_id)
    return session.scalars(wanted.order_by(WorkbookSheet.position)).all()


def find_sheet(workbook_id: UUID, name: str) -> Row[Any] | None:
    """One sheet with its cells."""
    columns = (WorkbookSheet.name, WorkbookSheet.cells, WorkbookSheet.is_cut)
    wanted = select(*columns).where(WorkbookSheet.workbook_id == workbook_id, WorkbookSheet.name == name)
    return session.execute(wanted.order_by(WorkbookSheet.position).limit(1)).one_or_none()


def find_neighbours(workbook: Workbook) -> tuple[UUID | None, UUID | None]:
    """The workbooks before and after it that wait for the same: (newer, older)."""
    same = select(Workbook.id).where(Workbook.state == workbook.state)
    newer = same.where(Workbook.id > workbook.id).order_by(Workbook.id).limit(1).scalar_subquery()
    older = same.where(Workbook.id < workbook.id).order_by(Workbook.id.desc()).limit(1).scalar_subquery()
    found = session.execute(select(newer, older)).one()
    return found[0], found[1]


def count_waiting() -> int:
    """How many workbooks wait for somebody to look through them."""
    return session.scalar(select(func.count()).where(Workbook.state == "read")) or 0


def list_workbooks(wanted: Wanted, older_than: UUID | None = None, newer_than: UUID | None = None) -> Listed:
    """One page, by place and not by counting rows; ids are in order of upload."""
    query = select(*COLUMNS).where(*_conditions(wanted)).limit(PAGE + 1)
    if newer_than:
        rows = session.execute(query.where(Workbook.id > newer_than).order_by(Workbook.id)).all()
        shown = rows[:PAGE][::-1]
        return Listed(shown, shown[0].id if len(rows) > PAGE else None, shown[-1].id if shown else None)
    if older_than:
        query = query.where(Workbook.id < older_than)
    rows = session.execute(query.order_by(Workbook.id.desc())).all()
    shown = rows[:PAGE]
    return Listed(shown, shown[0].id if shown and older_than else None, shown[-1].id if len(rows) > PAGE else None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = containing(wanted.words, Workbook.search_text, Workbook.search_pairs) if wanted.words.strip() else []
    if wanted.state:
        found.append(Workbook.state == wanted.state)
    if wanted.form:
        found.append(Workbook.forms.contains([wanted.form]))
    if wanted.problems:
        found += {
            "errors": [Workbook.errors > 0],
            "warnings": [Workbook.errors == 0, Workbook.warnings > 0],
            "none": [Workbook.errors == 0, Workbook.warnings == 0],
        }[wanted.problems]
    if wanted.since:
        found.append(Workbook.uploaded_at >= datetime.combine(wanted.since, time(), TOKYO))
    if wanted.until:
        found.append(Workbook.uploaded_at < datetime.combine(wanted.until + timedelta(days=1), time(), TOKYO))
    return found
