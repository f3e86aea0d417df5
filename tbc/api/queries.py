"""Reading tokens, and the filed applications as the API lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select, tuple_

from tbc.api.models import ApiToken
from tbc.api.rules import hash_of
from tbc.applications.models import Application
from tbc.deliveries.models import Delivery, DeliveryLine
from tbc.kit.clock import TOKYO
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.orders.models import Order, OrderLine
from tbc.policy import Actor


def find_by_word(token: str) -> ApiToken | None:
    """The row of what a caller shows, also when it has ended or was revoked."""
    return session.scalars(select(ApiToken).where(ApiToken.token_hash == hash_of(token))).one_or_none()


def find_token(actor: Actor, token_id: UUID) -> ApiToken | None:
    """A token, as staff may see it."""
    return session.get(ApiToken, token_id) if actor.is_staff else None


def list_tokens() -> Sequence[ApiToken]:
    """All tokens, those in use before those revoked, the newest first."""
    return session.scalars(select(ApiToken).order_by(ApiToken.revoked_at.isnot(None), ApiToken.id.desc())).all()


class ListedApplication(NamedTuple):
    """A filed application with its live order's number, as the API tells of it."""

    id: UUID
    listed_at: datetime
    number: Any
    state: Any
    kind: Any
    contract_class: Any
    source: Any
    company: str
    filed_at: Any
    valid_until: date | None
    order_number: str | None


def list_applications(
    *, limit: int, after: tuple[datetime, UUID] | None, **wanted: Any
) -> tuple[list[ListedApplication], tuple[datetime, UUID] | None]:
    """A page of filed applications, the newest first, and the place after which the next page begins, if there is one.

    `wanted` may name `state`, `kind`, `source`, `filed_from` and `filed_until` (days in Tokyo, both inclusive).
    """
    query = _listed().where(*_conditions(wanted))
    if after:
        query = query.where(tuple_(Application.listed_at, Application.id) < tuple_(*after))
    query = query.order_by(Application.listed_at.desc(), Application.id.desc()).limit(limit + 1)
    rows = [ListedApplication(*row) for row in session.execute(query)]
    shown = rows[:limit]
    return shown, (shown[-1].listed_at, shown[-1].id) if len(rows) > limit else None


def find_listed(number: str) -> ListedApplication | None:
    """The filed application with that number."""
    row = session.execute(_listed().where(Application.number == number)).one_or_none()
    return ListedApplication(*row) if row else None


def find_application(number: str) -> Application | None:
    """The same, whole."""
    return session.scalars(select(Application).where(Application.number == number)).one_or_none()


def list_shipped(order: Order) -> list[tuple[Delivery, int]]:
    """The deliveries of an order, each with the positions of its lines, in the order in which they were shipped."""
    lines = select(Delivery, DeliveryLine.position).join(DeliveryLine, DeliveryLine.delivery_id == Delivery.id)
    ordered = lines.where(DeliveryLine.order_id == order.id).order_by(Delivery.shipped_at, DeliveryLine.position)
    return [(delivery, position) for delivery, position in session.execute(ordered)]


def list_delivered(delivery: Delivery) -> list[tuple[OrderLine, str]]:
    """The lines that a delivery brought, each with the license id that came of it."""
    of_line = and_(OrderLine.order_id == DeliveryLine.order_id, OrderLine.position == DeliveryLine.position)
    lines = select(OrderLine, License.license_id).join(DeliveryLine, of_line)
    lines = lines.join(License, License.id == DeliveryLine.license_id)
    ordered = lines.where(DeliveryLine.delivery_id == delivery.id).order_by(OrderLine.position)
    return [(line, license_id) for line, license_id in session.execute(ordered)]


def _listed() -> Select[Any]:
    order_number = (
        select(Order.number).where(Order.application_id == Application.id, Order.keeps_number).scalar_subquery()
    )
    contract_class = Application.content["contract_class"].astext
    return select(
        Application.id,
        Application.listed_at,
        Application.number,
        Application.state,
        Application.kind,
        contract_class,
        Application.source,
        Application.company,
        Application.filed_at,
        Application.valid_until,
        order_number,
    ).where(Application.number.isnot(None))


def _conditions(wanted: dict[str, Any]) -> list[ColumnElement[bool]]:
    conditions = [
        getattr(Application, name) == wanted[name] for name in ("state", "kind", "source") if wanted.get(name)
    ]
    if wanted.get("filed_from"):
        conditions.append(Application.listed_at >= _begin(wanted["filed_from"]))
    if wanted.get("filed_until"):
        conditions.append(Application.listed_at < _begin(wanted["filed_until"]) + timedelta(days=1))
    return conditions


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, TOKYO)
