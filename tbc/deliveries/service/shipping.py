"""Shipping: lines of an order become licenses, codes are given, the delivery goes out by two mails (DLV-1, LIC-1)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import or_, select

from tbc.accounts import passwords
from tbc.applications.models import Application
from tbc.applications.service.belonging import record
from tbc.audit import service as audit
from tbc.calendar.queries import business_days_after
from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.deliveries import rules
from tbc.deliveries.models import Delivery, DeliveryLine
from tbc.deliveries.queries.waiting import list_open
from tbc.deliveries.service import stocking
from tbc.deliveries.service.letters import post_both
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.issuing import DELIVERIES, issue
from tbc.licenses.models import License, LicenseCode
from tbc.licenses.rules import parties_of
from tbc.licenses.service.applying import LineBought, OrderFacts, apply, give_codes
from tbc.orders.models import Order, OrderLine
from tbc.policy import Actor
from tbc.webhooks import service as webhooks

# The license id and the term show from this business day after shipping on (CON-1).
SHOWN_AFTER = 3
_TOKEN_BYTES = 24


def ship(
    actor: Actor,
    order: Order,
    positions: Sequence[int] | None = None,
    *,
    codes: Mapping[int, Sequence[str]] = MappingProxyType({}),
    tracking: str = "",
) -> Delivery:
    """Ship lines of an order that is locked (`orders.queries.lock_order`), all that are left unless `positions` says.

    Codes come from the stock, or with the shipment: `codes` by position. What is delivered electronically is told by
    the two mails, to the order's delivery e-mail and nowhere else; for anything else `tracking` says how it was sent.
    All or nothing: whatever is raised, no code was given and no mail posted.

    Raises:
        NotToShip, NothingToShip, MixedDelivery, TrackingMissing, OutOfStock, CodesFaulty: see `deliveries.rules`.
        LicenseUnknown, LicenseClosed: a line refers to no license that it can change.
        SeriesExhausted: there are no delivery numbers left.
    """
    with session.begin_nested():
        return _ship(actor, order, positions, codes, tracking.strip())


def _ship(
    actor: Actor,
    order: Order,
    positions: Sequence[int] | None,
    codes: Mapping[int, Sequence[str]],
    tracking: str,
) -> Delivery:
    application = _application_of(order)
    left = list_open(order)
    lines = _chosen(left, positions)
    products = get_products(line.product_code for line in lines)
    electronic = rules.is_electronic(products[line.product_code].electronic_delivery for line in lines)
    if not electronic and not 0 < len(tracking) <= rules.TRACKING_AT_MOST:
        raise rules.TrackingMissing
    taken = stocking.take(lines, products, order.kind, codes)
    licenses = _apply(actor, order, application, lines)
    password = rules.new_password() if electronic else ""
    delivery = _made(actor, order, password, tracking)
    _give(delivery, lines, licenses, taken, actor)
    _advance(order, application, is_last=len(lines) == len(left))
    _tell(actor, delivery, order, application, lines, products)
    if electronic:
        post_both(delivery, order, password, to=delivery.sent_to)
    return delivery


def _application_of(order: Order) -> Application:
    """An order that renews by invoice has none: it is delivered by nobody (RNW-4)."""
    if order.state != "entered" or order.cancel_asked_at or order.application_id is None:
        raise rules.NotToShip
    return session.get_one(Application, order.application_id)


def _chosen(left: Sequence[OrderLine], positions: Sequence[int] | None) -> list[OrderLine]:
    chosen = [line for line in left if positions is None or line.position in positions]
    if not chosen or (positions is not None and len(chosen) != len(set(positions))):
        raise rules.NothingToShip
    return chosen


def _apply(actor: Actor, order: Order, application: Application, lines: Sequence[OrderLine]) -> list[License]:
    """One license for each line, made or changed; they are locked in one order, whatever order the lines are in."""
    _lock_referred(lines)
    day = today()
    facts = OrderFacts(
        order_number=order.number,
        parties=parties_of(application.content),
        contract_class=application.content["contract_class"],
        company_account_id=application.company_account_id,
        holder_id=None if application.company_account_id else application.filer_id,
        shipped_on=day,
        by_name=actor.name,
        shown_from=business_days_after(day, SHOWN_AFTER),
        application_id=application.id,
        actor=actor,
    )
    return [apply(_bought(order, line), facts) for line in lines]


def _lock_referred(lines: Sequence[OrderLine]) -> None:
    """Lock the licenses that the lines refer to, so that two shipments of the same ones never wait for each other."""
    ids = {line.license_id for line in lines if line.license_id}
    codes = {code for line in lines for code in (line.activation_code, line.serial_number) if code}
    if not ids and not codes:
        return
    of_codes = select(LicenseCode.license_id).where(LicenseCode.code.in_(codes))
    wanted = select(License.id).where(or_(License.license_id.in_(ids), License.id.in_(of_codes)))
    session.execute(wanted.order_by(License.id).with_for_update())


def _bought(order: Order, line: OrderLine) -> LineBought:
    return LineBought(
        kind=order.kind,
        product_code=line.product_code,
        product_name=line.product_name,
        quantity=line.quantity,
        term_years=line.term_years,
        license_id=line.license_id,
        activation_code=line.activation_code,
        serial_number=line.serial_number,
        position=line.position,
    )


def _made(actor: Actor, order: Order, password: str, tracking: str) -> Delivery:
    delivery = Delivery(
        id=new_id(),
        number=issue(DELIVERIES),
        order_id=order.id,
        is_electronic=bool(password),
        tracking=tracking,
        sent_to=order.delivery_email if password else "",
        language=order.language,
        password_hash=passwords.hash_password(password) if password else None,
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        shipped_by_name=actor.name,
    )
    session.add(delivery)
    session.flush()
    return delivery


def _give(
    delivery: Delivery,
    lines: Sequence[OrderLine],
    licenses: Sequence[License],
    taken: Sequence[stocking.Taken],
    actor: Actor,
) -> None:
    """The lines and their codes, which the licenses have from now on too."""
    stocking.give(taken, delivery, actor.name)
    codes = {line.position: line for line in taken}
    for line, license_ in zip(lines, licenses, strict=True):
        row = DeliveryLine(
            order_id=line.order_id, position=line.position, delivery_id=delivery.id, license_id=license_.id
        )
        session.add(row)
        if line.position in codes:
            give_codes(license_, codes[line.position].kind, codes[line.position].codes)
    session.flush()


def _advance(order: Order, application: Application, *, is_last: bool) -> None:
    order.is_begun = True
    order.version += 1
    if is_last:
        order.state, order.shipped_at = "shipped", now()
        application.state = "shipped"
    session.flush()


def _tell(
    actor: Actor,
    delivery: Delivery,
    order: Order,
    application: Application,
    lines: Sequence[OrderLine],
    products: Mapping[str, Product],
) -> None:
    """Audit and announce it; codes stand in neither."""
    positions = [line.position for line in lines]
    told: dict[str, Any] = {"number": delivery.number, "order_number": order.number, "positions": positions}
    audit.record("delivery-shipped", actor, "delivery", delivery.id, **told)
    audit.record("delivery-shipped", actor, "order", order.id, **told)
    record("application-delivered", actor, application, other=str(delivery.id), **told)
    payload = {
        "order_number": order.number,
        "delivery_number": delivery.number,
        "reception_number": application.number,
        "is_electronic": delivery.is_electronic,
        "tracking": delivery.tracking or None,
        "lines": [
            {"position": line.position, "product": products[line.product_code].code, "quantity": line.quantity}
            for line in lines
        ],
        "order_state": order.state,
    }
    webhooks.announce("delivery.shipped", order.number, payload)
    session.flush()
