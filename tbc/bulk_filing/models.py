"""Sheets of many applications, and each application in them (SPEC §6, §8)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.bulk_filing.rules import LEFT_FOR, OUTCOMES, STATES, WAYS, one_of
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings
from tbc.policy import Actor, Role


class BulkFiling(Standings, Base):
    """A sheet that somebody uploaded to file the applications in it.

    `titles` are the headings as they stand in it, `sheet` its rows: `[number from 1, entry's position, cells]`.
    `account_ids` are the company accounts that its applications go into, `has_quick` if some are filed in quick mode.
    `way` is `all` (nothing unless everything is right) or `good` (whatever is right), once chosen. `settled` says
    how far an all-or-nothing filing has come, which settles its entries only in the end. `resumed_at` and
    `settled_before` are as in batches of imports: from both follows how long the rest takes.
    """

    __tablename__ = "bulk_filings"
    __table_args__ = (
        Index("ix_bulk_filings_filer_id", "filer_id", "id"),
        Index("ix_bulk_filings_account_ids", "account_ids", postgresql_using="gin"),
        Index("ix_bulk_filings_open", "id", postgresql_where=text("state = 'filing'")),
        Index("ix_bulk_filings_checked", "created_at", postgresql_where=text("state = 'checked'")),
        CheckConstraint(one_of("state", STATES), name="state_known"),
        CheckConstraint(one_of("way", WAYS), name="way_known"),
        CheckConstraint("(state = 'checked') = (way IS NULL)", name="filed_in_a_way"),
        CheckConstraint("(state IN ('done', 'refused')) = (finished_at IS NOT NULL)", name="finished_says_when"),
        CheckConstraint("(state = 'checked') = (agreed_version = '')", name="filed_is_agreed"),
        CheckConstraint("settled >= 0 AND settled_before >= 0", name="settled_counts"),
        CheckConstraint("file_name <> '' AND file_name !~ '[[:cntrl:]]'", name="file_name_is_one_line"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    filer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    filer_name: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="checked")
    way: Mapped[str | None] = mapped_column(Text)
    account_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    has_quick: Mapped[bool] = mapped_column(default=False)
    titles: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)
    ignored: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    sheet: Mapped[list[Any]] = mapped_column(JSONB, default=list, deferred=True)
    applications: Mapped[int] = mapped_column(default=0)
    agreed_version: Mapped[str] = mapped_column(Text, default="")
    has_consent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    begun_at: Mapped[datetime | None]
    resumed_at: Mapped[datetime | None]
    settled: Mapped[int] = mapped_column(default=0)
    settled_before: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """Whoever uploaded it; managers of all its company accounts as the read that found it says."""
        mine = {Role.FILER} if self.filer_id == actor.user_id else set()
        return super().roles_of(actor) | mine


class Entry(Base):
    """One application of a sheet, in the order of the sheet (`position` counts from 1).

    `title` is what the sheet calls it, `row` its first row. `content` is the record as a draft's is, `problems` what is
    wrong with it or to be looked at, as `reading.Finding` writes it. `same_row` is the first row of an earlier entry of
    the sheet with the same content, `same_id` an application of the same content filed lately. `application_id` is what
    was filed or kept as a draft: the unique index lets no two entries share one. A draft may be discarded later.
    """

    __tablename__ = "bulk_filing_entries"
    __table_args__ = (
        Index("uq_bulk_filing_entries_application_id", "application_id", unique=True),
        Index("ix_bulk_filing_entries_outcome", "filing_id", "outcome", "position"),
        Index("ix_bulk_filing_entries_account_id", "account_id"),
        CheckConstraint(one_of("outcome", OUTCOMES), name="outcome_known"),
        CheckConstraint(f"reason = '' OR {one_of('reason', LEFT_FOR)}", name="reason_known"),
        CheckConstraint("(outcome = 'left') = (reason <> '')", name="left_for_a_reason"),
        CheckConstraint("outcome <> 'filed' OR application_id IS NOT NULL", name="filed_names_it"),
        CheckConstraint("outcome IN ('filed', 'drafted') OR application_id IS NULL", name="only_made_names_it"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
    )

    filing_id: Mapped[UUID] = mapped_column(ForeignKey("bulk_filings.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[int]
    title: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("company_accounts.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    problems: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    needs_consent: Mapped[bool] = mapped_column(default=False)
    is_draft: Mapped[bool] = mapped_column(default=False)
    same_row: Mapped[int | None]
    same_id: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(Text, default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"))
