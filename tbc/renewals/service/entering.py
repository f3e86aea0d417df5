"""The order that a renewal is, beside its invoice: entered with it, and ended with it (ORD-1, RNW-3)."""

from __future__ import annotations

from tbc.invoices.models import Document, Invoice
from tbc.invoices.service.telling import when_cancelled
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.orders.models import Order
from tbc.orders.service.renewing import Renewed, end_renewal, enter_renewal
from tbc.policy import Actor
from tbc.renewals.models import Renewal
from tbc.renewals.queries.finding import find_of_invoice
from tbc.renewals.service.choosing import record


def enter(actor: Actor, renewal: Renewal) -> Order:
    """The order of a renewal that is ordered now, for the company of its first contract."""
    payer = renewal.payer
    assert payer is not None, "whoever orders has said who pays"
    company = session.get_one(License, renewal.lines[0].license_id).end_user_name or payer["company"]
    renewed = [
        Renewed(one.product_code, one.product_name, one.quantity, one.years, one.license_number, one.ends_before)
        for one in renewal.lines
    ]
    return enter_renewal(actor, company, payer["email"], renewal.language, renewed)


def lock_order_of(renewal: Renewal) -> Order:
    """The order of a renewal that is ordered, as it is now and for this transaction alone."""
    return session.get_one(Order, renewal.order_id, with_for_update=True, populate_existing=True)


@when_cancelled
def end(actor: Actor, invoice: Invoice, by: Document) -> None:
    """The invoice is cancelled, by the customer's next order or by staff: its licenses can be renewed anew."""
    renewal = find_of_invoice(invoice.document_id)
    if renewal is None or renewal.state not in {"agreed", "lapsed"}:
        return
    end_renewal(actor, lock_order_of(renewal), by.reason)
    renewal.state = "cancelled"
    close_lines(renewal)
    told = {"replaced_by": str(renewal.replaced_by_id)} if renewal.replaced_by_id else {"reason": by.reason}
    record(actor, renewal, "renewal-cancelled", **told)


def close_lines(renewal: Renewal) -> None:
    """Its invoice waits no more: none of its licenses is held by it."""
    renewal.version += 1
    for line in renewal.lines:
        line.is_open = False
    session.flush()
