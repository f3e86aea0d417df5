"""Reading receivers and what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from tbc.kit.db import session
from tbc.policy import Actor
from tbc.webhooks.models import Endpoint, Message


def find_endpoint(actor: Actor, endpoint_id: UUID) -> Endpoint | None:
    """A receiver, deleted ones too, as staff may see it."""
    return session.get(Endpoint, endpoint_id) if actor.is_staff else None


def lock_endpoint(actor: Actor, endpoint_id: UUID) -> Endpoint | None:
    """The same, for an act upon it; a deleted one can no longer be acted upon."""
    if not actor.is_staff:
        return None
    wanted = select(Endpoint).where(Endpoint.id == endpoint_id, Endpoint.deleted_at.is_(None))
    return session.scalars(wanted.with_for_update()).one_or_none()


def list_wanting(kind: str) -> Sequence[UUID]:
    """The receivers that are to be told of `kind`, paused ones too."""
    wanted = select(Endpoint.id).where(Endpoint.deleted_at.is_(None), Endpoint.kinds.any_() == kind)
    return session.scalars(wanted.order_by(Endpoint.id)).all()


def is_first() -> ColumnElement[bool]:
    """The condition that nothing told earlier to the same receiver about the same subject still waits."""
    earlier = aliased(Message)
    return ~exists().where(
        earlier.endpoint_id == Message.endpoint_id,
        earlier.subject == Message.subject,
        earlier.state == "queued",
        earlier.sequence < Message.sequence,
    )


def find_next(message: Message) -> Message | None:
    """What waits first among the others that are about the same subject, for the same receiver."""
    stream = Message.endpoint_id == message.endpoint_id, Message.subject == message.subject, Message.state == "queued"
    wanted = select(Message).where(*stream, Message.id != message.id).order_by(Message.sequence).limit(1)
    return session.scalars(wanted).one_or_none()
