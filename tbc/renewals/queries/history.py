"""What somebody has renewed, and what of it waits: pages by place, the latest first (RNW-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, any_, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased
from sqlalchemy.types import Uuid

from tbc.applications.queries import Reach
from tbc.applications.queries.reach import IS_OPEN
from tbc.catalog.models import Product
from tbc.invoices.models import Document
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor
from tbc.renewals.models import Renewal, RenewalLine

PAGE = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One page; `newer` and `older` are the keys that the pages beside begin at."""

    rows: list[Row[Any]]
    newer: UUID | None
    older: UUID | None


def list_renewals(
    actor: Actor, reach: Reach, *, after: UUID | None = None, before: UUID | None = None, limit: int = PAGE
) -> Listed:
    """One page of the renewals of the reader's company accounts and of their own, the latest first; quotes too."""
    backwards = before is not None
    place = before or after
    query = _rows().where(_seen_by(actor, reach))
    if place is not None:
        query = query.where(Renewal.id > place if backwards else Renewal.id < place)
    found = list(session.execute(query.order_by(Renewal.id if backwards else Renewal.id.desc()).limit(limit + 1)))
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found = found[::-1]
        return Listed(found, found[0].id if more and found else None, found[-1].id if found else None)
    return Listed(found, found[0].id if after and found else None, found[-1].id if more else None)


def list_of_orders(actor: Actor, numbers: Sequence[str]) -> Sequence[Row[Any]]:
    """The renewals that orders with these numbers are, as far as the reader sees them: id, number of the invoice."""
    columns: tuple[Any, ...] = (Renewal.id, Document.number)
    member = exists().where(
        CompanyAccount.id == Renewal.company_account_id,
        Organization.id == CompanyAccount.organization_id,
        AccountMember.account_id == CompanyAccount.id,
        AccountMember.user_id == actor.user_id,
        IS_OPEN,
    )
    mine = Renewal.company_account_id.is_(None) & (Renewal.holder_id == actor.user_id)
    wanted = select(*columns).join(Document, Document.id == Renewal.invoice_id)
    wanted = wanted.join(Order, Order.id == Renewal.order_id).where(Order.number.in_(numbers), or_(mine, member))
    return session.execute(wanted.order_by(Renewal.id.desc())).all()


def _rows() -> Select[Any]:
    """With the first line's product; a renewal that was begun has one."""
    first, other = aliased(RenewalLine), aliased(RenewalLine)
    count = select(func.count()).where(other.renewal_id == Renewal.id).correlate(Renewal).scalar_subquery()
    columns: tuple[Any, ...] = (
        Renewal.id, Renewal.state, Renewal.made_at, Renewal.ordered_at, Renewal.paid_on, Document.number,
        Document.total, Document.due_on, first.product_name.label("name_ja"), Product.name_en, count.label("lines"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(first, and_(first.renewal_id == Renewal.id, first.position == 1))
        .join(Product, Product.code == first.product_code)
        .outerjoin(Document, Document.id == Renewal.invoice_id)
    )


def _seen_by(actor: Actor, reach: Reach) -> ColumnElement[bool]:
    mine = Renewal.company_account_id.is_(None) & (Renewal.holder_id == actor.user_id)
    return or_(mine, Renewal.company_account_id == any_(literal(list(reach.accounts), ARRAY(Uuid()))))
