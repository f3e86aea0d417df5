"""Finding one document, with what its reader is towards it, and what is beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import undefer

from tbc.applications.queries.holding import found, is_seen, of_everybody
from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.policy import Actor

_TABLE = Document.__table__.c
_LINKED: tuple[Any, ...] = (
    *(_TABLE[name] for name in ("id", "kind", "number", "issued_on", "total", "names_id", "names_kind")),
)
_ANY = of_everybody(Document)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reader of a document also wants to know: the `state` of the invoice behind it (empty for a quote), until
    when a transfer counts, and the row (`id`, `number`, `kind`) that cancels or corrects it, if any."""

    state: str
    counts_until: date | None
    replaced_by: Row[Any] | None


def find_document(actor: Actor, document_id: UUID) -> Document | None:
    """The document with that key, if `actor` may know of it, without its PDF.

    Members of its company account may while that is open, else its holder; staff see any. What the reader is towards it
    is noted on it.
    """
    row = found(actor, _ANY.where(is_seen(actor, Document)), document_id)
    return row[0] if row else None


def get_pdf(document: Document) -> bytes:
    """The paper, as it was made."""
    wanted = select(Document).options(undefer(Document.pdf)).where(Document.id == document.id)
    return session.scalars(wanted.execution_options(populate_existing=True)).one().pdf


def get_beside(document: Document) -> Beside:
    """See there; two statements."""
    replacing: Select[Any] = select(_TABLE.id, _TABLE.number, _TABLE.kind).where(_TABLE.names_id == document.id)
    replaced_by = session.execute(replacing).one_or_none()
    behind = select(Invoice.state, Invoice.counts_until).where(
        Invoice.document_id == (document.invoice_id or document.id)
    )
    invoice = session.execute(behind).one_or_none()
    return Beside(invoice.state if invoice else "", invoice.counts_until if invoice else None, replaced_by)


def list_about(about: UUID) -> Sequence[Row[Any]]:
    """The documents that are about it, in the order of their issue: what links to them needs."""
    wanted: Select[Any] = select(*_LINKED).where(_TABLE.about == about).order_by(_TABLE.id)
    return session.execute(wanted).all()
