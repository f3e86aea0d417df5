"""Sending one message: claim its row, hand it over, write down what became of it.

The row stays locked from the claim to the commit, as a letter's does. Only what is first of its stream (one receiver,
one subject) is claimed, so that several workers neither send it twice nor send what comes after it. A worker killed
between the receiver's answer and the commit sends it again, with the same id.
"""

from __future__ import annotations

from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tbc.kit import sealing
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.webhooks.house import on_loopback
from tbc.webhooks.models import Endpoint, Message
from tbc.webhooks.queries import find_next, is_first
from tbc.webhooks.rules import GIVE_UP_AFTER, REST, sign, wait_before
from tbc.webhooks.service import enqueue
from tbc.webhooks.transport import Answer, hand_over

log = structlog.get_logger(__name__)


def send(message_id: UUID) -> None:
    """Try once to send a message; nothing happens if it is settled, not yet first, or in another worker's hands."""
    message = _claim(message_id)
    if message is None:
        return
    # The receiver is read, not locked: sending to it never keeps staff from changing it.
    secrets = undefer(Endpoint.secret), undefer(Endpoint.old_secret)
    endpoint = session.scalars(select(Endpoint).where(Endpoint.id == message.endpoint_id).options(*secrets)).one()
    if endpoint.deleted_at:
        _settle(message, "failed", Answer(None, error="endpoint deleted"))
    elif endpoint.rests_until and endpoint.rests_until > now():
        _wait(message, endpoint)
    elif not endpoint.is_paused:
        _try(message, endpoint)
    log.info("webhook", id=message.wire_id, kind=message.kind, state=message.state, attempts=message.attempts)


def _claim(message_id: UUID) -> Message | None:
    wanted = select(Message).where(Message.id == message_id, Message.state == "queued", is_first())
    return session.scalars(wanted.with_for_update(skip_locked=True, of=Message)).one_or_none()


def _try(message: Message, endpoint: Endpoint) -> None:
    at = now()
    message.attempts += 1
    message.begun_at = message.begun_at or at
    body = message.body.encode()
    answer = hand_over(endpoint.url, body, sign(message.wire_id, at, body, _keys(endpoint)), on_loopback=on_loopback())
    if answer.is_taken:
        _settle(message, "taken", answer)
        return
    message.next_at = now() + wait_before(message.attempts + 1)
    if message.next_at > message.begun_at + GIVE_UP_AFTER:
        _settle(message, "failed", answer)
        return
    _note(message, answer)
    if answer.is_silence:
        endpoint.rests_until = now() + REST
    session.flush()
    enqueue(message, at=message.next_at)


def _wait(message: Message, endpoint: Endpoint) -> None:
    assert endpoint.rests_until is not None
    message.next_at = endpoint.rests_until
    session.flush()
    enqueue(message, at=message.next_at)


def _settle(message: Message, state: str, answer: Answer) -> None:
    """Taken or given up: what comes next of the same subject may go."""
    _note(message, answer)
    message.state = state
    message.settled_at = now()
    session.flush()
    following = find_next(message)
    if following:
        enqueue(following)


def _note(message: Message, answer: Answer) -> None:
    message.status, message.answer, message.last_error = answer.status, answer.text, answer.error


def _keys(endpoint: Endpoint) -> list[str]:
    sealed = [endpoint.secret]
    if endpoint.old_secret and endpoint.old_secret_until and endpoint.old_secret_until > now():
        sealed.append(endpoint.old_secret)
    return [sealing.unseal(one, endpoint.id, sealing.WEBHOOKS) for one in sealed]
