"""What other systems are told of an order: its numbers, its state and its lines; no address, no person (API-1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tbc.orders.models import Order, OrderLine


def told_of(order: Order, lines: Iterable[OrderLine], reception_number: str | None) -> dict[str, Any]:
    """The order as JSON; `reception_number` is None for an invoice renewal."""
    return {
        "order_number": order.number,
        "reception_number": reception_number,
        "state": order.state,
        "source": order.source,
        "kind": order.kind,
        "customer_po": order.customer_po,
        "reseller_reference": order.reseller_reference,
        "entered_at": order.entered_at.isoformat(),
        "lines": [
            {
                "position": line.position,
                "product": line.product_code,
                "quantity": line.quantity,
                "term_years": line.term_years,
            }
            for line in lines
        ],
    }
