"""Entering, reading and cancelling orders."""

from __future__ import annotations

from flask import current_app

from tbc.api.operations.describing import order_of
from tbc.api.operations.numbers import refused
from tbc.api.operations.table import Call, operation
from tbc.api.problems import Refused
from tbc.api.queries import list_shipped
from tbc.api.schemas import Cancellation, Order, OrderEntry
from tbc.applications.models import Application
from tbc.kit.db import session
from tbc.kit.issuing import SeriesExhausted
from tbc.kit.phrases import lazy as _l
from tbc.orders.models import Order as OrderRow
from tbc.orders.queries import find_order_by_number, lines_of, lock_order_by_number
from tbc.orders.rules import REASONS, DetailsFaulty, NumberRefused, OrderDetails
from tbc.orders.service.cancelling import NotCancellable, cancel
from tbc.orders.service.entering import enter


@operation(
    _l("受注を登録する"),
    _l(
        "受付番号で受注を登録します。一つの受付番号で登録できる受注は一つです。登録すると、納品先メールアドレスに購入受付のメールを送ります。"
        "省略した項目は申請の内容になります。"
    ),
    gives=Order,
    takes=OrderEntry,
    status=201,
    once=True,
    codes=(*(f"number-{reason}" for reason in REASONS), "numbers-exhausted"),
)
def enter_order(call: Call) -> Order:
    """POST /orders."""
    body: OrderEntry = call.body
    details = OrderDetails(
        customer_po=body.customer_po.strip(),
        reseller_reference=body.reseller_reference.strip(),
        dealer_note=body.dealer_note.strip(),
        delivery_email=body.delivery_email.strip() if body.delivery_email else None,
    )
    try:
        order = enter(call.caller.actor, body.reception_number, details, source="api")
    except NumberRefused as refusal:
        raise refused(refusal) from None
    except DetailsFaulty as faulty:
        raise Refused("body-invalid", errors=[{"pointer": f"/{faulty.field}", "reason": "cannot be used"}]) from None
    except SeriesExhausted:
        raise Refused("numbers-exhausted") from None
    call.headers["Location"] = f"{current_app.config['SETTINGS'].base_url}/api/v1/orders/{order.number}"
    return _told(order)


@operation(
    _l("受注を調べる"),
    _l("受注の状態、明細、納品を返します。"),
    gives=Order,
    codes=("order-unknown",),
)
def get_order(_call: Call, number: str) -> Order:
    """GET /orders/{number}."""
    order = find_order_by_number(number)
    if order is None:
        raise Refused("order-unknown")
    return _told(order)


@operation(
    _l("受注を取り消す"),
    _l(
        "納品していない受注を取り消します。受付番号はもう一度使えるようになります。"
        "納品した受注は、担当者2名が担当者デスクで取り消します。"
    ),
    gives=Order,
    takes=Cancellation,
    once=True,
    codes=("order-unknown", "order-cancelled", "order-begun", "order-renews"),
)
def cancel_order(call: Call, number: str) -> Order:
    """POST /orders/{number}/cancellation."""
    order = lock_order_by_number(number)
    if order is None:
        raise Refused("order-unknown")
    body: Cancellation = call.body
    if not body.reason.strip():
        raise Refused("body-invalid", errors=[{"pointer": "/reason", "reason": "empty"}])
    try:
        cancel(call.caller.actor, order, body.reason)
    except NotCancellable:
        if order.state == "cancelled":
            raise Refused("order-cancelled") from None
        raise Refused("order-begun" if order.application_id else "order-renews") from None
    return _told(order)


def _told(order: OrderRow) -> Order:
    application = session.get(Application, order.application_id) if order.application_id else None
    number = application.number if application else None
    return order_of(order, number, lines_of(order), list_shipped(order))
