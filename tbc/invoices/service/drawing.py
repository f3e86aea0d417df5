"""Making a document: its number, its paper, its row, all in one transaction (BIL-3)."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from tbc.billing_settings import BankAccount
from tbc.invoices.house import settings
from tbc.invoices.models import Document, DocumentSeries
from tbc.invoices.paper import typeset_document
from tbc.invoices.rules import number_of
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.search import searchable

# What a row that is still to be written does not say by itself, and the paper asks for.
_NOTHING = {"due_on": None, "account": None, "paid_on": None, "names_number": "", "names_kind": "", "reason": ""}
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('virtual account ' || :key, 0))")
# Round and round through the bank's numbers, so that one comes back as late as possible: a transfer that comes late
# must not pay somebody else's invoice.
_NEXT_FREE = text(
    """
    WITH given AS (
        SELECT coalesce(max(CAST(virtual_account AS integer)), :last) AS latest FROM (
            SELECT virtual_account FROM invoices
            WHERE account_key = :key AND virtual_account <> ''
            AND CAST(virtual_account AS integer) BETWEEN :first AND :last
            ORDER BY document_id DESC LIMIT 1
        ) AS newest
    )
    SELECT lpad(CAST(candidate AS text), 7, '0')
    FROM given, LATERAL (
        SELECT generate_series(latest + 1, :last) AS candidate UNION ALL SELECT generate_series(:first, latest)
    ) AS candidates
    WHERE NOT EXISTS (
        SELECT FROM invoices WHERE account_key = :key AND state = 'open'
        AND virtual_account = lpad(CAST(candidate AS text), 7, '0')
    )
    LIMIT 1
    """
)


def draw(kind: str, *, issued_on: date, is_named_in_transfers: bool = False, **facts: Any) -> Document:
    """The document of that kind with the next number of its series and year, its PDF made and frozen.

    `facts` are columns of it; one that `is_named_in_transfers` has its own number put before the transfer name.

    Whoever draws from the same series waits until this transaction ends: that is what leaves no number out.
    """
    sequence = _next(kind, issued_on.year)
    number = number_of(kind, issued_on.year, sequence)
    document = Document(
        id=new_id(),
        kind=kind,
        year=issued_on.year,
        sequence=sequence,
        number=number,
        issued_on=issued_on,
        issued_at=now(),
        issuer=_issuer(kind, facts.get("names_kind", "")),
        **(_NOTHING | {"transfer_hint": number if is_named_in_transfers else ""} | facts),
    )
    document.pdf = typeset_document(document)
    document.pdf_sha256 = sha256(document.pdf).hexdigest()
    document.search_text, document.search_pairs = searchable([document.counterparty, number, *_people(document)])
    session.add(document)
    session.flush()
    return document


def draw_virtual_account(account: BankAccount) -> str:
    """A number of its own for one more invoice; empty if the bank gives none, or each is in use."""
    if account.virtual is None:
        return ""
    session.execute(_ALONE, {"key": account.key})
    span = {"key": account.key, "first": account.virtual.first, "last": account.virtual.last}
    found: str | None = session.scalar(_NEXT_FREE, span)
    return found or ""


def _next(kind: str, year: int) -> int:
    begun = insert(DocumentSeries).values(kind=kind, year=year, last=1)
    drawn = begun.on_conflict_do_update(
        index_elements=[DocumentSeries.kind, DocumentSeries.year], set_={"last": DocumentSeries.last + 1}
    ).returning(DocumentSeries.last)
    return session.execute(drawn).scalar_one()


def _issuer(kind: str, names_kind: str) -> dict[str, str]:
    """The house as it is now; its registration number only where the document is a qualified invoice (BIL-2)."""
    house = settings()
    is_qualified = "receipt" in (kind, names_kind)
    return {
        "name": house.issuer_name or house.brand,
        "address": house.issuer_address,
        "registration_number": house.issuer_registration_number if is_qualified else "",
    }


def _people(document: Document) -> list[str]:
    return [document.addressee["department"], document.addressee["person"], document.names_number]
