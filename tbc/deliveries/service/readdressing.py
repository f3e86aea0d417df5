"""Another address for a delivery that has gone out: its passwords go there from now on (DLV-6)."""

from __future__ import annotations

from typing import Any

from tbc.audit import service as audit
from tbc.deliveries.models import Delivery
from tbc.deliveries.service.reissuing import NotElectronic, OrderCancelled
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.policy import Actor


def readdress(actor: Actor, delivery: Delivery, to: str) -> bool:
    """Send what follows of `delivery` to `to`, which staff have approved; False if it goes there already.

    Its password stays, and the row stays locked until the transaction ends.

    Raises:
        NotElectronic, OrderCancelled: nothing is sent to anybody.
    """
    order = session.get_one(Order, delivery.order_id)
    session.refresh(delivery, with_for_update=True)
    if not delivery.is_electronic:
        raise NotElectronic
    if order.state == "cancelled" or delivery.closed_at:
        raise OrderCancelled
    if delivery.sent_to == to:
        return False
    before, delivery.sent_to = delivery.sent_to, to
    delivery.version += 1
    told: dict[str, Any] = {"number": delivery.number, "before": before, "after": to}
    audit.record("delivery-readdressed", actor, "delivery", delivery.id, **told)
    session.flush()
    return True
