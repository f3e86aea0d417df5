"""Workbooks as they came, the records read from them, and the sheets as they are shown beside a record (XLS-3…5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.imports.rules import RECORD_STATES, SHEETS, STATES, one_of
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id

# What may be approved together with others: something to file, and nothing to settle but what the form never had.
CLEAN = "state = 'read' AND errors = 0 AND open_codes = '{}'"


class Workbook(Base):
    """One uploaded file, kept as it came; the same content is there once (XLS-3).

    `forms`, `records`, `errors`, `warnings` and `company` sum up its records for the list. `set_aside_reason` stands
    while it is set aside, `number_to` the addresses to which the numbers went, or the orders that they went into.
    `found_codes` are the problems that it came with, `open_codes` those that are left, both without what only the web
    asks for: a workbook that is `read` and has none left is clean. `corrections` counts the fields that staff have put
    right. `sheets` says whether the rows of `WorkbookSheet` are there, `notes` what the file has that was left alone
    (`macros`, `external-links`).
    """

    __tablename__ = "workbooks"
    __table_args__ = (
        Index("uq_workbooks_sha256", "sha256", unique=True),
        Index("ix_workbooks_state_id", "state", text("id DESC")),
        Index("ix_workbooks_uploaded_by", "uploaded_by"),
        Index("ix_workbooks_search_pairs", "search_pairs", postgresql_using="gin"),
        Index("ix_workbooks_open_codes", "open_codes", postgresql_using="gin"),
        Index("ix_workbooks_clean", text("id DESC"), postgresql_where=text(CLEAN)),
        Index("ix_workbooks_uploader_name", "uploader_name"),
        Index("ix_workbooks_uploaded_at", "uploaded_at"),
        CheckConstraint(one_of("state", STATES), name="state_known"),
        CheckConstraint(one_of("sheets", SHEETS), name="sheets_known"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_shape"),
        CheckConstraint("size = octet_length(body)", name="size_is_the_bodys"),
        CheckConstraint("file_name <> '' AND file_name !~ '[[:cntrl:]]'", name="file_name_is_one_line"),
        CheckConstraint("(state = 'set-aside') = (set_aside_reason <> '')", name="set_aside_has_a_reason"),
        CheckConstraint("state <> 'filed' OR number_to <> ''", name="filed_says_where_numbers_went"),
        CheckConstraint("records >= 0 AND errors >= 0 AND warnings >= 0", name="counts_are_counts"),
        CheckConstraint("corrections >= 0", name="corrections_are_counted"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_name: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    uploader_name: Mapped[str] = mapped_column(Text, default="")
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[str] = mapped_column(Text, default="unread")
    set_aside_reason: Mapped[str] = mapped_column(Text, default="")
    number_to: Mapped[str] = mapped_column(Text, default="")
    forms: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    records: Mapped[int] = mapped_column(default=0)
    errors: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[int] = mapped_column(default=0)
    company: Mapped[str] = mapped_column(Text, default="")
    found_codes: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    open_codes: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    corrections: Mapped[int] = mapped_column(default=0)
    sheets: Mapped[str] = mapped_column(Text, default="undrawn")
    notes: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)


class WorkbookRecord(Base):
    """One record of a workbook, in the order of its sheets (`position` counts from 1).

    `application`, `provenance` and `problems` are what the library read, and never change; `matches` has one entry per
    line with the product that its name means and candidates where in doubt, `{"code", "candidates"}`. Staff's answers
    stand beside it: `corrections` {path of the application record: text}, `accepted` {problem's key: {"reason", "by",
    "at"}}. `taught_form_id` is the taught form by which it was read, if it was one.
    """

    __tablename__ = "workbook_records"
    __table_args__ = (
        Index("uq_workbook_records_position", "workbook_id", "position", unique=True),
        Index("uq_workbook_records_application_id", "application_id", unique=True),
        Index("ix_workbook_records_taught_form_id", "taught_form_id", "workbook_id"),
        CheckConstraint(one_of("state", RECORD_STATES), name="state_known"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
        CheckConstraint("(state = 'filed') = (application_id IS NOT NULL)", name="filed_name_their_application"),
        CheckConstraint("(state = 'failed') = (application IS NULL)", name="failed_have_nothing_read"),
        CheckConstraint("form IS DISTINCT FROM 'USER' OR state <> 'filed'", name="registrations_are_never_filed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workbook_id: Mapped[UUID] = mapped_column(ForeignKey("workbooks.id"))
    position: Mapped[int]
    sheet: Mapped[str | None] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text)
    version: Mapped[str | None] = mapped_column(Text)
    application: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    provenance: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    problems: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    matches: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    corrections: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    accepted: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    state: Mapped[str] = mapped_column(Text, default="read")
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    taught_form_id: Mapped[UUID | None] = mapped_column(ForeignKey("taught_forms.id"))


class WorkbookSheet(Base):
    """A sheet as it is shown: `cells` has its cells, looks and sizes as `kept.KeptSheet` writes them.

    `is_cut` says that the sheet goes on beyond what is kept for showing.
    """

    __tablename__ = "workbook_sheets"

    workbook_id: Mapped[UUID] = mapped_column(ForeignKey("workbooks.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    columns: Mapped[int]
    is_cut: Mapped[bool] = mapped_column(default=False)
    cells: Mapped[Any] = mapped_column(JSONB, default=list, deferred=True)
