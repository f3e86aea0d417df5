"""Which deliveries to try the delivery site with: one whose password is good, one whose 90 days are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from tbc.deliveries.models import Delivery
from tbc.deliveries.rules import last_day
from tbc.demo.tables import mails
from tbc.kit.clock import in_tokyo, today
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.orders.models import Order


@dataclass(frozen=True, slots=True)
class Door:
    """A delivery's number, the mail in the mailbox that tells its password, and the last day on which that is good."""

    number: str
    mail_id: int | None
    sent_to: str
    company: str
    good_until: date
    is_expired: bool


def doors() -> list[Door]:
    """The latest delivery that brought codes, and the first one."""
    mailed = (
        select(Delivery.number, Delivery.sent_to, Order.company, Letter.sent_at, Letter.subject)
        .join(Order, Order.id == Delivery.order_id)
        .join(Letter, Letter.id == Delivery.password_letter_id)
        .where(Order.state == "shipped", Order.cancel_asked_at.is_(None), Order.kind == "new")
        .where(Delivery.closed_at.is_(None), Letter.sent_at.is_not(None))
    )
    found = []
    for order in (Letter.sent_at.desc(), Letter.sent_at):
        row = session.execute(mailed.order_by(order).limit(1)).one_or_none()
        if row is not None:
            found.append(_door(row))
    return found


def _door(row: Any) -> Door:
    last = last_day(in_tokyo(row.sent_at).date())
    assert last is not None
    mail_id = session.scalar(select(func.max(mails.c.id)).where(mails.c.subject == row.subject))
    return Door(row.number, mail_id, row.sent_to, row.company, last, today() > last)
