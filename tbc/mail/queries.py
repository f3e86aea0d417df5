"""Reading the outbox, for the staff's page of mails."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, exists, func, select

from tbc.kit.db import session
from tbc.mail.models import Bounce, Letter
from tbc.policy import Actor

PAGE = 50

_CAME_BACK = exists().where(Bounce.letter_id == Letter.id)
_IN_LISTS = (
    Letter.id,
    Letter.to,
    Letter.subject,
    Letter.state,
    Letter.attempts,
    Letter.created_at,
    Letter.next_at,
    Letter.sent_at,
    Letter.last_error,
    _CAME_BACK.label("is_back"),
)
Line = Row[UUID, str, str, str, int, datetime, datetime, datetime | None, str, bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: their state, or `bounced` for those that came back, and the beginning of an address or `@` and a
    domain; empty for any.
    """

    state: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of letters, the newest first; `newer` and `older` are where the pages beside it begin."""

    letters: Sequence[Line]
    newer: UUID | None
    older: UUID | None


def find_letter(actor: Actor, letter_id: UUID) -> Letter | None:
    """A letter, as staff may see it."""
    return session.get(Letter, letter_id) if actor.is_staff else None


def list_bounces(letter_ids: Collection[UUID]) -> Sequence[Bounce]:
    """The reports that these letters came back, the oldest first."""
    if not letter_ids:
        return ()
    wanted = select(Bounce).where(Bounce.letter_id.in_(letter_ids))
    return session.scalars(wanted.order_by(Bounce.received_at, Bounce.id)).all()


def list_about(about_type: str, about: UUID) -> Sequence[Line]:
    """The letters that tell of one thing, the oldest first."""
    wanted = select(*_IN_LISTS).where(Letter.about_type == about_type, Letter.about == about)
    return session.execute(wanted.order_by(Letter.id)).all()


def get_page(wanted: Wanted, older_than: UUID | None = None, newer_than: UUID | None = None) -> Found:
    """The letters after or before one that the reader has seen; ids are in order of creation."""
    query = select(*_IN_LISTS).where(*_conditions(wanted)).limit(PAGE + 1)
    if newer_than:
        rows = session.execute(query.where(Letter.id > newer_than).order_by(Letter.id)).all()
        shown = rows[:PAGE][::-1]
        return Found(shown, shown[0].id if len(rows) > PAGE else None, shown[-1].id if shown else None)
    if older_than:
        query = query.where(Letter.id < older_than)
    rows = session.execute(query.order_by(Letter.id.desc())).all()
    shown = rows[:PAGE]
    return Found(shown, shown[0].id if shown and older_than else None, shown[-1].id if len(rows) > PAGE else None)


def count_unsent() -> Mapping[str, int]:
    """How many letters are `queued` and `failed`."""
    counted = select(Letter.state, func.count()).where(Letter.state.in_(("queued", "failed"))).group_by(Letter.state)
    return {"queued": 0, "failed": 0} | dict(list(session.execute(counted)))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state == "bounced":
        conditions.append(_CAME_BACK)
    elif wanted.state:
        conditions.append(Letter.state == wanted.state)
    if wanted.to.startswith("@"):
        conditions.append(func.lower(func.split_part(Letter.to, "@", 2)) == wanted.to[1:].lower())
    elif wanted.to:
        conditions.append(func.lower(Letter.to).startswith(wanted.to.lower(), autoescape=True))
    return conditions
