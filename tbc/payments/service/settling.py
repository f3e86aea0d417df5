"""An invoice is paid, or not paid after all; the rooms above hear of it in the same transaction (RNW-4, PAY-2).

Whoever lays up what follows registers it when the portal starts: `when_settled(extend)`, `when_unsettled(take_back)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from tbc.invoices.models import Document, Invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.service import replacing, standing
from tbc.kit.db import session
from tbc.policy import Actor

# Gets the invoice as it now stands: paid, with `paid_on`. Within the import of a large file it is called once for each.
Settled = Callable[[Actor, Invoice], None]
# Gets the invoice while it is still paid, before its receipt is cancelled; raises UndoRefused to keep it so.
Unsettled = Callable[[Actor, Invoice], None]
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
    for handler in reversed(_unsettled):
        handler(actor, invoice)
    try:
        if invoice.receipt_id:
            replacing.cancel(actor, session.get_one(Document, invoice.receipt_id), reason)
        standing.reopen(actor, invoice)
    except DocumentRefused as refused:
        raise NotSettled from refused
