"""The room's background work: sending messages, finding those whose job was lost, forgetting old ones."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.types import Text

from tbc import jobs
from tbc.kit.clock import now
from tbc.kit.db import session, unit_of_work
from tbc.webhooks import sending
from tbc.webhooks.models import Endpoint, Message
from tbc.webhooks.queries import is_first
from tbc.webhooks.rules import KEPT
from tbc.webhooks.service import LOCK, SEND, enqueue

LEFT_BEHIND_AFTER = timedelta(seconds=20)


@jobs.task(SEND)
def send_webhook(message_id: str) -> None:
    """Try once to send the message with this id."""
    with unit_of_work():
        sending.send(UUID(message_id))


@jobs.every(minutes=0.5)
def requeue_left_webhooks() -> int:
    """Give each message that is due, first of its stream and without a job waiting a new one; how many.

    The row is the truth: a job may be lost with its worker, the message goes out within 90 seconds all the same.
    """
    due = Message.state == "queued", Message.next_at < now() - LEFT_BEHIND_AFTER, is_first()
    lost = ~jobs.is_waiting(func.concat(LOCK, Message.id.cast(Text)))
    heard = select(Endpoint.id).where(~Endpoint.is_paused)
    wanted = select(Message).where(*due, lost, Message.endpoint_id.in_(heard)).order_by(Message.next_at).limit(1000)
    return sum(enqueue(message) for message in session.scalars(wanted).all())


@jobs.every(minutes=1440)
def forget_old_webhooks() -> int:
    """Remove what was settled three months ago; how many."""
    old = delete(Message).where(Message.state != "queued", Message.settled_at < now() - KEPT)
    return len(session.execute(old.returning(Message.id)).all())
