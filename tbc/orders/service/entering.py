"""Entering an order: the application becomes the contract, and its number is used (ORD-1, ORD-2, NUM-3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.applications.service.belonging import record
from tbc.audit import service as audit
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.issuing import ORDERS, issue
from tbc.kit.text import reading as texts
from tbc.mail import service as mail
from tbc.orders.listing import describe
from tbc.orders.models import Order, OrderLine
from tbc.orders.rules import DetailsFaulty, NumberRefused, OrderDetails, check_details, is_reference
from tbc.orders.service.reading import lock_ordered
from tbc.orders.telling import told_of
from tbc.policy import Actor
from tbc.webhooks.service import announce

__all__ = ["DetailsFaulty", "NumberRefused", "OrderDetails", "enter"]


def enter(actor: Actor, number_typed: str, details: OrderDetails, *, source: str = "staff") -> Order:
    """Enter the order that quotes a reception number, as it was typed; `source` is `staff`, `batch`, `api` or `import`.

    The application's row is locked until the transaction ends: of many orders by one number the first is entered, the
    others find the number used. The acceptance mail goes to the delivery e-mail and nowhere else.

    Raises:
        NumberRefused: the number is none, nobody's, used or not to be used; nothing was entered.
        DetailsFaulty: a detail is too long or no reseller reference, or there is no delivery e-mail.
        SeriesExhausted: there are no order numbers left.
    """
    check_details(details)
    application = lock_ordered(number_typed)
    email = _delivery_email(application, details)
    order = _made(actor, application, details, email, source)
    lines = [_line(order, position, item) for position, item in enumerate(application.content["items"], 1)]
    describe(order, lines, application)
    session.add(order)
    session.flush()
    session.add_all(lines)
    application.state = "ordered"
    told: dict[str, Any] = {"number": order.number, "reception_number": application.number, "source": source}
    audit.record("order-entered", actor, "order", order.id, **told)
    record("application-ordered", actor, application, other=str(order.id), order_number=order.number)
    session.flush()
    _accept(order, lines)
    announce("order.entered", order.number, told_of(order, lines, application.number))
    return order


def _delivery_email(application: Application, details: OrderDetails) -> str:
    """Old sheets may have been filed with an address that nothing can be sent to, or none."""
    typed = details.delivery_email or str((application.content.get("delivery") or {}).get("email") or "")
    email = texts.email(typed)
    if not email.value or email.fault:
        raise DetailsFaulty("delivery_email")
    return email.value


def _made(actor: Actor, application: Application, details: OrderDetails, email: str, source: str) -> Order:
    """The order's own PO and reference win over the application's (SPEC §3)."""
    content = application.content
    filed = str(content.get("reseller_reference") or "")
    filer = session.get(User, application.filer_id) if application.filer_id else None
    return Order(
        id=new_id(),
        number=issue(ORDERS),
        application_id=application.id,
        source=source,
        kind=application.kind,
        company=application.company,
        customer_po=details.customer_po or str(content.get("customer_po") or "")[:60],
        reseller_reference=details.reseller_reference or (filed if is_reference(filed) else ""),
        dealer_note=details.dealer_note,
        differences=details.differences,
        delivery_email=email,
        language=filer.language if filer else "ja",
        entered_by_id=actor.user_id,
        entered_by_name=actor.name,
    )


def _line(order: Order, position: int, item: dict[str, Any]) -> OrderLine:
    end = item.get("current_end_on") or None
    return OrderLine(
        order_id=order.id,
        position=position,
        product_code=item["product"],
        product_name=item.get("product_name") or item["product"],
        quantity=item["quantity"],
        term_years=item["term_years"],
        license_id=item.get("license_id") or "",
        activation_code=item.get("activation_code") or "",
        serial_number=item.get("serial_number") or "",
        current_end_on=date.fromisoformat(end) if end else None,
        held_quantity=item.get("held_quantity") or None,
    )


def _accept(order: Order, lines: list[OrderLine]) -> None:
    mail.post(
        "order-accepted",
        to=order.delivery_email,
        language=order.language,
        about=order.id,
        about_type="order",
        order=order,
        lines=lines,
    )
