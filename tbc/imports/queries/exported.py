"""Everything that a filter finds, record by record, for exports: read in chunks, however much there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from tbc.applications.models import Application
from tbc.imports.models import Workbook, WorkbookRecord
from tbc.imports.queries.listing import Wanted, conditions
from tbc.kit.db import session

CHUNK = 500
_COLUMNS: tuple[Any, ...] = (
    Workbook.id,
    Workbook.file_name,
    Workbook.state,
    Workbook.company,
    Workbook.errors,
    Workbook.warnings,
    Workbook.open_codes,
    Workbook.uploader_name,
    Workbook.uploaded_at,
    Workbook.set_aside_reason,
    Workbook.number_to,
    WorkbookRecord.position,
    WorkbookRecord.sheet,
    WorkbookRecord.form,
    WorkbookRecord.version,
    WorkbookRecord.state.label("record_state"),
    WorkbookRecord.problems,
    WorkbookRecord.application["end_user"]["corporate_name"].astext.label("end_user"),
    Application.number,
)


def list_everything(wanted: Wanted) -> Iterator[Row[Any]]:
    """One row per record, newest workbook first; a workbook that is not read yet has one row without a record."""
    last: UUID | None = None
    while True:
        ids = select(Workbook.id).where(*conditions(wanted))
        ids = ids.where(Workbook.id < last) if last else ids
        chunk = session.scalars(ids.order_by(Workbook.id.desc()).limit(CHUNK)).all()
        if chunk:
            yield from session.execute(
                select(*_COLUMNS)
                .outerjoin(WorkbookRecord, WorkbookRecord.workbook_id == Workbook.id)
                .outerjoin(Application, Application.id == WorkbookRecord.application_id)
                .where(Workbook.id.in_(chunk))
                .order_by(Workbook.id.desc(), WorkbookRecord.position)
            )
        if len(chunk) < CHUNK:
            return
        last = chunk[-1]
