"""What a payment brings: longer terms, the order completed, the receipt; and all of it taken back (RNW-4, PAY-2)."""

from __future__ import annotations

from tbc.accounts.models import User
from tbc.invoices.models import Invoice
from tbc.kit.db import session
from tbc.licenses.service import renewing
from tbc.licenses.service.noting import Cause
from tbc.orders.service.renewing import complete_renewal, reopen_renewal
from tbc.payments.service.settling import Afterwards, UndoRefused, when_settled, when_unsettled
from tbc.policy import Actor
from tbc.renewals.models import Renewal
from tbc.renewals.queries.candidates import list_waiting
from tbc.renewals.queries.finding import find_of_invoice
from tbc.renewals.rules import obstacle
from tbc.renewals.service import letters, receipting, reviewing
from tbc.renewals.service.choosing import record
from tbc.renewals.service.entering import close_lines, lock_order_of
from tbc.renewals.service.extending import extend


@when_settled
def complete(actor: Actor, invoice: Invoice) -> None:
    """The invoice is paid: each license is extended from its end, or from the value date if that has passed (RNW-2).

    One that is no longer what was ordered is left as it is, and staff get a task. The receipt follows by a job.
    """
    renewal = find_of_invoice(invoice.document_id)
    if renewal is None or invoice.paid_on is None:
        return
    order = lock_order_of(renewal)
    licenses = {one.id: one for one in renewing.lock_all([line.license_id for line in renewal.lines])}
    cause = Cause(actor, order_number=order.number)
    renewal.state, renewal.paid_on = "paid", invoice.paid_on
    close_lines(renewal)
    for line in renewal.lines:
        license_ = licenses[line.license_id]
        why = obstacle(license_, line)
        if why is None:
            extend(renewal, line, license_, cause)
        else:
            reviewing.ask(actor, renewal, line, license_, why)
    complete_renewal(actor, order)
    record(actor, renewal, "renewal-paid", invoice=invoice.number, paid_on=invoice.paid_on.isoformat())
    receipting.ask(renewal)


@when_unsettled
def take_back(actor: Actor, invoice: Invoice) -> Afterwards | None:
    """The payment is undone: each license gets its end and its product back, and the renewal waits again.

    Whoever was told of the payment is told of this too, with the cancellation of the receipt that they have.

    Raises:
        UndoRefused: `built-upon`, a later renewal goes on from one of the ends, or waits to.
    """
    requests = reviewing.lock_open(invoice.document_id)
    renewal = find_of_invoice(invoice.document_id)
    if renewal is None:
        return None
    order = lock_order_of(renewal)
    licenses = {one.id: one for one in renewing.lock_all([line.license_id for line in renewal.lines])}
    cause = Cause(actor, order_number=order.number)
    for line in renewal.lines:
        if line.ends_after is None:
            continue
        try:
            renewing.take_back(licenses[line.license_id], cause)
        except renewing.BuiltUpon:
            raise UndoRefused("built-upon") from None
    reviewing.withdraw(actor, requests)
    was_told = renewal.told_at is not None
    _reopen(actor, renewal)
    reopen_renewal(actor, order)
    if not was_told:
        return None
    user = session.get_one(User, renewal.user_id)
    return lambda cancellation: letters.taken_back(renewal, cancellation, invoice, user)


def _reopen(actor: Actor, renewal: Renewal) -> None:
    if list_waiting([line.license_id for line in renewal.lines]):
        raise UndoRefused("built-upon")
    renewal.state, renewal.paid_on, renewal.told_at = "agreed", None, None
    renewal.version += 1
    for line in renewal.lines:
        line.ends_after, line.is_open = None, True
    session.flush()
    record(actor, renewal, "renewal-payment-undone")
