"""Finding one application, with what its reader is towards it (APP-1, APP-7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, Select, Uuid, and_, bindparam, or_, select

from tbc.applications.models import Application, Belonging, UploadedSupplement
from tbc.applications.queries.colleagues import is_shown_to
from tbc.applications.queries.reach import IS_OPEN
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role

_WANTED: BindParameter[UUID] = bindparam("wanted", type_=Uuid())
_READER: BindParameter[UUID | None] = bindparam("reader", type_=Uuid())
_IS_SHOWN = is_shown_to(_READER)


def _with_place(*columns: Any) -> Select[*tuple[Any, ...]]:
    """`columns` of applications, with the company account and the reader's place in it beside them."""
    return (
        select(*columns)
        .select_from(Application)
        .outerjoin(CompanyAccount, CompanyAccount.id == Application.company_account_id)
        .outerjoin(Organization, Organization.id == CompanyAccount.organization_id)
        .outerjoin(AccountMember, and_(AccountMember.account_id == CompanyAccount.id, AccountMember.user_id == _READER))
    )


# The account and the reader's place in it come with the row: to know more costs no further statement.
_ANY = _with_place(
    Application,
    CompanyAccount.name.label("account"),
    CompanyAccount.organization_id,
    IS_OPEN.label("is_open"),
    AccountMember.is_manager,
    _IS_SHOWN.label("is_shown"),
).where(Application.id == _WANTED)
_SEEN_BY_STAFF = Application.number.is_not(None)
_SEEN_BY_CUSTOMERS = or_(
    and_(Application.company_account_id.is_(None), Application.filer_id == _READER),
    and_(AccountMember.user_id.is_not(None), IS_OPEN),
    # A draft outlives its company account for the member who began it: what was typed is not lost.
    and_(AccountMember.user_id.is_not(None), Application.number.is_(None), Application.filer_id == _READER),
    _IS_SHOWN,
)
_FOR_STAFF = _ANY.where(_SEEN_BY_STAFF)
_FOR_CUSTOMERS = _ANY.where(_SEEN_BY_CUSTOMERS)


def find_application(actor: Actor, application_id: UUID) -> Application | None:
    """The application with that id, if `actor` may know of it.

    Quick ones are their filer's, account-managed ones the members' of the company account; either may be shown to a
    colleague by name. Staff see any that is filed.
    """
    return _found(actor, application_id, _for(actor))


def lock_application(actor: Actor, application_id: UUID) -> Application | None:
    """As `find_application`, as it is now and for this transaction alone: whatever comes at the same time waits."""
    wanted = _for(actor).with_for_update(of=Application).execution_options(populate_existing=True)
    return _found(actor, application_id, wanted)


def find_filed(actor: Actor, application_id: UUID) -> Application | None:
    """As `find_application`, but filed ones only."""
    found = find_application(actor, application_id)
    return found if found and not found.is_draft else None


def find_newer(actor: Actor, application: Application) -> Application | None:
    """The application that superseded this one."""
    return find_application(actor, application.superseded_by_id) if application.superseded_by_id else None


def seen_among(actor: Actor, application_ids: Collection[UUID]) -> set[UUID]:
    """Those of these applications that `actor` may know of: nobody is led to what is 404 for them."""
    if not application_ids:
        return set()
    condition = _SEEN_BY_STAFF if actor.is_staff else _SEEN_BY_CUSTOMERS
    wanted = _with_place(Application.id).where(Application.id.in_(application_ids), condition)
    return set(session.scalars(wanted, {"reader": actor.user_id}))


def list_supplements(application_id: UUID) -> Sequence[UploadedSupplement]:
    """The uploaded supplements of one application, without their bodies."""
    wanted = select(UploadedSupplement).where(UploadedSupplement.application_id == application_id)
    return session.scalars(wanted.order_by(UploadedSupplement.code)).all()


def find_supplement(application: Application, code: str) -> UploadedSupplement | None:
    """One uploaded supplement of an application."""
    return session.scalars(
        select(UploadedSupplement).where(
            UploadedSupplement.application_id == application.id, UploadedSupplement.code == code
        )
    ).one_or_none()


def _for(actor: Actor) -> Select[*tuple[Any, ...]]:
    return _FOR_STAFF if actor.is_staff else _FOR_CUSTOMERS


def _found(actor: Actor, application_id: UUID, wanted: Select[*tuple[Any, ...]]) -> Application | None:
    row = session.execute(wanted, {"wanted": application_id, "reader": actor.user_id}).one_or_none()
    if row is None:
        return None
    application: Application = row[0]
    if row.account is not None:
        application.belongs_to = Belonging(row.account, row.organization_id, row.is_open)
    application.stands(actor, _roles(actor, row))
    return application


def _roles(actor: Actor, row: Row[Any]) -> frozenset[Role]:
    """Beside that of a quick filer, which the row itself tells."""
    application: Application = row[0]
    roles = {Role.READER} if row.is_shown else set()
    is_member = row.is_manager is not None
    if is_member and row.is_open:
        roles |= {Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER} if row.is_manager else {Role.ACCOUNT_MEMBER}
    if is_member and application.filer_id == actor.user_id:
        roles.add(Role.FILER)
    return frozenset(roles)
