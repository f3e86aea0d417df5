"""Rounds of approval: many clean workbooks, filed one after another by a job (XLS-5)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.imports.rules import RECIPIENTS, ROUND_OUTCOMES, ROUND_STATES, one_of
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class ApprovalRound(Base):
    """Workbooks that somebody approved together.

    `recipient` says to whom numbers go: to the `one` address `number_to`, or to each application's own `reseller` or
    `end_user`. `reason` is why fields that the legacy form does not have may be missing. The rest as in `Batch`.
    """

    __tablename__ = "import_rounds"
    __table_args__ = (
        Index("ix_import_rounds_open", "id", postgresql_where=text("state = 'filing'")),
        Index("ix_import_rounds_started_by", "started_by"),
        CheckConstraint(one_of("state", ROUND_STATES), name="state_known"),
        CheckConstraint(one_of("recipient", RECIPIENTS), name="recipient_known"),
        CheckConstraint("(recipient = 'one') = (number_to <> '')", name="one_recipient_has_an_address"),
        CheckConstraint("reason <> ''", name="has_a_reason"),
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="done_says_when"),
        CheckConstraint("settled_before >= 0", name="settled_before_counts"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    state: Mapped[str] = mapped_column(Text, default="filing")
    recipient: Mapped[str] = mapped_column(Text)
    number_to: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    started_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    starter_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    resumed_at: Mapped[datetime] = mapped_column(default=now)
    settled_before: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]


class RoundFile(Base):
    """One workbook of a round: `filed`, or `refused` for a `reason` and left as it was."""

    __tablename__ = "import_round_files"
    __table_args__ = (
        Index("ix_import_round_files_outcome", "round_id", "outcome", "position"),
        Index("uq_import_round_files_workbook_id", "workbook_id", "round_id", unique=True),
        CheckConstraint(one_of("outcome", ROUND_OUTCOMES), name="outcome_known"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
        CheckConstraint("(outcome = 'refused') = (reason <> '')", name="refused_has_a_reason"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("import_rounds.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    workbook_id: Mapped[UUID] = mapped_column(ForeignKey("workbooks.id"))
    outcome: Mapped[str] = mapped_column(Text, default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
