"""A new password: the old one dies with its sessions, and both mails go out again (DLV-3, DLV-5)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from tbc.accounts import passwords
from tbc.audit import service as audit
from tbc.deliveries.models import Delivery, DeliverySession
from tbc.deliveries.rules import new_password
from tbc.deliveries.service.letters import post_both
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.policy import ANONYMOUS, Actor


class NotElectronic(Exception):
    """The delivery has no password and no mails: nothing of it can be sent again."""


class OrderCancelled(Exception):
    """The order was cancelled: its delivery is open to nobody."""


def reissue(delivery: Delivery, *, to: str | None = None, lasting: bool = False, actor: Actor = ANONYMOUS) -> None:
    """Give `delivery` a new password and send both mails again, `再送:` before their subjects.

    They go to the address last used, or to another that staff approve, `to`: from then on also, if that is `lasting`.
    The old password and every sign-in by it end at once. The row stays locked until the transaction ends.

    Raises:
        NotElectronic, OrderCancelled: nothing was sent.
    """
    order = session.get_one(Order, delivery.order_id)
    delivery = session.get_one(Delivery, delivery.id, with_for_update=True, populate_existing=True)
    if not delivery.is_electronic:
        raise NotElectronic
    if order.state == "cancelled" or delivery.closed_at:
        raise OrderCancelled
    password = new_password()
    delivery.password_hash = passwords.hash_password(password)
    delivery.password_version += 1
    delivery.version += 1
    session.execute(delete(DeliverySession).where(DeliverySession.delivery_id == delivery.id))
    if to and lasting:
        delivery.sent_to = to
    post_both(delivery, order, password, to=to or delivery.sent_to, again=True)
    is_other = bool(to) and to != delivery.sent_to
    told: dict[str, Any] = {"number": delivery.number, "to": to or delivery.sent_to, "once": is_other}
    audit.record("delivery-resent", actor, "delivery", delivery.id, **told)
    session.flush()
