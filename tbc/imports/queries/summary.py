"""What came of one batch, in figures: by outcome, by form, by problem."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, select

from tbc.imports.models import BatchFile, Workbook
from tbc.kit.db import session


def count_by_outcome(batch_id: UUID) -> dict[str, int]:
    """How many files have come to what; of those read, the ones with errors count as `errors`."""
    has_errors = (Workbook.errors > literal_column("0")).label("has_errors")
    joined = select(BatchFile.outcome, Workbook.state, has_errors, func.count())
    joined = joined.outerjoin(Workbook, Workbook.id == BatchFile.workbook_id).where(BatchFile.batch_id == batch_id)
    counts: dict[str, int] = {}
    for row in session.execute(joined.group_by(BatchFile.outcome, Workbook.state, has_errors)):
        outcome, state, is_wrong, many = row.tuple()
        word = "errors" if outcome == "read" and is_wrong else outcome
        word = "to-register" if word == "read" and state == "to-register" else word
        counts[word] = counts.get(word, 0) + many
    return counts


def count_forms(batch_id: UUID) -> dict[str, int]:
    """How many of its own workbooks have which form."""
    return _count_each(func.unnest(Workbook.forms), batch_id)


def count_codes(batch_id: UUID) -> dict[str, int]:
    """How many of its own workbooks came with which problem."""
    return _count_each(func.unnest(Workbook.found_codes), batch_id)


def _count_each(thing: ColumnElement[str], batch_id: UUID) -> dict[str, int]:
    own = select(thing.label("thing")).join(BatchFile, BatchFile.workbook_id == Workbook.id)
    own = own.where(BatchFile.batch_id == batch_id, BatchFile.outcome.in_(("read", "failed")))
    each = own.subquery()
    counted = select(each.c.thing, func.count()).group_by(each.c.thing).order_by(func.count().desc(), each.c.thing)
    return {row[0]: row[1] for row in session.execute(counted)}
