"""Finding the sheets of orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from tbc.kit.db import session
from tbc.orders.models import OrderBatch
from tbc.policy import Actor

LATEST = 20


def find_batch(actor: Actor, batch_id: UUID) -> OrderBatch | None:
    """The sheet with that id, for staff."""
    return session.get(OrderBatch, batch_id) if actor.is_staff else None


def lock_batch(actor: Actor, batch_id: UUID) -> OrderBatch | None:
    """As `find_batch`, as it is now and for this transaction alone: of two who enter it one waits."""
    if not actor.is_staff:
        return None
    return session.get(OrderBatch, batch_id, with_for_update=True, populate_existing=True)


def list_batches() -> Sequence[Row[*tuple[Any, ...]]]:
    """The latest sheets without their rows: id, file_name, state, uploaded_at, uploaded_by_name, entered_at, lines."""
    columns = (
        OrderBatch.id,
        OrderBatch.file_name,
        OrderBatch.state,
        OrderBatch.uploaded_at,
        OrderBatch.uploaded_by_name,
        OrderBatch.entered_at,
        func.jsonb_array_length(OrderBatch.rows).label("lines"),
    )
    wanted = select(*columns).where(OrderBatch.state != "discarded")
    return session.execute(wanted.order_by(OrderBatch.uploaded_at.desc(), OrderBatch.id.desc()).limit(LATEST)).all()
