"""What becomes of an invoice: paid, open again, lapsed (BIL-1). Whoever calls has locked it."""

from __future__ import annotations

from datetime import date

from tbc.audit import service as audit
from tbc.invoices.models import Invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.policy import Actor


def settle(actor: Actor, invoice: Invoice, paid_on: date) -> None:
    """It is paid, as of the value date `paid_on`; one that had lapsed too, if staff say so.

    Raises:
        DocumentRefused: it is paid already, or was cancelled.
    """
    if invoice.state not in {"open", "lapsed"}:
        raise DocumentRefused("not-open")
    _become(invoice, "paid", paid_on=paid_on)
    audit.record("invoice-paid", actor, "document", invoice.document_id, number=invoice.number, on=paid_on.isoformat())


def reopen(actor: Actor, invoice: Invoice) -> None:
    """It is not paid after all. Its receipt has to be cancelled first.

    Raises:
        DocumentRefused: it is not paid, or a receipt stands.
    """
    if invoice.state != "paid":
        raise DocumentRefused("not-paid")
    if invoice.receipt_id:
        raise DocumentRefused("receipted")
    _become(invoice, "open")
    audit.record("invoice-reopened", actor, "document", invoice.document_id, number=invoice.number)


def lapse(actor: Actor, invoice: Invoice) -> None:
    """Nobody has paid in time.

    Raises:
        DocumentRefused: it is not open.
    """
    if invoice.state != "open":
        raise DocumentRefused("not-open")
    _become(invoice, "lapsed", closed_on=today())
    audit.record("invoice-lapsed", actor, "document", invoice.document_id, number=invoice.number)


def _become(invoice: Invoice, state: str, *, paid_on: date | None = None, closed_on: date | None = None) -> None:
    invoice.state, invoice.paid_on, invoice.closed_on = state, paid_on, closed_on
    invoice.version += 1
    session.flush()
