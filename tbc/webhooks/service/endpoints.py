"""Receivers: added, changed, paused, given a new secret, deleted; and what was told to them sent again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from tbc.audit import service as audit
from tbc.kit import sealing
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.policy import Actor
from tbc.webhooks.house import on_loopback
from tbc.webhooks.models import Endpoint, Message
from tbc.webhooks.queries import is_first
from tbc.webhooks.rules import OVERLAP, PING, check_url, draw_secret
from tbc.webhooks.service.announcing import enqueue, written


class StillUnderWay(Exception):
    """The message waits to be sent: there is nothing to send again yet."""


class EndpointDeleted(Exception):
    """The receiver was deleted: nothing is sent to it any more."""


def add(actor: Actor, name: str, url: str, kinds: Sequence[str]) -> tuple[Endpoint, str]:
    """A new receiver, and the secret that it is to check signatures with, which is not shown again.

    Raises:
        AddressUnfit: nothing is sent to `url`.
    """
    check_url(url, on_loopback=on_loopback())
    own, secret = new_id(), draw_secret()
    sealed = sealing.seal(secret, own, sealing.WEBHOOKS)
    endpoint = Endpoint(id=own, name=name, url=url, kinds=list(kinds), secret=sealed, made_by_name=actor.name)
    session.add(endpoint)
    session.flush()
    _record("webhook-endpoint-added", actor, endpoint, url=url, kinds=list(kinds))
    return endpoint, secret


def change(actor: Actor, endpoint: Endpoint, name: str, url: str, kinds: Sequence[str]) -> None:
    """Another name, address or choice of kinds; what waits already goes to the new address.

    Raises:
        AddressUnfit: nothing is sent to `url`.
    """
    check_url(url, on_loopback=on_loopback())
    endpoint.name, endpoint.url, endpoint.kinds = name, url, list(kinds)
    endpoint.rests_until = None
    endpoint.version += 1
    _record("webhook-endpoint-changed", actor, endpoint, url=url, kinds=list(kinds))
    session.flush()


def pause(actor: Actor, endpoint: Endpoint) -> None:
    """Send nothing for now; what it wants to know is kept for it."""
    endpoint.is_paused = True
    _record("webhook-endpoint-paused", actor, endpoint)
    session.flush()


def resume(actor: Actor, endpoint: Endpoint) -> None:
    """Send what was kept, each subject in its order; its 12 hours of trying begin anew."""
    endpoint.is_paused, endpoint.rests_until = False, None
    waiting = Message.endpoint_id == endpoint.id, Message.state == "queued"
    session.execute(update(Message).where(*waiting).values(begun_at=None, next_at=now()))
    _record("webhook-endpoint-resumed", actor, endpoint)
    session.flush()
    for message in session.scalars(select(Message).where(*waiting, is_first())).all():
        enqueue(message)


def rotate(actor: Actor, endpoint: Endpoint, *, overlap: timedelta = OVERLAP) -> str:
    """A new secret, not shown again; for a day everything is signed with the one before too."""
    endpoint.old_secret, endpoint.old_secret_until = endpoint.secret, now() + overlap
    secret = draw_secret()
    endpoint.secret = sealing.seal(secret, endpoint.id, sealing.WEBHOOKS)
    endpoint.version += 1
    _record("webhook-secret-rotated", actor, endpoint)
    session.flush()
    return secret


def delete(actor: Actor, endpoint: Endpoint) -> None:
    """Send nothing any more, and forget the secrets; what it was told stays to be read."""
    endpoint.deleted_at = now()
    endpoint.old_secret = endpoint.old_secret_until = None
    # What a worker has in its hands is settled there.
    stopped = select(Message).where(Message.endpoint_id == endpoint.id, Message.state == "queued")
    for message in session.scalars(stopped.with_for_update(skip_locked=True)).all():
        message.state, message.settled_at, message.last_error = "failed", now(), "endpoint deleted"
    _record("webhook-endpoint-deleted", actor, endpoint)
    session.flush()


def ping(actor: Actor, endpoint: Endpoint) -> Message:
    """Send it a message that tells nothing, to see whether it listens."""
    at, subject = now(), f"ping {endpoint.id}"
    body = written(PING, subject, {"endpoint": endpoint.name}, at)
    message = Message(
        endpoint_id=endpoint.id, kind=PING, subject=subject, body=body, announced_at=at, next_at=at, id=new_id()
    )
    session.add(message)
    _record("webhook-pinged", actor, endpoint)
    session.flush()
    enqueue(message)
    return message


def resend(actor: Actor, message: Message, endpoint: Endpoint) -> None:
    """Send a settled message again, with the same id: who has it already knows it by that.

    Raises:
        StillUnderWay, EndpointDeleted: see there.
    """
    if message.state == "queued":
        raise StillUnderWay
    if endpoint.deleted_at:
        raise EndpointDeleted
    message.state, message.settled_at, message.begun_at = "queued", None, None
    message.attempts, message.next_at = 0, now()
    audit.record("webhook-resent", actor, "webhook-message", message.id, kind=message.kind, subject=message.subject)
    session.flush()
    enqueue(message)


def _record(act: str, actor: Actor, endpoint: Endpoint, **details: Any) -> None:
    audit.record(act, actor, "webhook-endpoint", endpoint.id, name=endpoint.name, **details)
