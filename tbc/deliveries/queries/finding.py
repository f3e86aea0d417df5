"""Finding one delivery, with what its reader is towards it (DLV-3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, or_, select

from tbc.applications.models import Application
from tbc.applications.queries.reach import IS_OPEN
from tbc.deliveries.models import Delivery
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role


def find_delivery(actor: Actor, delivery_id: UUID) -> Delivery | None:
    """The delivery with that id, if `actor` may know of it.

    Those of account-managed applications are the members' of the company account, those of quick ones their filer's;
    staff see all. Whose order was cancelled sees it no more.
    """
    if actor.is_staff:
        return session.get(Delivery, delivery_id)
    row = session.execute(_for_customer(actor, Delivery, AccountMember.is_manager).where(Delivery.id == delivery_id))
    found = row.one_or_none()
    if found is None:
        return None
    delivery: Delivery = found[0]
    role = {None: Role.FILER, True: Role.ACCOUNT_MANAGER, False: Role.ACCOUNT_MEMBER}[found.is_manager]
    delivery.stands(actor, frozenset({role}))
    return delivery


def find_staffs(actor: Actor, delivery_id: UUID) -> Delivery | None:
    """The delivery with that id, for the desk."""
    return session.get(Delivery, delivery_id) if actor.is_staff else None


def lock_delivery(actor: Actor, delivery_id: UUID) -> Delivery | None:
    """As `find_staffs`, as it is now and for this transaction alone."""
    if not actor.is_staff:
        return None
    return session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)


def list_of_application(actor: Actor, application_id: UUID) -> list[Delivery]:
    """The deliveries that came of an application, as far as `actor` may open them, the first shipped first."""
    if actor.is_staff:
        wanted = select(Delivery).join(Order, Order.id == Delivery.order_id)
    else:
        wanted = _for_customer(actor, Delivery)
    return list(session.scalars(wanted.where(Order.application_id == application_id).order_by(Delivery.id)))


def list_of_orders(actor: Actor, numbers: Sequence[str]) -> Sequence[Row[Any]]:
    """Rows of id and number of the deliveries of these orders, as far as a customer may open them."""
    wanted = _for_customer(actor, Delivery.id, Delivery.number).where(Order.number.in_(numbers))
    return session.execute(wanted.order_by(Delivery.id)).all()


def _for_customer(actor: Actor, *columns: Any) -> Select[*tuple[Any, ...]]:
    mine = and_(Application.company_account_id.is_(None), Application.filer_id == actor.user_id)
    ours = and_(AccountMember.user_id.is_not(None), IS_OPEN)
    return (
        select(*columns)
        .select_from(Delivery)
        .join(Order, Order.id == Delivery.order_id)
        .join(Application, Application.id == Order.application_id)
        .outerjoin(CompanyAccount, CompanyAccount.id == Application.company_account_id)
        .outerjoin(Organization, Organization.id == CompanyAccount.organization_id)
        .outerjoin(
            AccountMember, and_(AccountMember.account_id == CompanyAccount.id, AccountMember.user_id == actor.user_id)
        )
        .where(or_(mine, ours), Order.state != "cancelled")
    )
