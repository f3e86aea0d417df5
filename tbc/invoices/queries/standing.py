"""Which document stands now in place of another, and invoices as they are (BIL-3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session


def find_replacement(document_id: UUID) -> Document | None:
    """The document that cancels or corrects that one, if any."""
    return session.scalar(select(Document).where(Document.names_id == document_id))


def get_latest(document_id: UUID) -> Document:
    """The document, or the latest correction of it."""
    document = session.get_one(Document, document_id)
    while True:
        newer = find_replacement(document.id)
        if newer is None or newer.kind == "cancellation":
            return document
        document = newer


def get_invoice(document_id: UUID) -> Invoice:
    """The invoice of that document."""
    return session.get_one(Invoice, document_id)


def lock_invoice(document_id: UUID) -> Invoice:
    """As `get_invoice`, as it is now and for this transaction alone."""
    wanted = select(Invoice).where(Invoice.document_id == document_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def lock_invoices(document_ids: Collection[UUID]) -> Sequence[Invoice]:
    """Several, in the order of their ids: whoever locks several waits for nobody in a circle."""
    wanted = select(Invoice).where(Invoice.document_id.in_(document_ids)).order_by(Invoice.document_id)
    return session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).all()
