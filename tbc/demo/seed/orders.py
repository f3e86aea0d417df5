"""Mornings at the desk: orders are entered by their numbers, corrected, cancelled by two persons, and shipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property, partial
from random import Random
from uuid import UUID

from sqlalchemy import select

from tbc.applications.models import Application
from tbc.deliveries.queries.waiting import list_open
from tbc.deliveries.registering import register_shipped
from tbc.deliveries.rules import OutOfStock
from tbc.deliveries.service.shipping import ship
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.people import find_staff
from tbc.kit.clock import in_tokyo, told
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.orders.queries import lock_order
from tbc.orders.rules import OrderDetails
from tbc.orders.service import cancelling, changes
from tbc.orders.service.entering import enter
from tbc.policy import Actor

WEDNESDAY, SATURDAY = 2, 5
DAYS = 158
# Days between filing and the order, and between the order and the shipment.
ORDERED_AFTER, SHIPPED_AFTER = timedelta(days=4), timedelta(days=2)
REST_AFTER, FORGOTTEN_FOR = timedelta(days=6), timedelta(days=25)
# An act at the desk takes a minute.
MINUTE = timedelta(minutes=1)
NOTES = (
    "月末までに納品をお願いします。",
    "納品後、担当の例示まで電話でご連絡ください。",
    "見積番号 Q-20260718 のとおりです。",
)
DIFFERENCES = "注文書の数量は申請と同じですが、注文書の会社名は略称です。"
BEFORE_SHIPPING = "販売店から、注文書の出し直しのため取り消してほしいと連絡がありました。"
AFTER_SHIPPING = "契約者の会社統合により、ご契約が不要になったと販売店から連絡がありました。"
ASKED_FOR = "二重に注文していたと、販売店から連絡がありました。"


class Desk:
    """What the operator has on the desk: orders by when they came, and how each of them goes on."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.met: dict[UUID, int] = {}

    @cached_property
    def operator(self) -> Actor:
        return find_staff("operator")

    def work(self, at: datetime) -> None:
        """Enter what was filed some days ago, then ship what was entered, each a minute after the other."""
        if at.weekday() == WEDNESDAY:
            register_shipped()
        acts = [partial(self._enter, self.operator, application) for application in self._due(at)]
        acts += [partial(self._ship, self.operator, order, at) for order in self._to_ship(at)]
        for minute, act in enumerate(acts):
            with told(at + minute * MINUTE):
                act()

    def _due(self, at: datetime) -> Sequence[Application]:
        """Applications whose purchase order comes today; every tenth waits for one that does not come."""
        due = select(Application).where(Application.state == "filed", Application.source == "web")
        found = session.scalars(due.where(Application.filed_at <= at - ORDERED_AFTER).order_by(Application.id)).all()
        fresh = [application for application in found if application.id not in self.met]
        for application in fresh:
            self.met[application.id] = len(self.met)
        return [application for application in fresh if self.met[application.id] % 10 != 4]

    def _enter(self, operator: Actor, application: Application) -> None:
        number = self.met[application.id]
        details = OrderDetails(
            customer_po=f"PO-{self.dice.randrange(10**5, 10**6)}" if number % 3 == 0 else "",
            reseller_reference=f"{self.dice.randrange(10**7, 10**8)}" if number % 4 else "",
            dealer_note=self.dice.choice(NOTES) if number % 5 == 1 else "",
            differences=DIFFERENCES if number % 19 == 3 else "",
        )
        order = enter(operator, str(application.number), details)
        if number % 17 == 8:
            cancelling.cancel(operator, order, BEFORE_SHIPPING)
        elif number % 11 == 7:
            changes.correct_delivery_email(operator, order, f"nouhin@{order.delivery_email.partition('@')[2]}")

    def _to_ship(self, at: datetime) -> Sequence[Order]:
        """Orders whose turn it is: entered some days ago, or begun and waiting for the rest. A few are forgotten."""
        waiting = select(Order).where(Order.state == "entered", Order.cancel_asked_at.is_(None))
        # Nobody ships a renewal by invoice.
        waiting = waiting.where(Order.application_id.is_not(None))
        orders = session.scalars(waiting.order_by(Order.id)).all()
        return [order for order in orders if at - order.entered_at >= self._patience(order)]

    def _patience(self, order: Order) -> timedelta:
        assert order.application_id is not None
        if self.met[order.application_id] % 13 == 6:
            return FORGOTTEN_FOR
        return REST_AFTER if order.is_begun else SHIPPED_AFTER

    def _ship(self, operator: Actor, order: Order, at: datetime) -> None:
        """All lines, or the first of several alone; the stock may be empty, and then the order waits."""
        assert order.application_id is not None
        number = self.met[order.application_id]
        locked = lock_order(operator, order.id)
        assert locked is not None
        lines = list_open(locked)
        is_electronic = {line.position: not line.product_code.startswith(("SA-", "RG-")) for line in lines}
        first = is_electronic[lines[0].position]
        alike = [line.position for line in lines if is_electronic[line.position] == first]
        part = alike[:1] if len(lines) > 1 and not locked.is_begun and number % 2 == 0 else alike
        tracking = "" if first else f"例示運輸 {self.dice.randrange(10**11, 10**12)}"
        try:
            ship(operator, locked, part, tracking=tracking)
        except OutOfStock:
            return
        if number % 17 == 12 and locked.state == "shipped":
            self._cancel(operator, locked, at)

    def _cancel(self, operator: Actor, order: Order, at: datetime) -> None:
        """Two persons cancel what was shipped; of the last one only the first has asked."""
        cancelling.ask(operator, order, AFTER_SHIPPING)
        with told(at + timedelta(minutes=35)):
            cancelling.confirm(find_staff("administrator"), order)


def entries(today: datetime, dice: Random) -> Iterator[Entry]:
    """Each working day since the first applications."""
    desk = Desk(dice)
    for ago in range(DAYS, 0, -1):
        at = in_tokyo(today).replace(hour=8, minute=15, second=0, microsecond=0) - timedelta(days=ago)
        if at.weekday() < SATURDAY:
            yield Entry(at, desk.work)
    yield Entry(today - timedelta(hours=20), _ask_to_cancel)


def _ask_to_cancel(_at: datetime) -> None:
    """The operator asks that the last order that was shipped be cancelled; another person has to confirm."""
    operator = find_staff("operator")
    latest = select(Order.id).where(Order.state == "shipped").order_by(Order.shipped_at.desc()).limit(1)
    order = lock_order(operator, session.scalars(latest).one())
    assert order is not None
    cancelling.ask(operator, order, ASKED_FOR)
