"""Which applications name a dealer, and what whoever files has written about one before (PRT-4, PRT-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from tbc.applications.models import Application, NamedDealer
from tbc.applications.queries.history import COLUMNS
from tbc.kit.db import session
from tbc.policy import Actor

LATEST = 20
PAGE = 50
_NAMED = NamedDealer.__table__.c


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that filed applications have and no dealer bears: one way to write it, and how many applications."""

    key: str
    name: str
    applications: int


def details_filed_before(actor: Actor, account_id: UUID | None, part: str, dealer_id: UUID) -> dict[str, Any]:
    """The section `part` of the last application that `actor` filed at the same place with this dealer; or nothing."""
    wanted = (
        select(Application.content[part])
        .join(NamedDealer, NamedDealer.application_id == Application.id)
        .where(NamedDealer.dealer_id == dealer_id, NamedDealer.part == part)
        .where(Application.filer_id == actor.user_id, Application.company_account_id.is_not_distinct_from(account_id))
    )
    found: dict[str, Any] | None = session.scalar(wanted.order_by(Application.id.desc()).limit(1))
    return found or {}


def count_by_state(*dealer_ids: UUID) -> dict[tuple[str, str], int]:
    """How many applications name one of these dealers, by part and state."""
    wanted = (
        select(_NAMED.part, Application.state, func.count())
        .join(Application, Application.id == _NAMED.application_id)
        .where(_NAMED.dealer_id.in_(dealer_ids))
        .group_by(_NAMED.part, Application.state)
    )
    return {(part, state): count for part, state, count in session.execute(wanted)}


def list_naming(dealer_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """The latest applications that name a dealer, each with the parts in which it does."""
    parts = func.array_agg(_NAMED.part)
    latest = (
        select(_NAMED.application_id, parts.label("parts"))
        .where(_NAMED.dealer_id == dealer_id)
        .group_by(_NAMED.application_id)
        .order_by(_NAMED.application_id.desc())
        .limit(LATEST)
        .subquery()
    )
    wanted = select(*COLUMNS, latest.c.parts).join(latest, latest.c.application_id == Application.id)
    return session.execute(wanted.order_by(Application.id.desc())).all()


def list_unknown(after: str = "") -> tuple[list[Unknown], str | None]:
    """One page of the names that no dealer bears, by key from behind `after`; and where the next page begins."""
    wanted = (
        select(_NAMED.name_key, func.min(_NAMED.name), func.count(_NAMED.application_id.distinct()))
        .where(_NAMED.dealer_id.is_(None), _NAMED.name_key > after)
        .group_by(_NAMED.name_key)
        .order_by(_NAMED.name_key)
        .limit(PAGE + 1)
    )
    rows = [Unknown(key, name, count) for key, name, count in session.execute(wanted)]
    return rows[:PAGE], rows[PAGE - 1].key if len(rows) > PAGE else None


def find_unknown(key: str) -> Unknown | None:
    """One of these names by its key."""
    wanted = select(func.min(_NAMED.name), func.count(_NAMED.application_id.distinct())).where(
        _NAMED.dealer_id.is_(None), _NAMED.name_key == key
    )
    name, count = session.execute(wanted).one()
    return Unknown(key, name, count) if count else None
