"""What the desk reads beside the dealers themselves: what happened to one, and the domain of its organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from tbc.applications.models import NamedDealer
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.organizations.models import Domain

EVENTS = 20
ORDERS = 5


def list_events(dealer_id: UUID) -> Sequence[AuditEvent]:
    """The latest events about a dealer."""
    wanted = select(AuditEvent).where(AuditEvent.subject_type == "dealer", AuditEvent.subject_id == dealer_id)
    return session.scalars(wanted.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(EVENTS)).all()


_OF_ORDERS: tuple[Any, ...] = (
    Order.id,
    Order.number,
    Order.company,
    Order.state,
    Order.entered_at,
    func.count().over().label("in_all"),
)


def list_orders_of(dealer_id: UUID) -> Sequence[Row[Any]]:
    """The latest orders of applications that name the dealer (PRT-5); each row says how many there are `in_all`."""
    named = select(NamedDealer.application_id).where(NamedDealer.dealer_id == dealer_id)
    wanted = select(*_OF_ORDERS).where(Order.application_id.in_(named))
    return session.execute(wanted.order_by(Order.entered_at.desc(), Order.id.desc()).limit(ORDERS)).all()


def domain_of_organization(organization_id: UUID | None) -> str:
    """One domain by which the organization is found; empty for none."""
    if organization_id is None:
        return ""
    return session.scalar(select(func.min(Domain.domain)).where(Domain.organization_id == organization_id)) or ""
