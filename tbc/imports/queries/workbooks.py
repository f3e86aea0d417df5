"""One workbook: its row, its records, its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from tbc.imports.models import Workbook, WorkbookRecord, WorkbookSheet
from tbc.kit.db import session
from tbc.policy import Actor


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


def find_known(marks: Iterable[str]) -> dict[str, UUID]:
    """The workbooks that have one of some contents (SHA-256), read or not."""
    wanted = select(Workbook.sha256, Workbook.id).where(Workbook.sha256.in_(sorted(set(marks))))
    return {row.sha256: row.id for row in session.execute(wanted)}


def list_records(workbook_id: UUID) -> Sequence[WorkbookRecord]:
    """The records of a workbook, in the order of its sheets."""
    wanted = select(WorkbookRecord).where(WorkbookRecord.workbook_id == workbook_id).order_by(WorkbookRecord.position)
    return session.scalars(wanted, execution_options={"populate_existing": True}).all()


def list_sheets(workbook_id: UUID) -> Sequence[tuple[str, bool]]:
    """The sheets in the order of their tabs: name, and whether it is hidden."""
    is_hidden = WorkbookSheet.cells["is_hidden"].as_boolean()
    wanted = select(WorkbookSheet.name, is_hidden).where(WorkbookSheet.workbook_id == workbook_id)
    return [(name, bool(hidden)) for name, hidden in session.execute(wanted.order_by(WorkbookSheet.position))]


def find_sheet(workbook_id: UUID, name: str) -> Row[Any] | None:
    """One sheet with its cells."""
    columns = (WorkbookSheet.name, WorkbookSheet.cells, WorkbookSheet.is_cut)
    wanted = select(*columns).where(WorkbookSheet.workbook_id == workbook_id, WorkbookSheet.name == name)
    return session.execute(wanted.order_by(WorkbookSheet.position).limit(1)).one_or_none()
