"""Finding one order. Staff see all of them; customers see what came of theirs by their applications and deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from tbc.applications.models import Application
from tbc.kit.db import session
from tbc.orders.models import Order, OrderLine
from tbc.policy import Actor


def find_order(actor: Actor, order_id: UUID) -> Order | None:
    """The order with that id, for staff."""
    return session.get(Order, order_id) if actor.is_staff else None


def lock_order(actor: Actor, order_id: UUID) -> Order | None:
    """As `find_order`, as it is now and for this transaction alone; its application is locked before it.

    Everybody locks in this order: application, order, delivery, license, stock.
    """
    if not actor.is_staff:
        return None
    application_id = session.scalar(select(Order.application_id).where(Order.id == order_id))
    if application_id:
        session.get_one(Application, application_id, with_for_update=True, populate_existing=True)
    return session.get(Order, order_id, with_for_update=True, populate_existing=True)


def find_order_by_number(number: str) -> Order | None:
    """The order with that number, for whoever may read every order."""
    return session.scalars(select(Order).where(Order.number == number)).one_or_none()


def lock_order_by_number(number: str) -> Order | None:
    """As `find_order_by_number`, locked as `lock_order` does it."""
    found = session.execute(select(Order.id, Order.application_id).where(Order.number == number)).one_or_none()
    if found is None:
        return None
    if found.application_id:
        session.get_one(Application, found.application_id, with_for_update=True, populate_existing=True)
    return session.get(Order, found.id, with_for_update=True, populate_existing=True)


def lines_of(order: Order) -> Sequence[OrderLine]:
    """The lines of an order, in their order."""
    return session.scalars(select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.position)).all()
