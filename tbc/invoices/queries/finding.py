"""Finding one document, with what its reader is towards it, and what is beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, Select, Uuid, and_, bindparam, or_, select, true
from sqlalchemy.orm import undefer

from tbc.applications.queries.reach import IS_OPEN
from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role

_WANTED: BindParameter[UUID] = bindparam("wanted", type_=Uuid())
_READER: BindParameter[UUID | None] = bindparam("reader", type_=Uuid())

_TABLE = Document.__table__.c
_LINKED: tuple[Any, ...] = (
    *(_TABLE[name] for name in ("id", "kind", "number", "issued_on", "total", "names_id", "names_kind")),
)
_ANY = (
    select(Document, IS_OPEN.label("is_open"), AccountMember.is_manager)
    .outerjoin(CompanyAccount, CompanyAccount.id == Document.company_account_id)
    .outerjoin(Organization, Organization.id == CompanyAccount.organization_id)
    .outerjoin(AccountMember, and_(AccountMember.account_id == CompanyAccount.id, AccountMember.user_id == _READER))
    .where(Document.id == _WANTED)
)
_SEEN_BY_CUSTOMERS = or_(
    and_(Document.company_account_id.is_(None), Document.holder_id == _READER),
    and_(AccountMember.user_id.is_not(None), IS_OPEN),
)


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
    seen = true() if actor.is_staff else _SEEN_BY_CUSTOMERS
    row = session.execute(_ANY.where(seen), {"wanted": document_id, "reader": actor.user_id}).one_or_none()
    if row is None:
        return None
    document: Document = row[0]
    document.stands(actor, _roles(actor, document, row.is_manager if row.is_open else None))
    return document


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


def _roles(actor: Actor, document: Document, is_manager: bool | None) -> frozenset[Role]:
    if document.company_account_id is None and document.holder_id == actor.user_id and actor.user_id:
        return frozenset({Role.FILER})
    if is_manager is None:
        return frozenset()
    return frozenset({Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER} if is_manager else {Role.ACCOUNT_MEMBER})
