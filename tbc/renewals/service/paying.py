"""What a payment brings: longer terms, the receipt, the letter; and all of it taken back (RNW-4, PAY-2)."""

from __future__ import annotations

from tbc.accounts.models import User
from tbc.invoices.models import Document, Invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.service.issuing import issue_receipt
from tbc.kit.db import session
from tbc.licenses.service import renewing
from tbc.licenses.service.noting import Cause
from tbc.payments.service.settling import UndoRefused, when_settled, when_unsettled
from tbc.policy import Actor
from tbc.renewals.models import Renewal
from tbc.renewals.queries.candidates import list_waiting
from tbc.renewals.queries.finding import find_of_invoice
from tbc.renewals.rules import new_end
from tbc.renewals.service import letters
from tbc.renewals.service.choosing import record


@when_settled
def complete(actor: Actor, invoice: Invoice) -> None:
    """The invoice is paid: each license is extended from its end, or from the value date if that has passed (RNW-2).

    A license that was closed meanwhile is left as it is, and stands without a new end for staff to look into.
    """
    renewal = find_of_invoice(invoice.document_id)
    if renewal is None or invoice.paid_on is None:
        return
    licenses = {one.id: one for one in renewing.lock_all([line.license_id for line in renewal.lines])}
    cause = Cause(actor, order_number=invoice.number)
    for line in renewal.lines:
        license_ = licenses[line.license_id]
        line.is_open = False
        if license_.state == "active":
            line.ends_before = license_.ends_on
            line.ends_after = new_end(license_.ends_on, line.years, invoice.paid_on)
            renewing.extend(license_, line.ends_after, line.product_code, cause)
    renewal.state, renewal.paid_on = "paid", invoice.paid_on
    renewal.version += 1
    session.flush()
    record(actor, renewal, "renewal-paid", invoice=invoice.number, paid_on=invoice.paid_on.isoformat())
    letters.completed(renewal, _receipt(actor, invoice), session.get_one(User, renewal.user_id))


@when_unsettled
def take_back(actor: Actor, invoice: Invoice) -> None:
    """The payment is undone: each license gets its end and its product back, and the renewal waits again.

    Raises:
        UndoRefused: `built-upon`, a later renewal goes on from one of the ends, or waits to.
    """
    renewal = find_of_invoice(invoice.document_id)
    if renewal is None:
        return
    licenses = {one.id: one for one in renewing.lock_all([line.license_id for line in renewal.lines])}
    cause = Cause(actor, order_number=invoice.number)
    for line in renewal.lines:
        if line.ends_after is None:
            continue
        try:
            renewing.take_back(licenses[line.license_id], cause)
        except renewing.BuiltUpon:
            raise UndoRefused("built-upon") from None
    _reopen(actor, renewal)


def _reopen(actor: Actor, renewal: Renewal) -> None:
    if list_waiting([line.license_id for line in renewal.lines]):
        raise UndoRefused("built-upon")
    renewal.state, renewal.paid_on = "agreed", None
    renewal.version += 1
    for line in renewal.lines:
        line.ends_after, line.is_open = None, True
    session.flush()
    record(actor, renewal, "renewal-payment-undone")


def _receipt(actor: Actor, invoice: Invoice) -> Document | None:
    """The qualified invoice; None where the house has lost its registration number since the invoice."""
    try:
        return issue_receipt(actor, invoice)
    except DocumentRefused:
        return None
