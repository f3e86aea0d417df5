"""One renewal: its invoice and how it is paid, and later the new ends and the receipt (RNW-3, RNW-4)."""

from __future__ import annotations

from flask import Response

from tbc.invoices.words import ACCOUNT_KINDS, KINDS
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.policy import Permission
from tbc.renewals import words
from tbc.renewals.models import Renewal
from tbc.renewals.queries import find_renewal
from tbc.renewals.queries.finding import find_invoice, find_order_number, list_documents
from tbc.renewals.rules import quoted_until
from tbc.renewals.views.room import facts_of, room


@room.get("/renewals/<uuid:renewal_id>")
@guard(Permission.RENEWAL_READ, load=find_renewal)
def record(renewal: Renewal) -> Response:
    """What was ordered, what is to be paid until when, what came of it."""
    documents, invoice = list_documents(renewal), find_invoice(renewal)
    return page(
        "renewals/record.html",
        part="renewals/_receipt.html",
        **facts_of(renewal),
        documents=documents,
        paper=next((one for one in documents if one.id == renewal.invoice_id), None),
        invoice=invoice,
        order_number=find_order_number(renewal),
        receipt=next((one for one in documents if invoice and one.id == invoice.receipt_id), None),
        states=words.STATES,
        kinds=KINDS,
        account_kinds=ACCOUNT_KINDS,
        until=quoted_until(renewal.quoted_on),
    )
