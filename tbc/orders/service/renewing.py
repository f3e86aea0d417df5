"""The order that a renewal by invoice is: entered without a number, completed by its payment (ORD-1, RNW-3, RNW-4).

Nobody ships it, and nobody cancels it by itself: it goes with its invoice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tbc.audit import service as audit
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.issuing import ORDERS, issue
from tbc.orders.listing import describe
from tbc.orders.models import Order, OrderLine
from tbc.orders.queries import lines_of
from tbc.orders.telling import told_of
from tbc.policy import Actor
from tbc.webhooks.service import announce


@dataclass(frozen=True, slots=True)
class Renewed:
    """A license to renew: the product afterwards, and the license as it was when it was chosen."""

    product_code: str
    product_name: str
    quantity: int
    term_years: int
    license_id: str
    current_end_on: date


def enter_renewal(actor: Actor, company: str, email: str, language: str, renewed: Sequence[Renewed]) -> Order:
    """The order of a renewal by invoice, for the contracts of `company`; `email` is where its invoice went.

    No acceptance mail goes out: the letter with the invoice is that.

    Raises:
        SeriesExhausted: there are no order numbers left.
    """
    order = Order(
        id=new_id(),
        number=issue(ORDERS),
        source="renewal",
        kind="renewal",
        company=company,
        delivery_email=email,
        language=language,
        entered_by_id=actor.user_id,
        entered_by_name=actor.name,
    )
    lines = [_line(order, position, one) for position, one in enumerate(renewed, 1)]
    describe(order, lines, None)
    session.add(order)
    session.flush()
    session.add_all(lines)
    session.flush()
    _record(actor, order, "order-entered", source="renewal")
    announce("order.entered", order.number, told_of(order, lines, None))
    return order


def complete_renewal(actor: Actor, order: Order) -> None:
    """Its invoice is paid: the terms are longer. One that had ended with its invoice stands again: staff said so."""
    order.state, order.is_begun, order.keeps_number, order.shipped_at = "shipped", True, True, now()
    order.cancelled_at, order.cancelled_by_name, order.cancel_reason = None, "", ""
    order.version += 1
    session.flush()
    _record(actor, order, "order-renewed")


def reopen_renewal(actor: Actor, order: Order) -> None:
    """The payment was undone: it waits again."""
    order.state, order.is_begun, order.shipped_at = "entered", False, None
    order.version += 1
    session.flush()
    _record(actor, order, "order-renewal-undone")


def end_renewal(actor: Actor, order: Order, reason: str) -> None:
    """Its invoice was cancelled, or has lapsed; ended twice it changes nothing."""
    if order.state == "cancelled":
        return
    order.state, order.keeps_number, order.cancel_reason = "cancelled", False, reason
    order.cancelled_at, order.cancelled_by_name = now(), actor.name
    order.version += 1
    session.flush()
    _record(actor, order, "order-cancelled", reason=reason)
    announce("order.cancelled", order.number, told_of(order, lines_of(order), None))


def _line(order: Order, position: int, renewed: Renewed) -> OrderLine:
    return OrderLine(
        order_id=order.id,
        position=position,
        product_code=renewed.product_code,
        product_name=renewed.product_name,
        quantity=renewed.quantity,
        term_years=renewed.term_years,
        license_id=renewed.license_id,
        current_end_on=renewed.current_end_on,
    )


def _record(actor: Actor, order: Order, act: str, **told: Any) -> None:
    audit.record(act, actor, "order", order.id, number=order.number, **told)
