"""Entering a sheet of orders exactly once: everything, or only the good rows (ORD-1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from tbc.audit import service as audit
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.sheets.rows import RowProblem
from tbc.orders.batch.judging import Judged, judge
from tbc.orders.batch.reading import read_orders
from tbc.orders.models import OrderBatch
from tbc.orders.rules import DetailsFaulty, NumberRefused
from tbc.orders.service.entering import enter
from tbc.policy import Actor

KEPT_FOR = timedelta(days=7)


class SheetFaulty(Exception):
    """The file cannot be read, or its titles are wrong: nothing is kept."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


class NotWaiting(Exception):
    """The sheet was entered or thrown away already."""


class ChangedMeanwhile(Exception):
    """What the rows would do is no longer what was shown; nothing was entered."""


class RowsFaulty(Exception):
    """Not all rows can be entered, and all were asked for; nothing was entered."""


def upload(actor: Actor, file_name: str, data: bytes) -> OrderBatch:
    """Keep a sheet aside; no order is entered.

    Raises:
        SheetFaulty: see there.
    """
    read = read_orders(data, file_name)
    if read.problems:
        raise SheetFaulty(read.problems)
    batch = OrderBatch(file_name=file_name[:200], rows=read.rows, uploaded_by_name=actor.name)
    session.add(batch)
    session.flush()
    return batch


def enter_batch(actor: Actor, batch: OrderBatch, token: str, *, only_good: bool = False) -> int:
    """Enter the orders of a sheet, whose row is locked; how many. `token` is that of the preview that was shown.

    All in one transaction. A second click, or the same request sent again, finds the sheet entered.

    Raises:
        NotWaiting, ChangedMeanwhile, RowsFaulty: see there.
    """
    if batch.state != "waiting":
        raise NotWaiting
    judged = judge(batch.rows)
    if token != judged.token:
        raise ChangedMeanwhile
    if judged.problems and not only_good:
        raise RowsFaulty
    results = _enter(actor, judged)
    results += [{"row": one.row, "problem": one.sentence, "column": one.column} for one in judged.problems]
    batch.results = sorted(results, key=lambda result: int(result["row"]))
    batch.state, batch.entered_at, batch.entered_by_name = "entered", now(), actor.name
    details: dict[str, Any] = {"file": batch.file_name, "orders": len(judged.good), "left_out": judged.faulty_rows}
    audit.record("order-batch-entered", actor, "order-batch", batch.id, **details)
    session.flush()
    return len(judged.good)


def discard(actor: Actor, batch: OrderBatch) -> None:
    """Throw a sheet away that nobody has entered.

    Raises:
        NotWaiting: see there.
    """
    if batch.state != "waiting":
        raise NotWaiting
    batch.state = "discarded"
    audit.record("order-batch-discarded", actor, "order-batch", batch.id, file=batch.file_name)
    session.flush()


@every(minutes=60)
def forget_order_batches() -> None:
    """Remove sheets that nobody entered."""
    old = OrderBatch.state != "entered", OrderBatch.uploaded_at < now() - KEPT_FOR
    session.execute(delete(OrderBatch).where(*old))


def _enter(actor: Actor, judged: Judged) -> list[dict[str, Any]]:
    """Each good row, in the order of the numbers: two sheets with the same numbers wait for each other in one order.

    Raises:
        ChangedMeanwhile: a number was used since a moment ago.
    """
    results = []
    for one in sorted(judged.good, key=lambda row: row.application.number or ""):
        try:
            order = enter(actor, one.application.number or "", one.details, source="batch")
        except (NumberRefused, DetailsFaulty):
            raise ChangedMeanwhile from None
        made = {"row": one.row, "order_id": str(order.id), "order_number": order.number, "company": order.company}
        results.append(made)
    return results
