"""The receipt of a renewal that is paid, and the letter that tells of it: made after the payment, once (RNW-4, BIL-2).

A bank file settles hundreds of invoices in one transaction. Setting their receipts there would hold it up, and the
receipts' series with it: the payment leaves a job, which does each by itself.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from tbc import jobs
from tbc.accounts.models import User
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import lock_invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.service.issuing import issue_receipt
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import ANONYMOUS
from tbc.renewals.models import Renewal
from tbc.renewals.queries.finding import find_of_invoice
from tbc.renewals.service import letters

TELL = "tell-renewal-paid"
LOCK = "renewal paid "


def ask(renewal: Renewal) -> bool:
    """Ask for the job, in the payment's transaction; False if one waits already."""
    return jobs.enqueue(TELL, lock=f"{LOCK}{renewal.id}", renewal_id=str(renewal.id))


def tell(renewal_id: UUID) -> Document | None:
    """Issue the receipt and post the letter, unless that was done, or the payment undone meanwhile; the receipt.

    None too where the house has lost its registration number since the invoice: the letter then goes without.
    """
    invoice_id = session.scalar(select(Renewal.invoice_id).where(Renewal.id == renewal_id))
    if invoice_id is None:
        return None
    # Payments and undoing lock in this order: the invoice, then what it is for.
    invoice, renewal = lock_invoice(invoice_id), find_of_invoice(invoice_id)
    if renewal is None or renewal.state != "paid" or renewal.told_at is not None:
        return None
    receipt = _receipt(invoice)
    renewal.told_at = now()
    session.flush()
    letters.completed(renewal, receipt, session.get_one(User, renewal.user_id))
    return receipt


def _receipt(invoice: Invoice) -> Document | None:
    try:
        return issue_receipt(ANONYMOUS, invoice)
    except DocumentRefused:
        return None
