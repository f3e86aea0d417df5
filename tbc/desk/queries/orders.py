"""What the page of an order shows beside the order: its lines, its application, its mails, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from tbc.applications.models import Application
from tbc.audit.queries import list_about
from tbc.deliveries.models import Delivery
from tbc.invoices.models import Document
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.orders import queries
from tbc.orders.models import Order, OrderLine
from tbc.orders.rules import Difference, differences_from
from tbc.renewals.models import Renewal


@dataclass(frozen=True, slots=True)
class AboutOrder:
    """`application` is None for an invoice renewal, which has a `renewal`: its id, and the number of its invoice.
    `differing` is where the order says something else than the application, `letters` are those about the order,
    `events` what happened to it, oldest first."""

    lines: Sequence[OrderLine]
    application: Application | None
    renewal: Row[*tuple[Any, ...]] | None
    differing: list[Difference]
    deliveries: Sequence[Delivery]
    letters: Sequence[Row[*tuple[Any, ...]]]
    events: Sequence[Row[Any]]


def about_order(order: Order) -> AboutOrder:
    """All of it, in five statements, or in six."""
    application = session.get(Application, order.application_id) if order.application_id else None
    ordered = {name: getattr(order, name) for name in ("customer_po", "reseller_reference", "delivery_email")}
    deliveries = session.scalars(select(Delivery).where(Delivery.order_id == order.id).order_by(Delivery.id)).all()
    letters: Select[*tuple[Any, ...]] = select(
        Letter.id, Letter.subject, Letter.to, Letter.state, Letter.created_at, Letter.sent_at
    )
    renewal = None if order.application_id else _renewal_of(order)
    about = ("renewal", renewal.id) if renewal else ("order", order.id)
    return AboutOrder(
        queries.lines_of(order),
        application,
        renewal,
        differences_from(application.content, ordered) if application else [],
        deliveries,
        session.execute(
            letters.where(Letter.about_type == about[0], Letter.about == about[1]).order_by(Letter.id)
        ).all(),
        list_about("order", order.id),
    )


def _renewal_of(order: Order) -> Row[*tuple[Any, ...]] | None:
    columns: tuple[Any, ...] = (Renewal.id, Document.number)
    wanted = select(*columns).join(Document, Document.id == Renewal.invoice_id)
    return session.execute(wanted.where(Renewal.order_id == order.id)).one_or_none()
