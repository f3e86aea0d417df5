"""What the addresses of orders name: one that waits, one that has gone out, a sheet of them, its result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.orders.models import OrderBatch
from tests.orders.making import an_application, an_order
from tests.routes.actors import Cast

Arguments = dict[str, Any]
ORDER_IDS = ("order_id", "batch_id")


def _order(cast: Cast) -> Arguments:
    return {"order_id": an_order(filer=cast.filer).id}


def _shipped_order(cast: Cast) -> Arguments:
    order = an_order(filer=cast.filer)
    order.is_begun, order.state, order.shipped_at = True, "shipped", now()
    session.commit()
    return {"order_id": order.id}


def _batch(cast: Cast) -> Arguments:
    """One with a row that can be entered, and one that cannot."""
    rows = [{"row": 2, "number": an_application(filer=cast.filer).number}, {"row": 3, "number": "?"}]
    batch = OrderBatch(file_name="受注.xlsx", rows=rows)
    session.add(batch)
    session.commit()
    return {"batch_id": batch.id}


def _entered_batch(cast: Cast) -> Arguments:
    order = an_order(filer=cast.filer)
    result = {"row": 2, "order_id": str(order.id), "order_number": order.number, "company": order.company}
    rows = [{"row": 2, "number": "?"}]
    batch = OrderBatch(file_name="受注.xlsx", rows=rows, state="entered", entered_at=now(), results=[result])
    session.add(batch)
    session.commit()
    return {"batch_id": batch.id, "form": "csv"}


ORDER_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "order": _order,
    "shipped-order": _shipped_order,
    "order-batch": _batch,
    "entered-batch": _entered_batch,
}
