"""Reading receivers and what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, exists, func, select
from sqlalchemy.orm import aliased

from tbc.kit.db import session
from tbc.policy import Actor
from tbc.webhooks.models import Endpoint, Message

PAGE = 50

_IN_LISTS = (
    Message.id,
    Message.kind,
    Message.subject,
    Message.state,
    Message.attempts,
    Message.announced_at,
    Message.next_at,
    Message.settled_at,
    Message.status,
    Message.last_error,
    Endpoint.name,
)
Line = Row[UUID, str, str, str, int, datetime, datetime, datetime | None, int | None, str, str]


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages: their state, their subject, their receiver; empty for any."""

    state: str = ""
    subject: str = ""
    endpoint_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of messages, the newest first; `newer` and `older` are where the pages beside it begin."""

    messages: Sequence[Line]
    newer: UUID | None
    older: UUID | None


def list_endpoints() -> Sequence[Row[Endpoint, int, int]]:
    """The receivers, deleted ones last, each with how many messages wait for it and how many have failed."""
    told = (
        select(
            Message.endpoint_id,
            func.count().filter(Message.state == "queued").label("queued"),
            func.count().filter(Message.state == "failed").label("failed"),
        )
        .where(Message.state.in_(("queued", "failed")))
        .group_by(Message.endpoint_id)
        .subquery()
    )
    counts = func.coalesce(told.c.queued, 0), func.coalesce(told.c.failed, 0)
    listed = select(Endpoint, *counts).outerjoin(told, told.c.endpoint_id == Endpoint.id)
    return session.execute(listed.order_by(Endpoint.deleted_at.isnot(None), Endpoint.name, Endpoint.id)).all()


def get_page(wanted: Wanted, older_than: UUID | None = None, newer_than: UUID | None = None) -> Found:
    """The messages after or before one that the reader has seen; ids are in order of creation."""
    query = select(*_IN_LISTS).join(Endpoint, Endpoint.id == Message.endpoint_id)
    query = query.where(*_conditions(wanted)).limit(PAGE + 1)
    if newer_than:
        rows = session.execute(query.where(Message.id > newer_than).order_by(Message.id)).all()
        shown = rows[:PAGE][::-1]
        return Found(shown, shown[0].id if len(rows) > PAGE else None, shown[-1].id if shown else None)
    if older_than:
        query = query.where(Message.id < older_than)
    rows = session.execute(query.order_by(Message.id.desc())).all()
    shown = rows[:PAGE]
    return Found(shown, shown[0].id if shown and older_than else None, shown[-1].id if len(rows) > PAGE else None)


def find_message(actor: Actor, message_id: UUID) -> Message | None:
    """A message, as staff may see it."""
    return session.get(Message, message_id) if actor.is_staff else None


def lock_message(actor: Actor, message_id: UUID) -> Message | None:
    """The same, for an act upon it."""
    return session.get(Message, message_id, with_for_update=True) if actor.is_staff else None


def get_endpoint(message: Message) -> Endpoint:
    """The receiver of a message."""
    return session.get_one(Endpoint, message.endpoint_id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state:
        conditions.append(Message.state == wanted.state)
    if wanted.subject:
        conditions.append(Message.subject == wanted.subject)
    if wanted.endpoint_id:
        conditions.append(Message.endpoint_id == wanted.endpoint_id)
    return conditions
