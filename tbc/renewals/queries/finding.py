"""Finding one renewal, with what its reader is towards it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, Uuid, and_, bindparam, or_, select

from tbc.applications.queries.reach import IS_OPEN
from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role
from tbc.renewals.models import Renewal

_WANTED: BindParameter[UUID] = bindparam("wanted", type_=Uuid())
_READER: BindParameter[UUID | None] = bindparam("reader", type_=Uuid())
_ANY = (
    select(Renewal, IS_OPEN.label("is_open"), AccountMember.is_manager)
    .outerjoin(CompanyAccount, CompanyAccount.id == Renewal.company_account_id)
    .outerjoin(Organization, Organization.id == CompanyAccount.organization_id)
    .outerjoin(AccountMember, and_(AccountMember.account_id == CompanyAccount.id, AccountMember.user_id == _READER))
    .where(Renewal.id == _WANTED)
)
_SEEN_BY_CUSTOMERS = or_(
    and_(Renewal.company_account_id.is_(None), Renewal.holder_id == _READER),
    and_(AccountMember.user_id.is_not(None), IS_OPEN),
)


def find_renewal(actor: Actor, renewal_id: UUID) -> Renewal | None:
    """The renewal with that key, if `actor` may know of it: as with the licenses in it; staff see any."""
    return _found(actor, _ANY, renewal_id)


def lock_renewal(actor: Actor, renewal_id: UUID) -> Renewal | None:
    """As `find_renewal`, as it is now and for this transaction alone."""
    return _found(actor, _ANY.with_for_update(of=Renewal).execution_options(populate_existing=True), renewal_id)


def find_of_invoice(invoice_id: UUID) -> Renewal | None:
    """The renewal that an invoice is of, locked; for what payments bring about."""
    wanted = select(Renewal).where(Renewal.invoice_id == invoice_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def find_invoice(renewal: Renewal) -> Invoice | None:
    """The invoice of a renewal, once there is one."""
    return session.get(Invoice, renewal.invoice_id) if renewal.invoice_id else None


def list_documents(renewal: Renewal) -> list[Document]:
    """What was issued about a renewal, first first."""
    return list(session.scalars(select(Document).where(Document.about == renewal.id).order_by(Document.id)))


def _found(actor: Actor, wanted: Select[*tuple[Any, ...]], renewal_id: UUID) -> Renewal | None:
    if not actor.is_staff:
        wanted = wanted.where(_SEEN_BY_CUSTOMERS)
    row = session.execute(wanted, {"wanted": renewal_id, "reader": actor.user_id}).one_or_none()
    if row is None:
        return None
    renewal: Renewal = row[0]
    renewal.stands(actor, _roles(actor, renewal, row.is_manager if row.is_open else None))
    return renewal


def _roles(actor: Actor, renewal: Renewal, is_manager: bool | None) -> frozenset[Role]:
    if renewal.company_account_id is None and renewal.holder_id == actor.user_id and actor.user_id:
        return frozenset({Role.FILER})
    if is_manager is None:
        return frozenset()
    return frozenset({Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER} if is_manager else {Role.ACCOUNT_MEMBER})
