"""Changes of an order that is entered: by whoever saw it as it is."""

from __future__ import annotations

from typing import Any

from tbc.applications.models import Application
from tbc.audit import service as audit
from tbc.kit.db import session
from tbc.kit.text import reading as texts
from tbc.orders.listing import describe
from tbc.orders.models import Order
from tbc.orders.queries import lines_of
from tbc.orders.rules import can_correct
from tbc.policy import Actor


class ChangedMeanwhile(Exception):
    """Somebody else has changed the order since it was shown."""


class AlreadyShipped(Exception):
    """Something was shipped, or the order is cancelled: the address stays (ORD-3)."""


class AddressUnfit(Exception):
    """That is no e-mail address."""


def require_version(order: Order, version: int | None) -> None:
    """Go on only if the order is as it was shown; None if nobody looked.

    Raises:
        ChangedMeanwhile: it is not.
    """
    if version is not None and version != order.version:
        raise ChangedMeanwhile


def correct_delivery_email(actor: Actor, order: Order, typed: str, version: int | None = None) -> bool:
    """Have the order, whose row is locked, delivered to another address; False if it is that one already.

    The acceptance mail is not sent again (ORD-2), and the filed application stays as it is (APP-9).

    Raises:
        ChangedMeanwhile: somebody else has changed it.
        AlreadyShipped: it is too late, or nobody ships it: it renews by invoice.
        AddressUnfit: and nothing was changed.
    """
    require_version(order, version)
    if order.application_id is None or not can_correct(order.state, is_begun=order.is_begun):
        raise AlreadyShipped
    email = texts.email(typed)
    if not email.value or email.fault:
        raise AddressUnfit
    if email.value == order.delivery_email:
        return False
    before, order.delivery_email = order.delivery_email, email.value
    order.version += 1
    describe(order, lines_of(order), session.get(Application, order.application_id) if order.application_id else None)
    told: dict[str, Any] = {"number": order.number, "before": before, "after": email.value}
    audit.record("order-delivery-email-corrected", actor, "order", order.id, **told)
    session.flush()
    return True
