"""Finding one license, with what its reader is towards it (LIC-2)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, Uuid, and_, bindparam, or_, select, true

from tbc.applications.queries.reach import IS_OPEN
from tbc.catalog.models import Product
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role

_WANTED: BindParameter[UUID] = bindparam("wanted", type_=Uuid())
_READER: BindParameter[UUID | None] = bindparam("reader", type_=Uuid())

_ANY = (
    select(
        License, CompanyAccount.name.label("account"), IS_OPEN.label("is_open"), AccountMember.is_manager, Product.unit
    )
    .join(Product, Product.code == License.product_code)
    .outerjoin(CompanyAccount, CompanyAccount.id == License.company_account_id)
    .outerjoin(Organization, Organization.id == CompanyAccount.organization_id)
    .outerjoin(AccountMember, and_(AccountMember.account_id == CompanyAccount.id, AccountMember.user_id == _READER))
    .where(License.id == _WANTED)
)
_SEEN_BY_CUSTOMERS = or_(
    and_(License.company_account_id.is_(None), License.holder_id == _READER),
    and_(AccountMember.user_id.is_not(None), IS_OPEN),
)


def find_license(actor: Actor, license_id: UUID) -> License | None:
    """The license with that key, if `actor` may know of it.

    Members of its company account may while that is open, else the quick filer who holds it; staff see any. What the
    reader is towards it, the account's name and the unit are noted on it.
    """
    return _found(actor, _ANY.where(_seen_by(actor)), license_id)


def lock_license(actor: Actor, license_id: UUID) -> License | None:
    """As `find_license`, as it is now and for this transaction alone."""
    wanted = _ANY.where(_seen_by(actor)).with_for_update(of=License).execution_options(populate_existing=True)
    return _found(actor, wanted, license_id)


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.is_staff else _SEEN_BY_CUSTOMERS


def _found(actor: Actor, wanted: Select[*tuple[Any, ...]], license_id: UUID) -> License | None:
    row = session.execute(wanted, {"wanted": license_id, "reader": actor.user_id}).one_or_none()
    if row is None:
        return None
    license_: License = row[0]
    license_.account_name = row.account if row.account and row.is_open else ""
    license_.unit = row.unit
    license_.stands(actor, _roles(actor, license_, row.is_manager if row.is_open else None))
    return license_


def _roles(actor: Actor, license_: License, is_manager: bool | None) -> frozenset[Role]:
    if license_.company_account_id is None and license_.holder_id == actor.user_id and actor.user_id:
        return frozenset({Role.FILER})
    if is_manager is None:
        return frozenset()
    return frozenset({Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER} if is_manager else {Role.ACCOUNT_MEMBER})
