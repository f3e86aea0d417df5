"""Cancelling and correcting documents: never by changing them, always by a new one that names the old (BIL-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from tbc.audit import service as audit
from tbc.invoices.house import settings
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import find_replacement, lock_invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.rules import Line, totals
from tbc.invoices.service.drawing import draw
from tbc.invoices.service.issuing import Addressee, taken_over
from tbc.invoices.service.telling import tell_cancelled
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.policy import Actor


def cancel(actor: Actor, document: Document, reason: str, seen: int | None = None) -> Document:
    """The cancellation of a quote, of an invoice that waits or has lapsed, or of a receipt; corrected ones too.

    An invoice is cancelled from now on; of a receipt only the paper goes, and its invoice may be reopened. `seen` is
    the version of the invoice behind it on the page that this was decided on.

    Raises:
        DocumentRefused: it is cancelled or corrected already, is an invoice that is paid, has changed since it was
            seen, or there is no reason.
    """
    kind, invoice = _locked(document, reason)
    if kind == "invoice" and invoice and invoice.state == "paid":
        raise DocumentRefused("settled")
    _require_unchanged(invoice, seen)
    if kind == "invoice" and invoice:
        invoice.state, invoice.closed_on = "cancelled", today()
        invoice.version += 1
    elif kind == "receipt" and invoice:
        invoice.receipt_id = None
        invoice.version += 1
    made = _draw("cancellation", actor, document, kind, reason)
    audit.record("document-cancelled", actor, "document", document.id, number=document.number, by=made.number)
    if kind == "invoice" and invoice:
        tell_cancelled(actor, invoice, made)
    return made


def correct(
    actor: Actor,
    document: Document,
    reason: str,
    *,
    addressee: Addressee | None = None,
    lines: Sequence[Line] | None = None,
    seen: int | None = None,
) -> Document:
    """The document anew, with another addressee or other lines, naming the one that it stands in for.

    Raises:
        DocumentRefused: it is cancelled or corrected already, has changed since it was `seen`, there is no reason, or
            the sums would differ.
    """
    kind, invoice = _locked(document, reason)
    _require_unchanged(invoice, seen)
    changed = _changed(document, addressee, lines)
    made = _draw("correction", actor, document, kind, reason, **changed)
    if kind == "receipt" and invoice:
        invoice.receipt_id = made.id
        invoice.version += 1
        session.flush()
    audit.record("document-corrected", actor, "document", document.id, number=document.number, by=made.number)
    return made


def _locked(document: Document, reason: str) -> tuple[str, Invoice | None]:
    """What the document stands for, if it still does, and the invoice whose paper or receipt it is, if any.

    The invoice is locked first, as by whoever undoes its payment, and then the document.
    """
    kind = document.names_kind or document.kind
    invoice = lock_invoice(document.invoice_id or document.id) if kind != "quote" else None
    session.execute(select(Document.id).where(Document.id == document.id).with_for_update())
    if document.kind == "cancellation" or find_replacement(document.id):
        raise DocumentRefused("replaced")
    if not reason.strip():
        raise DocumentRefused("no-reason")
    return kind, invoice


def _require_unchanged(invoice: Invoice | None, seen: int | None) -> None:
    if invoice and seen not in {None, invoice.version}:
        raise DocumentRefused("changed")


def _changed(document: Document, addressee: Addressee | None, lines: Sequence[Line] | None) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if addressee:
        changed |= {"addressee": asdict(addressee), "counterparty": addressee.name}
    if lines:
        if [asdict(one) for one in totals(lines, settings().tax_rounding)] != document.taxes:
            raise DocumentRefused("amount-differs")
        changed["lines"] = [asdict(line) for line in lines]
    return changed


def _draw(kind: str, actor: Actor, document: Document, names_kind: str, reason: str, **changed: Any) -> Document:
    # A later document about an invoice's paper finds the invoice by it, whatever number of corrections lies between.
    invoice_id = document.invoice_id or (document.id if names_kind == "invoice" else None)
    kept = {name: getattr(document, name) for name in ("due_on", "account", "transfer_hint", "paid_on")}
    return draw(
        kind,
        **(taken_over(document) | kept | changed),
        issued_on=today(),
        issued_by_name=actor.name,
        invoice_id=invoice_id,
        names_id=document.id,
        names_number=document.number,
        names_kind=names_kind,
        reason=reason.strip(),
    )
