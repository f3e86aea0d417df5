"""What the addresses of requests, of certificates and of the calendar name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from tbc.calendar.models import ClosedDay
from tbc.deliveries.models import DeliveryLine
from tbc.kit.db import session
from tbc.requests.service import open_request
from tests.deliveries.making import a_delivery
from tests.routes.actors import Cast

Arguments = dict[str, Any]
REQUEST_IDS = ("request_id", "delivery_id", "license_id")
# A Thursday far ahead, which no other test closes.
CLOSED = date(2031, 7, 10)


def _closed_day(_cast: Cast) -> Arguments:
    if session.get(ClosedDay, CLOSED) is None:
        session.add(ClosedDay(day=CLOSED, reason="創立記念日", closed_by_name="例田　カレン"))
        session.commit()
    return {"day": CLOSED.isoformat()}


def _certified(cast: Cast) -> Arguments:
    """What was delivered to the filer."""
    delivery = a_delivery(filer=cast.filer)
    license_id = session.scalars(
        select(DeliveryLine.license_id).where(DeliveryLine.delivery_id == delivery.id).order_by(DeliveryLine.position)
    ).first()
    return {"delivery_id": delivery.id, "license_id": license_id, "token": delivery.token}


def _inquiry(_cast: Cast) -> Arguments:
    """One that a stranger sent."""
    requester = {"company": "高崎見本株式会社", "name": "見本　さくら", "email": "sakura@takasaki.example.jp"}
    opened = open_request(
        "inquiry", company="高崎見本株式会社", requester=requester, asked={"text": "証書が開けません"}, language="ja"
    )
    session.commit()
    return {"request_id": opened.id}


REQUEST_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "closed-day": _closed_day,
    "no-closed-day": lambda _cast: {"day": "2031-07-11"},
    "no-day": lambda _cast: {"day": "tomorrow"},
    "certified": _certified,
    "inquiry": _inquiry,
}
