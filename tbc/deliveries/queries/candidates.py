"""Which deliveries a quoted number may mean: for staff alone, whoever asked is never told (DLV-5, DLV-6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from tbc.deliveries.models import Delivery, DeliveryLine
from tbc.deliveries.numbers import read_number
from tbc.kit.db import session
from tbc.kit.text.companies import are_same_company
from tbc.licenses.models import License, LicenseCode
from tbc.orders.models import Order

# More than these nobody compares: a customer's PO such as "1" is in use by many.
MOST = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that may be meant, and one of its deliveries; None while nothing of it was shipped."""

    order: Order
    delivery: Delivery | None


def find_candidates(number: str) -> Sequence[Candidate]:
    """What a customer PO, an order's or a delivery's number leads to, the latest first."""
    quoted = read_number(number)
    meant: ColumnElement[bool]
    if quoted.kind == "delivery":
        meant = Delivery.number == quoted.number
    elif quoted.kind == "order":
        meant = Order.number == quoted.number
    else:
        # Most orders have no number of their customer's.
        meant = (Order.customer_po == quoted.number) & (Order.customer_po != "")
    return _listed(meant)


def find_by_code(code: str) -> Sequence[Candidate]:
    """What a license id, an activation code or a serial number leads to, the latest first."""
    plain = code.replace("-", "")
    by_code = select(LicenseCode.license_id).where(LicenseCode.code.in_({code, plain}))
    licenses = select(License.id).where((License.license_id == plain) | License.id.in_(by_code))
    brought = select(DeliveryLine.delivery_id).where(DeliveryLine.license_id.in_(licenses))
    return _listed(Delivery.id.in_(brought))


def the_one(candidates: Sequence[Candidate], company: str) -> Candidate | None:
    """The candidate that is the company's own, if it is exactly one."""
    own = [one for one in candidates if are_same_company(one.order.company, company)]
    return own[0] if len(own) == 1 else None


def _listed(meant: ColumnElement[bool]) -> Sequence[Candidate]:
    wanted = select(Order, Delivery).outerjoin(Delivery, Delivery.order_id == Order.id).where(meant)
    rows = session.execute(wanted.order_by(Order.entered_at.desc(), Delivery.shipped_at.desc()).limit(MOST)).all()
    return [Candidate(order, delivery) for order, delivery in rows]
