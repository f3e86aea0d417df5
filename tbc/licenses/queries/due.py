"""Which licenses end soon: the base of renewals (RNW-1, PRT-5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from tbc.applications.models import NamedDealer
from tbc.catalog.models import Product
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.licenses.models import LicenseChange
from tbc.licenses.queries.listing import COLUMNS, TABLE
from tbc.licenses.rules import SOON, Shown, shown
from tbc.policy import Actor


@dataclass(frozen=True, slots=True)
class Due:
    """Licenses that end within 90 days: the first of them as lists show them (row, what shows, state), and how many
    there are in all."""

    rows: list[tuple[Row[Any], Shown, str]]
    in_all: int


def list_due(actor: Actor, accounts: Collection[UUID], limit: int) -> Due:
    """Those of these company accounts (the actor is in all of them) and those that the actor holds."""
    mine = TABLE.company_account_id.is_(None) & (TABLE.holder_id == actor.user_id)
    theirs = TABLE.company_account_id == any_(literal(list(accounts), ARRAY(Uuid())))
    return _first(_due().where(or_(mine, theirs)), limit)


def list_due_of_dealer(dealer_id: UUID, limit: int) -> Due:
    """Those that applications began or changed which name the dealer (PRT-5)."""
    named = select(NamedDealer.application_id).where(NamedDealer.dealer_id == dealer_id)
    changed = select(LicenseChange.license_id).where(LicenseChange.application_id.in_(named))
    return _first(_due().where(TABLE.id.in_(changed)), limit)


def count_due(accounts: Collection[UUID]) -> dict[UUID, int]:
    """How many licenses of each company account end within 90 days; accounts without any are left out."""
    wanted = (
        select(TABLE.company_account_id, func.count())
        .where(TABLE.company_account_id.in_(accounts), *_ends_soon())
        .group_by(TABLE.company_account_id)
    )
    return dict(session.execute(wanted).all())


def _due() -> Select[Any]:
    query: Select[Any] = select(*COLUMNS, func.count().over().label("in_all"))
    return query.join(Product, Product.code == TABLE.product_code).where(*_ends_soon())


def _ends_soon() -> Sequence[ColumnElement[bool]]:
    day = today()
    return (TABLE.state == "active", TABLE.ends_on.between(day, day + SOON))


def _first(query: Select[Any], limit: int) -> Due:
    found, day = session.execute(query.order_by(TABLE.ends_on, TABLE.id).limit(limit)).all(), today()
    return Due([(row, shown(row, day), "") for row in found], found[0].in_all if found else 0)
