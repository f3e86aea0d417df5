"""Which deliveries to try the delivery site with: one whose password is good, one whose 90 days are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tbc.deliveries.models import Delivery
from tbc.deliveries.rules import is_expired, last_day
from tbc.kit.clock import in_tokyo, today
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.orders.models import Order


@dataclass(frozen=True, slots=True)
class Door:
    """A delivery's number, the address in whose mail the password stands, and the last day on which it is good."""

    number: str
    sent_to: str
    company: str
    good_until: date
    is_expired: bool


def doors() -> list[Door]:
    """The latest delivery, and the oldest one, as far as their passwords are as their names say."""
    mailed = (
        select(Delivery.number, Delivery.sent_to, Order.company, Letter.sent_at)
        .join(Order, Order.id == Delivery.order_id)
        .join(Letter, Letter.id == Delivery.password_letter_id)
        .where(Order.state != "cancelled", Delivery.closed_at.is_(None), Letter.sent_at.is_not(None))
    )
    found = []
    for order in (Letter.sent_at.desc(), Letter.sent_at):
        row = session.execute(mailed.order_by(order).limit(1)).one_or_none()
        if row is not None:
            found.append(_door(row.number, row.sent_to, row.company, row.sent_at))
    return found


def _door(number: str, sent_to: str, company: str, sent_at: datetime) -> Door:
    handed_over = in_tokyo(sent_at).date()
    last = last_day(handed_over)
    assert last is not None
    return Door(number, sent_to, company, last, is_expired(handed_over, today()))
