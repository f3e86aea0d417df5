"""An invoice is paid, or not paid after all; the rooms above hear of it in the same transaction (RNW-4, PAY-2).

Whoever lays up what follows registers it when the portal starts: `when_settled(extend)`, `when_unsettled(take_back)`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Date, Uuid, any_, column, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from tbc.audit.models import AuditEvent
from tbc.invoices.models import Document, Invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.service import replacing, standing
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.payments.service.storing import store
from tbc.policy import Actor

# Gets the invoice as it now stands: paid, with `paid_on`. Within the import of a large file it is called once for each.
Settled = Callable[[Actor, Invoice], None]
# Gets the document that cancelled the receipt, if there was one, when the invoice waits again.
Afterwards = Callable[[Document | None], None]
# Gets the invoice while it is still paid, before its receipt is cancelled; raises UndoRefused to keep it so. What it
# gives back is done when everything is undone.
Unsettled = Callable[[Actor, Invoice], Afterwards | None]
_Settled = TypeVar("_Settled", bound=Settled)
_Unsettled = TypeVar("_Unsettled", bound=Unsettled)

_settled: list[Settled] = []
_unsettled: list[Unsettled] = []


class NotSettled(Exception):
    """The invoice takes no payment: it is paid already, or was cancelled."""


class UndoRefused(Exception):
    """What followed from the payment can no longer be taken back: `reason` says why, as a code of the room above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def when_settled(handler: _Settled) -> _Settled:
    """Call `handler` for each invoice that is paid; registered once, however often the room starts."""
    if handler not in _settled:
        _settled.append(handler)
    return handler


def when_unsettled(handler: _Unsettled) -> _Unsettled:
    """Call `handler` for each invoice whose payment is undone."""
    if handler not in _unsettled:
        _unsettled.append(handler)
    return handler


def settle(actor: Actor, invoices: Sequence[Invoice], paid_on: date) -> None:
    """The invoices are paid as of the value date `paid_on`, and what follows is done. Whoever calls has locked them.

    Raises:
        NotSettled: one of them takes no payment.
    """
    for invoice in invoices:
        try:
            standing.settle(actor, invoice, paid_on)
        except DocumentRefused as refused:
            raise NotSettled from refused
        tell_settled(actor, invoice)


def settle_many(actor: Actor, paid_on: Mapping[UUID, date]) -> None:
    """As `settle`, for many that are open and locked: each by its own value date, in a few statements.

    Nothing more is asked of the database for an invoice than what the rooms above ask.
    """
    if not paid_on:
        return
    asked = (
        func.unnest(literal(list(paid_on), ARRAY(Uuid())), literal(list(paid_on.values()), ARRAY(Date())))
        .table_valued(column("id", Uuid()), column("day", Date()))
        .render_derived(name="asked")
    )
    session.execute(
        update(Invoice)
        .where(Invoice.document_id == asked.c.id, Invoice.state == "open")
        .values(state="paid", paid_on=asked.c.day, version=Invoice.version + 1),
        execution_options={"synchronize_session": False},
    )
    wanted = select(Invoice).where(Invoice.document_id == any_(literal(list(paid_on), ARRAY(Uuid()))))
    invoices = session.scalars(wanted.order_by(Invoice.document_id).execution_options(populate_existing=True)).all()
    moment = now()
    store(AuditEvent, [_paid_event(actor, invoice, moment) for invoice in invoices])
    for invoice in invoices:
        tell_settled(actor, invoice)


def tell_settled(actor: Actor, invoice: Invoice) -> None:
    """Let the rooms above do what follows from the payment."""
    for handler in _settled:
        handler(actor, invoice)


def unsettle(actor: Actor, invoice: Invoice, reason: str) -> None:
    """It is not paid after all: what followed is taken back, its receipt cancelled. Whoever calls has locked it.

    Raises:
        UndoRefused: something builds on it by now.
        NotSettled: it is not paid.
    """
    left = [then for handler in reversed(_unsettled) if (then := handler(actor, invoice))]
    try:
        receipt = session.get_one(Document, invoice.receipt_id) if invoice.receipt_id else None
        cancellation = replacing.cancel(actor, receipt, reason) if receipt else None
        standing.reopen(actor, invoice)
    except DocumentRefused as refused:
        raise NotSettled from refused
    for then in left:
        then(cancellation)


def _paid_event(actor: Actor, invoice: Invoice, moment: datetime) -> dict[str, Any]:
    """What `standing.settle` records."""
    return {
        "id": new_id(),
        "at": moment,
        "act": "invoice-paid",
        "actor_id": actor.user_id,
        "actor_name": actor.name,
        "address": actor.address,
        "subject_type": "document",
        "subject_id": invoice.document_id,
        "details": json.dumps({"number": invoice.number, "on": f"{invoice.paid_on}"}),
    }
