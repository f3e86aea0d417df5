"""Which licenses end soon: the base of renewals (RNW-1, PRT-5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from tbc.applications.models import NamedDealer
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.rules import SOON
from tbc.policy import Actor

_COLUMNS: tuple[Any, ...] = (
    License.id,
    License.license_id,
    License.product_name,
    License.quantity,
    License.starts_on,
    License.ends_on,
    License.end_user_name,
    License.shown_from,
    License.shown_ends_on,
    func.count().over().label("in_all"),
)


def list_due(actor: Actor, accounts: Collection[UUID], limit: int) -> tuple[list[Row[Any]], int]:
    """The first licenses to end within 90 days, of these company accounts and of those that the reader holds; and how
    many there are in all. Rows have id, license_id, product_name, quantity, ends_on, end_user_name, shown_from."""
    mine = (License.company_account_id.is_(None)) & (License.holder_id == actor.user_id)
    theirs = License.company_account_id == any_(literal(list(accounts), ARRAY(Uuid())))
    return _first(_due().where(or_(mine, theirs)), limit)


def list_due_of_dealer(dealer_id: UUID, limit: int) -> tuple[list[Row[Any]], int]:
    """As `list_due`, of the licenses that applications naming this dealer began or changed (PRT-5)."""
    named = select(NamedDealer.application_id).where(NamedDealer.dealer_id == dealer_id)
    changed = select(LicenseChange.license_id).where(LicenseChange.application_id.in_(named))
    return _first(_due().where(License.id.in_(changed)), limit)


def count_due(accounts: Collection[UUID]) -> dict[UUID, int]:
    """How many licenses of each company account end within 90 days; accounts without any are left out."""
    wanted = (
        select(License.company_account_id, func.count())
        .where(License.company_account_id.in_(accounts), *_ends_soon())
        .group_by(License.company_account_id)
    )
    return {account: count for account, count in session.execute(wanted) if account}


def _due() -> Select[Any]:
    return select(*_COLUMNS).where(*_ends_soon())


def _ends_soon() -> Sequence[ColumnElement[bool]]:
    day = today()
    return (License.state == "active", License.ends_on.between(day, day + SOON))


def _first(query: Select[Any], limit: int) -> tuple[list[Row[Any]], int]:
    rows = list(session.execute(query.order_by(License.ends_on, License.id).limit(limit)))
    return rows, rows[0].in_all if rows else 0
