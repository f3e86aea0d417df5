"""The letters of a renewal: to whoever ordered it, and a copy to who pays (RNW-3, RNW-4)."""

from __future__ import annotations

from typing import Any

from tbc.accounts.models import User
from tbc.invoices.models import Document, Invoice
from tbc.invoices.words import KINDS
from tbc.mail.service import post
from tbc.renewals.models import Renewal
from tbc.renewals.service.billing import names_of

PDF = "application/pdf"


def accepted(renewal: Renewal, document: Document, invoice: Invoice, user: User) -> None:
    """The order is taken: the invoice goes with it, nothing by post."""
    _post_all("renewal-accepted", renewal, user, document, invoice=invoice)


def completed(renewal: Renewal, receipt: Document | None, user: User) -> None:
    """It is paid: the new ends, and the receipt if there is one yet."""
    _post_all("renewal-completed", renewal, user, receipt)


def taken_back(renewal: Renewal, document: Document | None, invoice: Invoice, user: User) -> None:
    """The payment was undone: the ends as they were, and the cancellation of the receipt if one was issued (PAY-2)."""
    _post_all("renewal-taken-back", renewal, user, document, invoice=invoice)


def due(renewal: Renewal, document: Document, invoice: Invoice, user: User) -> None:
    """The invoice once more, before it is due (RNW-8)."""
    _post_all("invoice-due", renewal, user, document, invoice=invoice)


def lapsed(renewal: Renewal, document: Document, invoice: Invoice, user: User) -> None:
    """Nobody has paid in time (RNW-8)."""
    _post_all("renewal-lapsed", renewal, user, document, invoice=invoice)


def issued(renewal: Renewal, document: Document, user: User) -> None:
    """Staff have issued a paper about it: a cancellation, a correction, a receipt anew (BIL-3)."""
    _post_all("document-issued", renewal, user, document, kinds=KINDS)


def _post_all(letter: str, renewal: Renewal, user: User, paper: Document | None, **values: Any) -> None:
    payer = renewal.payer or {}
    addresses = dict.fromkeys([user.email] if user.closed_at is None else [])
    addresses |= dict.fromkeys([payer["email"]] if payer.get("email") else [])
    names = names_of(renewal)
    files = [(f"{paper.number}.pdf", PDF, paper.pdf)] if paper else []
    for address in {one.lower(): one for one in addresses}.values():
        post(
            letter,
            to=address,
            language=renewal.language,
            about=renewal.id,
            about_type="renewal",
            attachments=files,
            renewal=renewal,
            lines=renewal.lines,
            names=names,
            payer=payer,
            paper=paper,
            **values,
        )
