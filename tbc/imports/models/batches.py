"""Batches: many files that came in together, and what has become of each (XLS-3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.imports.rules import BATCH_OUTCOMES, BATCH_SOURCES, BATCH_STATES, one_of
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class Batch(Base):
    """Files that were dropped together, or named to `tbc import-excel`; a job reads them one after another.

    `resumed_at` is when its reading began or was taken up again, `settled_before` how many files were settled by then:
    from both follows how long the rest takes. `current_file` is the name of the file that is being read.
    """

    __tablename__ = "import_batches"
    __table_args__ = (
        Index("ix_import_batches_open", "id", postgresql_where=text("state = 'reading'")),
        Index("ix_import_batches_started_by", "started_by"),
        CheckConstraint(one_of("state", BATCH_STATES), name="state_known"),
        CheckConstraint(one_of("source", BATCH_SOURCES), name="source_known"),
        CheckConstraint("name <> '' AND name !~ '[[:cntrl:]]'", name="name_is_one_line"),
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="done_says_when"),
        CheckConstraint("settled_before >= 0", name="settled_before_counts"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="web")
    state: Mapped[str] = mapped_column(Text, default="reading")
    started_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    starter_name: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    resumed_at: Mapped[datetime] = mapped_column(default=now)
    settled_before: Mapped[int] = mapped_column(default=0)
    current_file: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime | None]


class Parcel(Base):
    """What was sent, a loose file or a ZIP, until each file of its batch is settled; then the workbooks have it."""

    __tablename__ = "import_parcels"
    __table_args__ = (CheckConstraint("position >= 1", name="position_counts_from_one"),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batches.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class BatchFile(Base):
    """One file of a batch, by its name with folders, in the order of the upload (`position` counts from 1).

    `parcel` is where its content lies, `entry` its place in a ZIP's directory, counted from 0. `outcome` is `waiting`
    until it is `read` or `failed` (nothing could be read), `known` (the same content was there: `workbook_id` is the
    earlier one) or `refused` for a `reason` without being taken in.
    """

    __tablename__ = "import_batch_files"
    __table_args__ = (
        Index("ix_import_batch_files_outcome", "batch_id", "outcome", "position"),
        Index("ix_import_batch_files_workbook_id", "workbook_id"),
        CheckConstraint(one_of("outcome", BATCH_OUTCOMES), name="outcome_known"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
        CheckConstraint("name <> '' AND name !~ '[[:cntrl:]]'", name="name_is_one_line"),
        CheckConstraint(
            "(outcome IN ('read', 'failed', 'known')) = (workbook_id IS NOT NULL)", name="taken_in_names_its_workbook"
        ),
        CheckConstraint("(outcome = 'refused') = (reason <> '')", name="refused_has_a_reason"),
    )

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batches.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    parcel: Mapped[int | None]
    entry: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(Text, default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
    workbook_id: Mapped[UUID | None] = mapped_column(ForeignKey("workbooks.id"))
