"""What staff decide about organizations: recovery cases, and requests that no owner answered (ORG-9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import JoinRequest, Organization, RecoveryCase
from tbc.organizations.queries.asking import Asked
from tbc.organizations.rules import DESK_ANSWER
from tbc.policy import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue. `kind` is `ownerless`, `owner-gone` or `request`; `is_ours` says that staff decide it now,
    not the time to object; `due_at` is when they should have."""

    kind: str
    id: UUID
    organization: str
    person: str
    email: str
    opened_at: datetime
    due_at: datetime
    objected: bool = False
    proven: bool = False
    is_ours: bool = True

    @property
    def is_late(self) -> bool:
        return self.is_ours and self.due_at < now()


def list_waiting() -> list[Waiting]:
    """What waits, the most pressing first."""
    return sorted((*_cases(), *_requests()), key=lambda one: (one.due_at, one.id))


def count_waiting() -> tuple[int, int]:
    """How many wait for staff, and how many of these are late; in one statement."""
    since = func.coalesce(RecoveryCase.objected_at, RecoveryCase.object_until)
    late = now() - DESK_ANSWER
    over = and_(RecoveryCase.kind == "owner-gone", RecoveryCase.object_until < now())
    ours = (_OPEN, or_(RecoveryCase.objected_at.is_not(None), over))
    counts = (
        select(func.count()).where(*ours),
        select(func.count()).where(*_ESCALATED),
        select(func.count()).where(*ours, since < late),
        select(func.count()).where(*_ESCALATED, JoinRequest.escalated_at < late),
    )
    cases, requests, late_cases, late_requests = session.execute(
        select(*(one.scalar_subquery() for one in counts))
    ).one()
    return cases + requests, late_cases + late_requests


def find_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """A case, as staff may see it."""
    return session.get(RecoveryCase, case_id, populate_existing=True) if actor.is_staff else None


def lock_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """As `find_case`, with its organization's row locked: for whoever decides."""
    case = find_case(actor, case_id)
    if case:
        _lock(case.organization_id)
    return find_case(actor, case_id)


def find_request(actor: Actor, request_id: UUID) -> Asked | None:
    """A request that was handed to staff."""
    request = session.get(JoinRequest, request_id, populate_existing=True) if actor.is_staff else None
    if request is None or request.escalated_at is None:
        return None
    organization = session.get_one(Organization, request.organization_id, populate_existing=True)
    return Asked(organization, request, session.get_one(User, request.user_id))


def lock_request(actor: Actor, request_id: UUID) -> Asked | None:
    """As `find_request`, with its organization's row locked."""
    asked = find_request(actor, request_id)
    if asked:
        _lock(asked.organization.id)
    return find_request(actor, request_id)


_OPEN = RecoveryCase.closed_at.is_(None)
_ESCALATED: tuple[ColumnElement[bool], ...] = (JoinRequest.escalated_at.is_not(None), JoinRequest.decision == "lapsed")


def _cases() -> Sequence[Waiting]:
    wanted = (
        select(RecoveryCase, Organization.name, User.name, User.email)
        .join(Organization, Organization.id == RecoveryCase.organization_id)
        .join(User, User.id == RecoveryCase.user_id)
        .where(_OPEN)
        .order_by(func.coalesce(RecoveryCase.objected_at, RecoveryCase.object_until), RecoveryCase.id)
        .limit(MOST)
    )
    return [_case(*row) for row in session.execute(wanted)]


def _case(case: RecoveryCase, organization: str, person: str, email: str) -> Waiting:
    over = case.kind == "owner-gone" and case.object_until < now()
    return Waiting(
        case.kind, case.id, organization, person, email, case.opened_at,
        due_at=(case.objected_at or case.object_until) + DESK_ANSWER,
        objected=case.objected_at is not None,
        proven=case.txt_seen_at is not None,
        is_ours=case.objected_at is not None or over,
    )  # fmt: skip


def _requests() -> Sequence[Waiting]:
    wanted = (
        select(JoinRequest, Organization.name, User.name, User.email)
        .join(Organization, Organization.id == JoinRequest.organization_id)
        .join(User, User.id == JoinRequest.user_id)
        .where(*_ESCALATED)
        .order_by(JoinRequest.escalated_at, JoinRequest.id)
        .limit(MOST)
    )
    return [
        Waiting("request", row.id, name, person, email, row.asked_at, due_at=row.escalated_at + DESK_ANSWER)
        for row, name, person, email in session.execute(wanted)
        if row.escalated_at
    ]


def _lock(organization_id: UUID) -> None:
    session.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())
