"""From what was chosen to the invoice: payer, quote, license agreement, personal data, the order itself (RNW-3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tbc.accounts.models import User
from tbc.accounts.service.consents import give
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import lock_invoice
from tbc.invoices.service import issuing, replacing
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.kit.language import speaking
from tbc.legal import versions
from tbc.policy import Actor
from tbc.renewals.agreement import VERSION
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.queries.candidates import Waiting, candidates, list_waiting
from tbc.renewals.queries.finding import find_of_invoice
from tbc.renewals.queries.listing import lock_numbered
from tbc.renewals.rules import quoted_until
from tbc.renewals.service import letters
from tbc.renewals.service.billing import billing_of
from tbc.renewals.service.choosing import ChosenGone, record
from tbc.renewals.service.entering import enter
from tbc.renewals.words import REPLACED


class NotQuoted(Exception):
    """The renewal is ordered already, or is over: there is nothing left to decide about it."""


class QuoteExpired(Exception):
    """The prices are older than a quote holds: what is wanted is to be chosen anew."""


class ChangedMeanwhile(Exception):
    """What was chosen, or who pays, is another than on the page that was agreed to."""


class MustReplace(Exception):
    """Others of these licenses' renewals wait for their payment: they are cancelled only if that is said."""

    def __init__(self, waiting: Collection[Waiting]) -> None:
        super().__init__(waiting)
        self.waiting = waiting


def set_payer(actor: Actor, renewal: Renewal, payer: Mapping[str, Any]) -> None:
    """Who pays. A quote that says otherwise is no longer the renewal's.

    Raises:
        NotQuoted, QuoteExpired: see there.
    """
    _require_quoted(renewal)
    if renewal.payer == payer:
        return
    renewal.payer, renewal.quote_id = dict(payer), None
    renewal.version += 1
    session.flush()
    record(actor, renewal, "renewal-payer-set")


def quote(actor: Actor, renewal: Renewal) -> Document:
    """The quote of a renewal whose payer is known: the one that stands, or a new one.

    Raises:
        NotQuoted, QuoteExpired: see there.
        DocumentRefused: see `invoices.refusals`.
    """
    _require_quoted(renewal)
    if renewal.quote_id:
        return session.get_one(Document, renewal.quote_id)
    document = issuing.issue_quote(billing_of(actor, renewal))
    renewal.quote_id = document.id
    session.flush()
    return document


def agree_to_license(actor: Actor, renewal: Renewal) -> None:
    """使用許諾契約書: agreed to, in the version that holds.

    Raises:
        NotQuoted, QuoteExpired: see there.
    """
    _require_quoted(renewal)
    renewal.licensed_at, renewal.agreement_version = now(), VERSION
    session.flush()
    record(actor, renewal, "renewal-license-agreed", version=VERSION)


def agree_to_privacy(actor: Actor, renewal: Renewal) -> None:
    """個人情報の取扱い: agreed to, in the version that holds (ACC-7).

    Raises:
        NotQuoted, QuoteExpired: see there.
    """
    _require_quoted(renewal)
    renewal.privacy_at = now()
    assert actor.user_id is not None, "the guard lets nobody in who has not signed in"
    give(actor.user_id, "renewal", about=renewal.id, documents={"privacy": versions.PRIVACY})


def order(actor: Actor, renewal: Renewal, version: int, replaced: Collection[UUID]) -> Invoice | None:
    """The order itself: its invoice is issued and sent. None if that had been done before (double click, two tabs).

    `version` is that of the renewal on the page that was confirmed, `replaced` the renewals that may be cancelled for
    it: of a license one waits for its payment, at most (RNW-1).

    Raises:
        NotQuoted, QuoteExpired, ChangedMeanwhile, MustReplace, ChosenGone: see there.
        DocumentRefused: see `invoices.refusals`.
    """
    if renewal.state in {"agreed", "paid"}:
        return None
    _require_quoted(renewal)
    if version != renewal.version or not (renewal.payer and renewal.licensed_at and renewal.privacy_at):
        raise ChangedMeanwhile
    # All or nothing, and the page that tells of a refusal shows what there was before.
    with session.begin_nested():
        return _order(actor, renewal, replaced)


def waiting_of(renewal: Renewal) -> list[Waiting]:
    """The other renewals of its licenses that wait for their payment, each once."""
    return sorted(set(list_waiting([line.license_id for line in renewal.lines]).values()))


def _order(actor: Actor, renewal: Renewal, replaced: Collection[UUID]) -> Invoice:
    others = waiting_of(renewal)
    if not {one.renewal_id for one in others} <= set(replaced):
        raise MustReplace(others)
    for one in others:
        _replace(actor, one, renewal)
    _require_still_there(actor, renewal)
    # Whoever ordered the same license at the same moment holds its row until now.
    if late := waiting_of(renewal):
        raise MustReplace(late)
    document, invoice = issuing.issue_invoice(billing_of(actor, renewal))
    renewal.order_id = enter(actor, renewal).id
    renewal.state, renewal.ordered_at, renewal.invoice_id = "agreed", now(), document.id
    renewal.version += 1
    for line in renewal.lines:
        line.is_open = True
    session.flush()
    record(actor, renewal, "renewal-ordered", invoice=document.number, total=document.total)
    letters.accepted(renewal, document, invoice, session.get_one(User, renewal.user_id))
    return invoice


def _require_quoted(renewal: Renewal) -> None:
    if renewal.state != "quoted":
        raise NotQuoted
    if today() > quoted_until(renewal.quoted_on):
        raise QuoteExpired


def _require_still_there(actor: Actor, renewal: Renewal) -> None:
    """That each license, locked from now on, is what it was when it was chosen, and may be renewed today."""
    numbers = [line.license_number for line in renewal.lines]
    rows = lock_numbered(actor, renewal.company_account_id, numbers)
    found = candidates(rows, (), today(), is_managed=True)
    gone = [line.license_number for line in renewal.lines if not _is_same(line, found.get(line.license_number))]
    if gone:
        raise ChosenGone(gone)


def _is_same(line: RenewalLine, candidate: Any) -> bool:
    if candidate is None or candidate.why is not None:
        return False
    row = candidate.row
    return (row.product_code, row.quantity) == (line.product_before, line.quantity) and any(
        offer.product_code == line.product_code for offer in candidate.offered
    )


def _replace(actor: Actor, waiting: Waiting, by: Renewal) -> None:
    """Cancel a renewal that waits, with its invoice; one that was paid a moment ago stays."""
    invoice_id = session.scalar(select(Renewal.invoice_id).where(Renewal.id == waiting.renewal_id))
    assert invoice_id is not None, "what waits for its payment has an invoice"
    invoice, other = lock_invoice(invoice_id), find_of_invoice(invoice_id)
    if other is None or other.state != "agreed" or invoice.state != "open":
        raise ChangedMeanwhile
    other.replaced_by_id = by.id
    with speaking(other.language):
        replacing.cancel(actor, session.get_one(Document, invoice_id), str(REPLACED))
