"""Reading rounds of approval: what would be filed, how far each round has come, what has become of each workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from tbc.applications.models import Application
from tbc.imports.models import ApprovalRound, RoundFile, Workbook, WorkbookRecord
from tbc.imports.queries.batches import BATCHES, Files, Progress, page_of_files, seconds_left
from tbc.imports.queries.listing import Wanted, conditions
from tbc.kit.db import session
from tbc.policy import Actor


def count_by_form(wanted: Wanted) -> dict[str, int]:
    """How many of the workbooks that `wanted` finds have which forms; a workbook with several forms names them all."""
    forms = func.array_to_string(Workbook.forms, "・")
    counted = select(forms, func.count()).where(*conditions(wanted)).group_by(forms).order_by(forms)
    return {row[0]: row[1] for row in session.execute(counted)}


def find_round(actor: Actor, round_id: UUID) -> ApprovalRound | None:
    """A round, as staff may see it."""
    return session.get(ApprovalRound, round_id) if actor.is_staff else None


def lock_round(actor: Actor, round_id: UUID) -> ApprovalRound | None:
    """As `find_round`, as it is now and for this transaction alone."""
    if not actor.is_staff:
        return None
    wanted = select(ApprovalRound).where(ApprovalRound.id == round_id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def list_rounds(older_than: UUID | None = None) -> tuple[Sequence[ApprovalRound], UUID | None]:
    """Rounds, newest first, and where the next page begins."""
    query = select(ApprovalRound).order_by(ApprovalRound.id.desc()).limit(BATCHES + 1)
    rows = session.scalars(query.where(ApprovalRound.id < older_than) if older_than else query).all()
    return rows[:BATCHES], rows[BATCHES - 1].id if len(rows) > BATCHES else None


def progress_of_rounds(rounds: Sequence[ApprovalRound]) -> dict[UUID, Progress]:
    """How far each round has come."""
    counted = (
        select(RoundFile.round_id, RoundFile.outcome, func.count().label("files"))
        .where(RoundFile.round_id.in_([one.id for one in rounds]))
        .group_by(RoundFile.round_id, RoundFile.outcome)
    )
    counts: dict[UUID, dict[str, int]] = {one.id: {} for one in rounds}
    for row in session.execute(counted) if rounds else ():
        counts[row.round_id][row.outcome] = row.files
    return {
        one.id: Progress(counts[one.id], seconds_left(one.resumed_at, one.settled_before, Progress(counts[one.id])))
        for one in rounds
    }


def list_round_files(round_id: UUID, outcome: str = "", after: int = 0, before: int | None = None) -> Files:
    """One page of a round's workbooks, with the numbers of what was filed."""
    numbers = (
        select(func.array_agg(Application.number))
        .join(WorkbookRecord, WorkbookRecord.application_id == Application.id)
        .where(WorkbookRecord.workbook_id == Workbook.id)
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (
        RoundFile.position,
        RoundFile.outcome,
        RoundFile.reason,
        RoundFile.workbook_id,
        Workbook.file_name,
        Workbook.company,
        Workbook.number_to,
        numbers.label("numbers"),
    )
    query = select(*columns).join(Workbook, Workbook.id == RoundFile.workbook_id)
    query = query.where(RoundFile.round_id == round_id)
    if outcome:
        query = query.where(RoundFile.outcome == outcome)
    return page_of_files(query, RoundFile.position, after, before)


def list_waiting_workbooks(round_id: UUID, limit: int) -> Sequence[int]:
    """The positions of the next workbooks of a round that are to be filed."""
    wanted = select(RoundFile.position).where(RoundFile.round_id == round_id, RoundFile.outcome == "waiting")
    return session.scalars(wanted.order_by(RoundFile.position).limit(limit)).all()
