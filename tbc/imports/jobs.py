"""The room's background work: reading what an upload had no time for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.types import Text

from tbc import jobs
from tbc.imports.models import ApprovalRound, Batch, Workbook
from tbc.imports.service import approvals, batches, settling, taught_forms
from tbc.imports.service.intake import LOCK, READ, leave_for_later, read
from tbc.kit.clock import now
from tbc.kit.db import session, unit_of_work

LEFT_BEHIND_AFTER = timedelta(minutes=1)
# A worker that is told to stop waits for its jobs, but not for a whole batch: it is read in turns of so many seconds.
TURN = 10.0


@jobs.task(READ)
def read_workbook(workbook_id: str) -> None:
    """Read the workbook with this id, if nobody has done so meanwhile."""
    wanted = select(Workbook).where(Workbook.id == UUID(workbook_id), Workbook.state == "unread")
    with unit_of_work():
        workbook = session.scalars(wanted.with_for_update()).one_or_none()
        if workbook is not None:
            read(workbook)


@jobs.every(minutes=1)
def requeue_left_workbooks() -> int:
    """Give each unread workbook without a waiting job a new one; how many. The row is the truth, jobs may be lost."""
    lost = ~jobs.is_waiting(func.concat(LOCK, Workbook.id.cast(Text)))
    left = Workbook.state == "unread", Workbook.uploaded_at < now() - LEFT_BEHIND_AFTER
    ids = session.scalars(select(Workbook.id).where(*left, lost).order_by(Workbook.id).limit(1000)).all()
    return sum(leave_for_later(workbook_id) for workbook_id in ids)


@jobs.task(batches.READ)
def read_batch(batch_id: str) -> None:
    """Read on in the batch for one turn, and ask for the next if there is more to do."""
    if settling.read_on(UUID(batch_id), TURN):
        with unit_of_work():
            batches.ask(UUID(batch_id))


@jobs.every(minutes=1)
def requeue_left_batches() -> int:
    """Give each batch of the web that is to be read, but that no job is about, a new job; how many."""
    lost = ~jobs.is_asked_for(func.concat(batches.LOCK, Batch.id.cast(Text)))
    left = Batch.state == "reading", Batch.source == "web"
    ids = session.scalars(select(Batch.id).where(*left, lost).order_by(Batch.id).limit(1000)).all()
    return sum(batches.ask(batch_id) for batch_id in ids)


@jobs.task(approvals.FILE)
def file_round(round_id: str) -> None:
    """Go on with the round for one turn, and ask for the next if there is more to do."""
    validity = current_app.config["SETTINGS"].number_validity_days
    if approvals.file_on(UUID(round_id), TURN, validity=validity):
        with unit_of_work():
            approvals.ask(UUID(round_id))


@jobs.task(taught_forms.READ_UNKNOWN)
def read_unknown(after: str) -> None:
    """Read workbooks of unknown forms again for one turn, and ask for the next if there are more of them."""
    last = taught_forms.read_unknown_on(UUID(after) if after else None, TURN)
    if last is not None:
        with unit_of_work():
            taught_forms.ask_to_read_unknown(last)


@jobs.every(minutes=1)
def requeue_left_rounds() -> int:
    """Give each round that is to be filed, but that no job is about, a new job; how many."""
    lost = ~jobs.is_asked_for(func.concat(approvals.LOCK, ApprovalRound.id.cast(Text)))
    wanted = select(ApprovalRound.id).where(ApprovalRound.state == "filing", lost)
    ids = session.scalars(wanted.order_by(ApprovalRound.id).limit(1000)).all()
    return sum(approvals.ask(round_id) for round_id in ids)
