"""What the desk knows of a license beside itself: who holds it, the orders and deliveries behind it, requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, or_, select

from tbc.accounts.models import User
from tbc.deliveries.models import Delivery
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.queries.history import get_parties
from tbc.licenses.service import changing, claiming
from tbc.licenses.showing import changed_blocks, with_changes
from tbc.orders.models import Order
from tbc.organizations.models import CompanyAccount, Organization
from tbc.organizations.queries.domains import domain_of
from tbc.requests.models import Request


@dataclass(frozen=True, slots=True)
class Concerned:
    """The license that a request is about, and what staff weigh: the holder, for claims whether the code is its code
    and whether both have one domain, for changes what would change."""

    license: License
    holder: Row[Any] | None
    is_its_code: bool
    is_its_domain: bool
    blocks: Sequence[Any]


_HOLDER: tuple[Any, ...] = (
    CompanyAccount.name.label("account"),
    CompanyAccount.id.label("account_id"),
    Organization.name.label("organization"),
    Organization.id.label("organization_id"),
    (CompanyAccount.closed_at.is_(None) & Organization.deleted_at.is_(None)).label("is_open"),
    User.name.label("user"),
    User.id.label("user_id"),
    User.email,
)
_BEHIND: tuple[Any, ...] = (
    Order.number,
    Order.id,
    Delivery.number.label("delivery"),
    Delivery.id.label("delivery_id"),
)


def holder_of(license_: License) -> Row[Any] | None:
    """Row of account, account_id, organization, organization_id, is_open, user, user_id, email; None for nobody's."""
    wanted: Select[Any] = (
        select(*_HOLDER)
        .select_from(License)
        .outerjoin(CompanyAccount, CompanyAccount.id == License.company_account_id)
        .outerjoin(Organization, Organization.id == CompanyAccount.organization_id)
        .outerjoin(User, User.id == License.holder_id)
        .where(License.id == license_.id, or_(License.company_account_id.is_not(None), License.holder_id.is_not(None)))
    )
    return session.execute(wanted).one_or_none()


def list_orders_behind(numbers: Sequence[str]) -> Sequence[Row[Any]]:
    """Rows of the orders with these numbers, and of their deliveries: number, id, delivery, delivery_id."""
    wanted: Select[Any] = (
        select(*_BEHIND).outerjoin(Delivery, Delivery.order_id == Order.id).where(Order.number.in_(numbers))
    )
    return session.execute(wanted.order_by(Order.number, Delivery.number)).all() if numbers else []


def concerned(request: Request) -> Concerned | None:
    """What staff are shown of the license that a change or a claim is about; None if there is none."""
    if request.kind not in {changing.KIND, claiming.KIND}:
        return None
    license_ = claiming.find_claimed(request)
    if license_ is None:
        return None
    email = str(request.requester.get("email") or "")
    return Concerned(
        license_,
        holder_of(license_),
        is_its_code=claiming.has_code(license_, str(request.asked.get("code") or "")),
        is_its_domain=bool(license_.end_user_domain) and domain_of(email) == license_.end_user_domain,
        blocks=_changed(license_, request) if request.kind == changing.KIND else (),
    )


def _changed(license_: License, request: Request) -> Sequence[Any]:
    was = with_changes(get_parties(license_).parties, request.asked["was"])
    return changed_blocks(with_changes(was, request.asked["changes"]), was)
