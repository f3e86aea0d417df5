"""What the addresses of documents name: the filer's own, the company account's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tbc.kit.db import session
from tests.invoices.making import a_quote, a_receipt, an_invoice
from tests.routes.actors import Cast

Arguments = dict[str, Any]
DOCUMENT_IDS = ("document_id",)


def _receipt(cast: Cast) -> Arguments:
    """Of an invoice that the filer has paid."""
    receipt = a_receipt(cast.filer)
    session.commit()
    return {"document_id": receipt.id}


def _invoice(cast: Cast) -> Arguments:
    """One of the filer that waits for its transfer."""
    invoice = an_invoice(cast.filer)
    session.commit()
    return {"document_id": invoice.document_id}


def _account_quote(cast: Cast) -> Arguments:
    """For a company account; nobody's own besides."""
    quote = a_quote(holder_id=None, company_account_id=cast.account.id)
    session.commit()
    return {"document_id": quote.id}


DOCUMENT_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "receipt": _receipt,
    "invoice": _invoice,
    "account-quote": _account_quote,
}
