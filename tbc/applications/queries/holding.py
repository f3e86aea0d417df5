"""Who sees what a company account holds, or else one person: a license, a renewal, a document (ORG-6, LIC-2)."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, Select, Uuid, and_, bindparam, or_, select, true

from tbc.applications.queries.reach import IS_OPEN
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role

_WANTED: BindParameter[UUID] = bindparam("wanted", type_=Uuid())
_READER: BindParameter[UUID | None] = bindparam("reader", type_=Uuid())


class Held(Protocol):
    """A row that belongs to a company account, or else to its holder, and notes what a reader is towards it."""

    company_account_id: Any
    holder_id: Any

    def stands(self, actor: Actor, roles: frozenset[Role]) -> None: ...


def of_everybody(model: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The row of `model` with the id `wanted`, with whether its account `is_open` and what the reader is in there."""
    return (
        select(model, IS_OPEN.label("is_open"), AccountMember.is_manager, *columns)
        .outerjoin(CompanyAccount, CompanyAccount.id == model.company_account_id)
        .outerjoin(Organization, Organization.id == CompanyAccount.organization_id)
        .outerjoin(AccountMember, and_(AccountMember.account_id == CompanyAccount.id, AccountMember.user_id == _READER))
        .where(model.id == _WANTED)
    )


def is_seen(actor: Actor, model: Any) -> ColumnElement[bool]:
    """Whether `actor` may know of it: members of its account while that is open, else its holder; staff of any."""
    if actor.is_staff:
        return true()
    return or_(
        and_(model.company_account_id.is_(None), model.holder_id == _READER),
        and_(AccountMember.user_id.is_not(None), IS_OPEN),
    )


def found(actor: Actor, query: Select[*tuple[Any, ...]], wanted: UUID) -> Row[*tuple[Any, ...]] | None:
    """The row of `query`, which is `of_everybody`; what the reader is towards the thing is noted on it."""
    row = session.execute(query, {"wanted": wanted, "reader": actor.user_id}).one_or_none()
    if row is not None:
        thing: Held = row[0]
        thing.stands(actor, _roles(actor, thing, row.is_manager if row.is_open else None))
    return row


def _roles(actor: Actor, thing: Held, is_manager: bool | None) -> frozenset[Role]:
    if thing.company_account_id is None and thing.holder_id == actor.user_id and actor.user_id:
        return frozenset({Role.FILER})
    if is_manager is None:
        return frozenset()
    return frozenset({Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER} if is_manager else {Role.ACCOUNT_MEMBER})
