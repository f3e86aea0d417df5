"""What becomes of licenses and the application when an order is cancelled that was really shipped (ORD-3)."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.deliveries.models import Delivery
from tbc.licenses.models import License
from tbc.orders.models import Order
from tbc.orders.rules import NumberRefused
from tbc.orders.service import cancelling, changes
from tbc.orders.service.reading import look_up
from tests.deliveries.making import a_delivery
from tests.people import acting, an_operator

pytestmark = [pytest.mark.usefixtures("session"), pytest.mark.rule("ORD-3")]


def shipped(session: Session) -> Order:
    """The order of a delivery."""
    delivery = a_delivery()
    order = session.get(Order, delivery.order_id, populate_existing=True)
    assert order
    return order


def test_its_licenses_close_and_its_number_stays_used(session: Session) -> None:
    order = shipped(session)
    cancelling.ask(acting(an_operator()), order, "返品のため")
    assert {license_.state for license_ in session.scalars(select(License))} == {"active"}
    cancelling.confirm(acting(an_operator("架空　二郎")), order)
    session.commit()
    assert {license_.state for license_ in session.scalars(select(License))} == {"closed"}
    application = session.get_one(Application, order.application_id)
    assert (order.state, application.state) == ("cancelled", "cancelled")
    with pytest.raises(NumberRefused) as refused:
        look_up(application.number or "")
    assert refused.value.other == order.number
    assert session.scalar(select(Delivery.number)) is not None


def test_nothing_of_it_can_be_corrected_or_cancelled_by_one(session: Session) -> None:
    order = shipped(session)
    with pytest.raises(changes.AlreadyShipped):
        changes.correct_delivery_email(acting(an_operator()), order, "new@takasaki.example.jp")
    with pytest.raises(cancelling.NotCancellable):
        cancelling.cancel(acting(an_operator()), order, "返品のため")
