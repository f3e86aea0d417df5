"""Sending one letter: claim its row, hand it over, write down what became of it.

The row stays locked from the claim to the commit. A worker that is killed in between loses the lock with its connection
and leaves the row as it was: queued. So a letter goes out at least once, twice only if the worker died after the mail
server had taken it and before the commit (MAI-1).
"""

from __future__ import annotations

from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail.house import settings
from tbc.mail.message import build, envelope_sender, own_name
from tbc.mail.models import Letter
from tbc.mail.rules import GIVE_UP_AFTER, wait_before
from tbc.mail.service import enqueue
from tbc.mail.transport import NotTaken, hand_over

log = structlog.get_logger(__name__)


def send(letter_id: UUID) -> None:
    """Try once to send a letter; nothing happens if it is sent, failed, or in another worker's hands."""
    letter = _claim(letter_id)
    if letter is None:
        return
    letter.attempts += 1
    try:
        _hand_over(letter)
    except NotTaken as refusal:
        _note(letter, refusal)
    else:
        letter.state = "sent"
        letter.sent_at = now()
        letter.last_error = ""
        letter.secret = None
    log.info("letter", id=str(letter.id), kind=letter.kind, state=letter.state, attempts=letter.attempts)


def _claim(letter_id: UUID) -> Letter | None:
    wanted = select(Letter).options(undefer(Letter.secret)).where(Letter.id == letter_id, Letter.state == "queued")
    return session.scalars(wanted.with_for_update(skip_locked=True)).one_or_none()


def _hand_over(letter: Letter) -> None:
    house = settings()
    try:
        message = build(letter, house)
    except Exception as error:
        # A letter that cannot be put into a message never can: it must not come round for ever.
        log.exception("letter-unwritable", id=str(letter.id))
        raise NotTaken(f"{type(error).__name__}: {error}"[:500], final=True) from error
    hand_over(message, envelope_sender(letter.sender, house), house.smtp_url, own_name(house))


def _note(letter: Letter, refusal: NotTaken) -> None:
    """Failed if the server will never take it or 12 hours are over; else due again after a wait."""
    letter.last_error = str(refusal)
    letter.next_at = now() + wait_before(letter.attempts + 1)
    if refusal.final or letter.next_at > letter.queued_at + GIVE_UP_AFTER:
        letter.state = "failed"
        return
    session.flush()
    enqueue(letter, at=letter.next_at)
