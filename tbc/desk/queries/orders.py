"""What the page of an order shows beside the order: its lines, its application, its mails, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from tbc.applications.models import Application
from tbc.audit.queries import list_about
from tbc.deliveries.models import Delivery
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.orders import queries
from tbc.orders.models import Order, OrderLine
from tbc.orders.rules import Difference, differences_from


@dataclass(frozen=True, slots=True)
class AboutOrder:
    """`application` is None for an invoice renewal; `differing` is where the order says something else than it;
    `letters` are those about the order, `events` what happened to it, oldest first."""

    lines: Sequence[OrderLine]
    application: Application | None
    differing: list[Difference]
    deliveries: Sequence[Delivery]
    letters: Sequence[Row[*tuple[Any, ...]]]
    events: Sequence[Row[Any]]


def about_order(order: Order) -> AboutOrder:
    """All of it, in five statements."""
    application = session.get(Application, order.application_id) if order.application_id else None
    ordered = {name: getattr(order, name) for name in ("customer_po", "reseller_reference", "delivery_email")}
    deliveries = session.scalars(select(Delivery).where(Delivery.order_id == order.id).order_by(Delivery.id)).all()
    letters: Select[*tuple[Any, ...]] = select(
        Letter.id, Letter.subject, Letter.to, Letter.state, Letter.created_at, Letter.sent_at
    )
    return AboutOrder(
        queries.lines_of(order),
        application,
        differences_from(application.content, ordered) if application else [],
        deliveries,
        session.execute(
            letters.where(Letter.about_type == "order", Letter.about == order.id).order_by(Letter.id)
        ).all(),
        list_about("order", order.id),
    )
