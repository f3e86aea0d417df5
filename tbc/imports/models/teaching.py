"""Forms that staff taught: what was pointed at, the definition that came of it, its test on that very file (XLS-2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.imports.rules import TAUGHT_STATES, TAUGHT_TESTS, one_of
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class TaughtForm(Base):
    """One taught form.

    `typed` has the cells by slot as they are being taught, `earlier` what stood there before the last steps, `trial`
    what is read by them now. `definition` is the TOML that was saved last: workbooks are read by it while `state` is
    `on`. `expected` is the record that it gave of its own workbook, and `test` whether it still does; a definition
    that came as a file has no workbook until it is tried on one.
    """

    __tablename__ = "taught_forms"
    __table_args__ = (
        Index("uq_taught_forms_name", "name", unique=True),
        Index("ix_taught_forms_on", "name", postgresql_where=text("state = 'on'")),
        Index("ix_taught_forms_workbook_id", "workbook_id"),
        Index("ix_taught_forms_taught_by", "taught_by"),
        CheckConstraint(one_of("state", TAUGHT_STATES), name="state_known"),
        CheckConstraint(one_of("test", TAUGHT_TESTS), name="test_known"),
        CheckConstraint("name <> '' AND name !~ '[[:cntrl:]]'", name="name_is_one_line"),
        CheckConstraint("(state = 'draft') = (definition = '')", name="drafts_have_no_definition"),
        CheckConstraint("state <> 'on' OR test = 'passed'", name="on_has_passed_its_test"),
        CheckConstraint("(test = 'none') = (expected IS NULL)", name="tests_have_a_record"),
        CheckConstraint("test = 'none' OR workbook_id IS NOT NULL", name="tests_have_a_workbook"),
        CheckConstraint("(test = 'none') = (tested_at IS NULL)", name="tests_say_when"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(Text, default="draft")
    workbook_id: Mapped[UUID | None] = mapped_column(ForeignKey("workbooks.id"))
    typed: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    earlier: Mapped[list[dict[str, str]]] = mapped_column(JSONB, default=list, deferred=True)
    trial: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    definition: Mapped[str] = mapped_column(Text, default="")
    expected: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    test: Mapped[str] = mapped_column(Text, default="none")
    tested_at: Mapped[datetime | None]
    taught_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    teacher_name: Mapped[str] = mapped_column(Text, default="")
    taught_at: Mapped[datetime] = mapped_column(default=now)
    changer_name: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(default=now)
