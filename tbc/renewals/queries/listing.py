"""The licenses that stand in the list of renewals, soonest end first: pages by place, of one owner (RNW-1)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, any_, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.paging import Window
from tbc.kit.places import Day
from tbc.kit.search import containing
from tbc.licenses.models import License, LicenseCode
from tbc.licenses.queries.listing import TABLE, Listed, place_of
from tbc.policy import Actor
from tbc.renewals.rules import listed_since

PAGE = 20
SOON, ALL = "", "all"
ENDS = (SOON, ALL)
_SOON = timedelta(days=90)
_COLUMNS = (
    "id", "license_id", "product_code", "product_name", "contract_class", "quantity", "ends_on", "state", "shown_from",
    "company_account_id", "holder_id",
)  # fmt: skip
COLUMNS: tuple[Any, ...] = tuple(TABLE[name] for name in _COLUMNS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: the licenses of the company account `owner`, None for those that the reader holds
    themself; `ends` is one of `ENDS`, those that end within 90 days or have ended, or all."""

    owner: UUID | None
    words: str = ""
    ends: str = SOON


def list_renewable(
    actor: Actor, wanted: Wanted, *, after: Day | None = None, before: Day | None = None, limit: int = PAGE
) -> Listed:
    """One page of the owner's licenses, whether or not each can be renewed now; none that ended over a year ago.

    The reader is in the owner's company account: the caller has seen to it.
    """
    query = select(*COLUMNS).where(_owned(actor, wanted.owner), *_conditions(wanted))
    window = Window(after, before, limit, latest_first=False)
    return Listed(*window.page(session.execute(window.cut(query, (TABLE.ends_on, TABLE.id))).all(), place_of))


def list_due(owners: Collection[UUID]) -> set[UUID]:
    """Those of the company accounts that have a license in the list of what ends soon or has ended."""
    owned = TABLE.company_account_id == any_(literal(list(owners), ARRAY(Uuid())))
    return set(session.scalars(select(TABLE.company_account_id).where(owned, *_conditions(Wanted(None))).distinct()))


def list_numbered(actor: Actor, owner: UUID | None, numbers: Collection[str]) -> Sequence[Row[Any]]:
    """The owner's licenses with these license ids, soonest end first, those too that are no longer listed."""
    return session.execute(_numbered(actor, owner, numbers)).all() if numbers else ()


def lock_numbered(actor: Actor, owner: UUID | None, numbers: Collection[str]) -> Sequence[Row[Any]]:
    """As `list_numbered`, locked in the order of their keys: two who choose the same wait for each other."""
    locked = select(TABLE.id).where(_owned(actor, owner), TABLE.license_id.in_(numbers)).order_by(TABLE.id)
    session.execute(locked.with_for_update())
    return session.execute(_numbered(actor, owner, numbers)).all()


def find_coded(actor: Actor, owner: UUID | None, code: str) -> Row[Any] | None:
    """The owner's license with that serial number, activation code or license id; None, whatever else it may be."""
    of_code = select(LicenseCode.license_id).where(LicenseCode.code == code)
    wanted = select(*COLUMNS).where(
        _owned(actor, owner), TABLE.state == "active", or_(TABLE.license_id == code, TABLE.id.in_(of_code))
    )
    return session.execute(wanted.order_by(TABLE.id).limit(1)).one_or_none()


def _numbered(actor: Actor, owner: UUID | None, numbers: Collection[str]) -> Select[Any]:
    wanted = select(*COLUMNS).where(_owned(actor, owner), TABLE.state == "active", TABLE.license_id.in_(numbers))
    return wanted.order_by(TABLE.ends_on, TABLE.id)


def _owned(actor: Actor, owner: UUID | None) -> ColumnElement[bool]:
    if owner is not None:
        return TABLE.company_account_id == owner
    return TABLE.company_account_id.is_(None) & (TABLE.holder_id == actor.user_id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    day = today()
    found: list[ColumnElement[bool]] = [TABLE.state == "active", TABLE.ends_on >= listed_since(day)]
    if wanted.ends == SOON:
        found.append(TABLE.ends_on <= day + _SOON)
    return found + containing(wanted.words, License.search_text, License.search_pairs)
