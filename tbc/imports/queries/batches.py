"""Reading batches: their rows, how far each has come, and what has become of their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from tbc.imports.models import Batch, BatchFile, Workbook
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

PAGE = 50
BATCHES = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something has come: `counts` has the number of files by outcome, and `settled` all that do not wait.

    `seconds_left` is an estimate from what has been done since it was begun or taken up again, None where it cannot
    be told.
    """

    counts: dict[str, int] = field(default_factory=dict)
    seconds_left: float | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        return self.total - self.counts.get("waiting", 0)


@dataclass(frozen=True, slots=True)
class Files:
    """One page of files in their order; `previous` and `next` are positions where the pages beside it begin."""

    rows: Sequence[Row[Any]]
    previous: int | None
    next: int | None


def find_batch(actor: Actor, batch_id: UUID) -> Batch | None:
    """A batch, as staff may see it."""
    return session.get(Batch, batch_id) if actor.is_staff else None


def lock_batch(actor: Actor, batch_id: UUID) -> Batch | None:
    """As `find_batch`, as it is now and for this transaction alone."""
    if not actor.is_staff:
        return None
    wanted = select(Batch).where(Batch.id == batch_id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def list_batches(older_than: UUID | None = None) -> tuple[Sequence[Batch], UUID | None]:
    """Batches, newest first, and where the next page begins."""
    query = select(Batch).order_by(Batch.id.desc()).limit(BATCHES + 1)
    rows = session.scalars(query.where(Batch.id < older_than) if older_than else query).all()
    return rows[:BATCHES], rows[BATCHES - 1].id if len(rows) > BATCHES else None


def list_open_batches() -> Sequence[Batch]:
    """The batches that are being read."""
    return session.scalars(select(Batch).where(Batch.state == "reading").order_by(Batch.id).limit(BATCHES)).all()


def progress_of(batches: Sequence[Batch]) -> dict[UUID, Progress]:
    """How far each batch has come."""
    counted = (
        select(BatchFile.batch_id, BatchFile.outcome, func.count().label("files"))
        .where(BatchFile.batch_id.in_([batch.id for batch in batches]))
        .group_by(BatchFile.batch_id, BatchFile.outcome)
    )
    counts: dict[UUID, dict[str, int]] = {batch.id: {} for batch in batches}
    for row in session.execute(counted) if batches else ():
        counts[row.batch_id][row.outcome] = row.files
    return {batch.id: _progress(batch, counts[batch.id]) for batch in batches}


def count_problems(batch_id: UUID) -> dict[str, int]:
    """How many of a batch's own workbooks are read with `errors`, with `warnings` or `clean`, and how many are `filed`.

    What only the web asks for counts as clean: these may be approved together.
    """
    read = select(Workbook.state, Workbook.errors, Workbook.open_codes).join(
        BatchFile, BatchFile.workbook_id == Workbook.id
    )
    own = read.where(BatchFile.batch_id == batch_id, BatchFile.outcome == "read").subquery()
    is_open = own.c.state == "read"
    has_codes = func.cardinality(own.c.open_codes) > 0
    counted = select(
        func.count().filter(is_open, own.c.errors > 0).label("errors"),
        func.count().filter(is_open, own.c.errors == 0, has_codes).label("warnings"),
        func.count().filter(is_open, own.c.errors == 0, ~has_codes).label("clean"),
        func.count().filter(own.c.state == "filed").label("filed"),
    )
    return dict(session.execute(counted).mappings().one())


def list_files(batch_id: UUID, outcome: str = "", after: int = 0, before: int | None = None) -> Files:
    """One page of a batch's files with their workbooks; those that came to nothing or were known are told apart."""
    columns: tuple[Any, ...] = (
        BatchFile.position,
        BatchFile.name,
        BatchFile.outcome,
        BatchFile.reason,
        BatchFile.workbook_id,
        Workbook.file_name,
        Workbook.uploaded_at,
        Workbook.uploader_name,
        Workbook.state,
        Workbook.forms,
        Workbook.errors,
        Workbook.open_codes,
        Workbook.company,
    )
    query = select(*columns).outerjoin(Workbook, Workbook.id == BatchFile.workbook_id)
    query = query.where(BatchFile.batch_id == batch_id)
    if outcome:
        query = query.where(BatchFile.outcome == outcome)
    return page_of_files(query, BatchFile.position, after, before)


def page_of_files(query: Select[Any], position: InstrumentedAttribute[int], after: int, before: int | None) -> Files:
    """One page of `query` (without order) by the files' positions, after or before one of them."""
    if before is not None:
        rows = session.execute(query.where(position < before).order_by(position.desc()).limit(PAGE + 1)).all()
        shown = rows[:PAGE][::-1]
        return Files(shown, shown[0].position if len(rows) > PAGE else None, shown[-1].position if shown else None)
    rows = session.execute(query.where(position > after).order_by(position).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    following = shown[-1].position if len(rows) > PAGE else None
    return Files(shown, shown[0].position if shown and after else None, following)


def list_waiting_files(batch_id: UUID, limit: int, after: int = 0) -> Sequence[BatchFile]:
    """The next files of a batch to be read, behind the position `after`."""
    wanted = select(BatchFile).where(BatchFile.batch_id == batch_id, BatchFile.outcome == "waiting")
    return session.scalars(wanted.where(BatchFile.position > after).order_by(BatchFile.position).limit(limit)).all()


def seconds_left(resumed_at: datetime, settled_before: int, progress: Progress) -> float | None:
    """How long the rest takes if it goes on as it went."""
    done = progress.settled - settled_before
    if done <= 0:
        return None
    return (now() - resumed_at).total_seconds() / done * progress.counts.get("waiting", 0)


def _progress(batch: Batch, counts: dict[str, int]) -> Progress:
    progress = Progress(counts)
    return Progress(counts, seconds_left(batch.resumed_at, batch.settled_before, progress))
