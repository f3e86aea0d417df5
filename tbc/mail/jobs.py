"""The room's background work: sending letters, and finding those whose job was lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.types import Text

from tbc import jobs
from tbc.kit.clock import now
from tbc.kit.db import session, unit_of_work
from tbc.mail import sending
from tbc.mail.models import Letter
from tbc.mail.service import LOCK, SEND, enqueue

LEFT_BEHIND_AFTER = timedelta(seconds=20)


@jobs.task(SEND)
def send_letter(letter_id: str) -> None:
    """Try once to send the letter with this id."""
    with unit_of_work():
        sending.send(UUID(letter_id))


@jobs.every(minutes=0.5)
def requeue_left_letters() -> int:
    """Give each letter that is due and has no job waiting a new one; how many.

    The row is the truth: a job may be lost with its worker, the letter goes out within 90 seconds all the same.
    """
    due = Letter.state == "queued", Letter.next_at < now() - LEFT_BEHIND_AFTER
    lost = ~jobs.is_waiting(func.concat(LOCK, Letter.id.cast(Text)))
    letters = session.scalars(select(Letter).where(*due, lost).order_by(Letter.next_at).limit(1000)).all()
    return sum(enqueue(letter) for letter in letters)
