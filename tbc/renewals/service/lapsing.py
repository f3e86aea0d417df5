"""What the clock does to renewals: quotes that nobody took up, and invoices that nobody paid in time (BIL-1, RNW-8)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from tbc.accounts.models import User
from tbc.calendar.queries import business_days_before
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import lock_invoice
from tbc.invoices.service import standing
from tbc.jobs import every
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.orders.service.renewing import end_renewal
from tbc.policy import ANONYMOUS
from tbc.renewals.models import Renewal
from tbc.renewals.queries.finding import find_of_invoice
from tbc.renewals.rules import QUOTE_DAYS
from tbc.renewals.service import letters
from tbc.renewals.service.choosing import record
from tbc.renewals.service.entering import close_lines, lock_order_of
from tbc.renewals.words import LAPSED

AT_ONCE = 200
# The bank's file of the last day on which a transfer counts comes on the business day after it: until that has passed
# an invoice stays open, so that what came in time books itself.
FILE_DAYS = 1


@every(minutes=60)
def lapse_quotes() -> None:
    """Close what was quoted and never ordered."""
    until = today() - timedelta(days=QUOTE_DAYS)
    wanted = select(Renewal).where(Renewal.state == "quoted", Renewal.quoted_on < until).order_by(Renewal.quoted_on)
    for renewal in session.scalars(wanted.limit(AT_ONCE).with_for_update(skip_locked=True)).all():
        renewal.state = "lapsed"
        renewal.version += 1
        session.flush()


@every(minutes=60)
def lapse_invoices() -> None:
    """Close what nobody has paid in time, and tell whoever ordered it: its licenses can be renewed anew."""
    until = business_days_before(today(), FILE_DAYS)
    wanted = (
        select(Invoice.document_id)
        .join(Renewal, Renewal.invoice_id == Invoice.document_id)
        .where(Invoice.state == "open", Invoice.counts_until < until, Renewal.state == "agreed")
        .order_by(Invoice.due_on, Invoice.document_id)
    )
    for invoice_id in session.scalars(wanted.limit(AT_ONCE)).all():
        _lapse(lock_invoice(invoice_id))


def _lapse(invoice: Invoice) -> None:
    renewal = find_of_invoice(invoice.document_id)
    if invoice.state != "open" or renewal is None or renewal.state != "agreed":
        return
    standing.lapse(ANONYMOUS, invoice)
    end_renewal(ANONYMOUS, lock_order_of(renewal), str(LAPSED))
    renewal.state = "lapsed"
    close_lines(renewal)
    record(ANONYMOUS, renewal, "renewal-lapsed", invoice=invoice.number)
    paper = session.get_one(Document, invoice.document_id)
    letters.lapsed(renewal, paper, invoice, session.get_one(User, renewal.user_id))
