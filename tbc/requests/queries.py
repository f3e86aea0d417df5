"""Reading requests: one, those about something, and how many wait."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.policy import Actor
from tbc.requests.models import Request


def find_request(actor: Actor, request_id: UUID) -> Request | None:
    """A request, as staff or the one who made it may see it."""
    request = session.get(Request, request_id)
    return request if request and (actor.is_staff or _is_own(actor, request)) else None


def lock_request(actor: Actor, request_id: UUID) -> Request | None:
    """As `find_request`; the row stays locked until the transaction ends, so that two decisions wait for each other."""
    request = find_request(actor, request_id)
    if request is not None:
        session.refresh(request, with_for_update=True)
    return request


def list_about(about_type: str, about: UUID, *, only_open: bool = False) -> Sequence[Request]:
    """The requests about something, the newest first."""
    wanted = select(Request).where(Request.about_type == about_type, Request.about == about)
    if only_open:
        wanted = wanted.where(Request.state == "open")
    return session.scalars(wanted.order_by(Request.id.desc())).all()


def count_open() -> tuple[int, int]:
    """How many requests wait for staff, and how many of them are overdue."""
    late = func.count().filter(Request.due_on < today())
    waiting, overdue = session.execute(select(func.count(), late).where(Request.state == "open")).one()
    return waiting, overdue


def _is_own(actor: Actor, request: Request) -> bool:
    return actor.user_id is not None and request.user_id == actor.user_id
