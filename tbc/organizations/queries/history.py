"""Reading what happened in an organization, as its owners see it (AUD-1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_

from tbc.accounts.models import User
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount

PAGE = 50


@dataclass(frozen=True, slots=True)
class Events:
    """One page of what happened, the latest first; `newer` and `older` are where the pages beside it begin."""

    rows: Sequence[AuditEvent]
    newer: UUID | None = None
    older: UUID | None = None


def list_events(
    organization_id: UUID, *, after: UUID | None = None, before: UUID | None = None, limit: int = PAGE
) -> Events:
    """What happened before (`after` in the list's order) or since one event that the reader has seen."""
    query = select(AuditEvent).where(AuditEvent.organization_id == organization_id).limit(limit + 1)
    key = tuple_(AuditEvent.at, AuditEvent.id)
    place = session.get(AuditEvent, after or before) if after or before else None
    if place is None or place.organization_id != organization_id:
        rows = session.scalars(query.order_by(AuditEvent.at.desc(), AuditEvent.id.desc())).all()
        return _page(rows[:limit], has_older=len(rows) > limit)
    if after:
        query = query.where(key < (place.at, place.id)).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        rows = session.scalars(query).all()
        return _page(rows[:limit], has_newer=True, has_older=len(rows) > limit)
    rows = session.scalars(query.where(key > (place.at, place.id)).order_by(AuditEvent.at, AuditEvent.id)).all()
    return _page(rows[:limit][::-1], has_newer=len(rows) > limit, has_older=True)


def names_of_people(user_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """What people are called now, by id."""
    wanted = select(User.id, User.name).where(User.id.in_(set(user_ids)))
    return {row.id: row.name for row in session.execute(wanted)}


def names_of_accounts(account_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """What company accounts are called now, by id."""
    wanted = select(CompanyAccount.id, CompanyAccount.name).where(CompanyAccount.id.in_(set(account_ids)))
    return {row.id: row.name for row in session.execute(wanted)}


def _page(rows: Sequence[AuditEvent], *, has_newer: bool = False, has_older: bool = False) -> Events:
    if not rows:
        return Events(())
    return Events(rows, rows[0].id if has_newer else None, rows[-1].id if has_older else None)
