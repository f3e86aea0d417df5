"""What the desk shows beside one document: the papers about the same thing, its invoice, who paid, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from tbc.audit.queries import list_about
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries import finding
from tbc.kit.db import session
from tbc.payments.models import Booking, Transfer
from tbc.renewals.models import Renewal


@dataclass(frozen=True, slots=True)
class About:
    """`papers` are all that were issued about the same thing (`finding.list_about`), `payments` the transfers that are
    booked on its invoice (`id`, `payer_name`, `value_on`, `amount`), `renewal` the state of what it is for, if known.
    """

    kind: str
    invoice: Invoice | None
    papers: Sequence[Row[Any]]
    payments: Sequence[Row[Any]]
    events: Sequence[Row[Any]]
    renewal: str | None
    replaced_by: Row[Any] | None

    @property
    def why_kept(self) -> str:
        """Why it cannot be cancelled, as `invoices.refusals` says it; empty if it can."""
        if self.replaced_by:
            return "replaced"
        return "settled" if self.kind == "invoice" and self.invoice and self.invoice.state == "paid" else ""

    @property
    def version(self) -> int:
        """The version of the invoice behind it; 0 for none."""
        return self.invoice.version if self.invoice else 0

    @property
    def lacks_receipt(self) -> bool:
        """Whether it is the invoice, is paid, and has no receipt that stands."""
        paid = self.kind == "invoice" and self.invoice and self.invoice.state == "paid"
        return bool(paid and self.invoice and not self.invoice.receipt_id)


def about_document(document: Document) -> About:
    """See there; five statements."""
    invoice = session.get(Invoice, document.invoice_id or document.id, populate_existing=True)
    papers = finding.list_about(document.about)
    return About(
        kind=document.names_kind or document.kind,
        invoice=invoice,
        papers=papers,
        payments=_payments(invoice) if invoice else (),
        events=list_about("document", document.id),
        renewal=session.scalar(select(Renewal.state).where(Renewal.id == document.about)),
        replaced_by=next((paper for paper in papers if paper.names_id == document.id), None),
    )


def _payments(invoice: Invoice) -> Sequence[Row[Any]]:
    wanted: Select[*tuple[Any, ...]] = (
        select(Transfer.id, Transfer.payer_name, Transfer.value_on, Booking.amount)
        .join(Transfer, Transfer.id == Booking.transfer_id)
        .where(Booking.invoice_id == invoice.document_id, ~Booking.is_undone)
        .order_by(Booking.id)
    )
    return session.execute(wanted).all()
