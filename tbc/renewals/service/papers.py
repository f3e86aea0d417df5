"""What staff do to papers: cancel one, correct it, issue a receipt anew; whoever ordered it and who pays are told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from tbc.accounts.models import User
from tbc.invoices.models import Document
from tbc.invoices.queries.standing import lock_invoice
from tbc.invoices.rules import Line
from tbc.invoices.service import replacing
from tbc.invoices.service.issuing import Addressee, issue_receipt
from tbc.kit.db import session
from tbc.policy import Actor
from tbc.renewals.models import Renewal
from tbc.renewals.service import letters


def cancel(actor: Actor, document: Document, reason: str, seen: int) -> Document:
    """Its cancellation; of an invoice it ends the renewal too, of a quote the next one is drawn anew (BIL-3).

    `seen` is the version of the invoice behind it on the page that this was decided on.

    Raises:
        DocumentRefused: see `invoices.service.replacing.cancel`.
    """
    made = replacing.cancel(actor, document, reason, seen)
    _quote_becomes(document, None)
    return _told(made)


def correct(
    actor: Actor, document: Document, reason: str, seen: int, *, addressee: Addressee, lines: Sequence[Line]
) -> Document:
    """Its correction, which stands in for it from now on.

    Raises:
        DocumentRefused: see `invoices.service.replacing.correct`.
    """
    made = replacing.correct(actor, document, reason, addressee=addressee, lines=lines, seen=seen)
    _quote_becomes(document, made)
    return _told(made)


def issue_missing_receipt(actor: Actor, document: Document) -> Document:
    """The receipt of the paid invoice `document`, where there is none or it was cancelled; else the one that stands.

    Raises:
        DocumentRefused: see `invoices.service.issuing.issue_receipt`.
    """
    invoice = lock_invoice(document.invoice_id or document.id)
    stood = invoice.receipt_id
    made = issue_receipt(actor, invoice)
    return made if stood else _told(made)


def _quote_becomes(old: Document, new: Document | None) -> None:
    """A renewal shows the quote that says what it says, and draws one where there is none."""
    quoted = select(Renewal).where(Renewal.id == old.about, Renewal.quote_id == old.id).with_for_update()
    if renewal := session.scalar(quoted):
        renewal.quote_id = new.id if new else None
        session.flush()


def _told(made: Document) -> Document:
    if renewal := session.get(Renewal, made.about):
        letters.issued(renewal, made, session.get_one(User, renewal.user_id))
    return made
