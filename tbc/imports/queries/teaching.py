"""Taught forms: staff see all of them, everybody else none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, select

from legacy_excel import taught as library
from tbc.imports.models import TaughtForm, Workbook, WorkbookRecord
from tbc.imports.teaching.lessons import all_loaded
from tbc.kit.db import session
from tbc.policy import Actor

# As many forms as a page shows, and as many workbooks as are offered to try one on.
MOST = 200
OFFERED = 50


def find_taught_form(actor: Actor, taught_id: UUID) -> TaughtForm | None:
    """A taught form, as staff may see it."""
    return session.get(TaughtForm, taught_id) if actor.is_staff else None


def lock_taught_form(actor: Actor, taught_id: UUID) -> TaughtForm | None:
    """As `find_taught_form`, as it is now and for this transaction alone."""
    if not actor.is_staff:
        return None
    wanted = select(TaughtForm).where(TaughtForm.id == taught_id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def list_taught_forms() -> Sequence[Row[TaughtForm, int]]:
    """All of them by name: form, and how many workbooks were read by it."""
    files = func.count(WorkbookRecord.workbook_id.distinct()).label("files")
    wanted = select(TaughtForm, files).outerjoin(WorkbookRecord, WorkbookRecord.taught_form_id == TaughtForm.id)
    return session.execute(wanted.group_by(TaughtForm.id).order_by(TaughtForm.name).limit(MOST)).all()


def count_files(taught_id: UUID) -> int:
    """How many workbooks were read by the form."""
    files = func.count(WorkbookRecord.workbook_id.distinct())
    return session.scalar(select(files).where(WorkbookRecord.taught_form_id == taught_id)) or 0


def find_by_name(name: str) -> TaughtForm | None:
    """The form of that name."""
    return session.scalars(select(TaughtForm).where(TaughtForm.name == name)).one_or_none()


def ids_by_name(names: set[str]) -> dict[str, UUID]:
    """The forms of some names."""
    if not names:
        return {}
    found = session.execute(select(TaughtForm.name, TaughtForm.id).where(TaughtForm.name.in_(sorted(names))))
    return {row.name: row.id for row in found}


def forms_in_use(but: UUID | None = None) -> tuple[library.TaughtForm, ...]:
    """The definitions by which workbooks are read, but one."""
    wanted = select(TaughtForm.definition).where(TaughtForm.state == "on").order_by(TaughtForm.name)
    if but is not None:
        wanted = wanted.where(TaughtForm.id != but)
    return tuple(all_loaded(session.scalars(wanted).all()))


def count_unknown() -> int:
    """How many workbooks could not be read because nobody knew their form."""
    return session.scalar(select(func.count()).where(*_unknown())) or 0


def list_unknown(after: UUID | None = None, most: int = OFFERED) -> Sequence[Row[UUID, str, datetime]]:
    """Workbooks of unknown forms, oldest first: id, name, when it came."""
    wanted = select(Workbook.id, Workbook.file_name, Workbook.uploaded_at).where(*_unknown())
    if after is not None:
        wanted = wanted.where(Workbook.id > after)
    return session.execute(wanted.order_by(Workbook.id).limit(most)).all()


def _unknown() -> tuple[Any, ...]:
    problem = [{"code": "unknown_form"}]
    record = exists().where(WorkbookRecord.workbook_id == Workbook.id, WorkbookRecord.problems.contains(problem))
    return Workbook.state == "failed", record
