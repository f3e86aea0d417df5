"""Many at once, on connections of their own: one number makes one order (NUM-3, ORD-1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, func, select

from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tbc.orders.queries import lock_order
from tbc.orders.rules import NumberRefused, OrderDetails
from tbc.orders.service import cancelling
from tbc.orders.service.entering import enter
from tbc.policy import Actor
from tests.orders.making import an_application, an_order
from tests.people import acting, an_operator

MANY = 100
HANDS = 12


@pytest.fixture
def staff(fresh_database: str) -> Iterator[Actor]:
    """Somebody of the staff, in a database of this test's own."""
    engine = create_engine(fresh_database, pool_size=HANDS + 2)
    db.bind(engine)
    yield acting(an_operator())
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


@pytest.mark.rule("NUM-3")
@pytest.mark.rule("ORD-1")
def test_a_hundred_orders_on_one_number_make_one_order(staff: Actor) -> None:
    number = an_application().number or ""
    session.remove()

    def one(_at: int) -> str:
        try:
            with unit_of_work():
                return f"entered {enter(staff, number, OrderDetails()).number}"
        except NumberRefused as refused:
            return f"{refused.reason} {refused.other}"

    with ThreadPoolExecutor(HANDS) as pool:
        said = Counter(pool.map(one, range(MANY)))
    order = session.scalars(select(Order)).one()
    assert said == {f"entered {order.number}": 1, f"used {order.number}": MANY - 1}
    accepted = select(func.count()).select_from(Letter).where(Letter.kind == "order-accepted")
    assert session.scalar(accepted) == 1


@pytest.mark.rule("ORD-3")
def test_an_order_that_two_cancel_at_once_is_cancelled_once(staff: Actor) -> None:
    order_id = an_order().id
    session.remove()

    def one(_at: int) -> str:
        try:
            with unit_of_work():
                order = lock_order(staff, order_id)
                assert order
                cancelling.cancel(staff, order, "取り消し", 1)
                return "cancelled"
        except cancelling.ChangedMeanwhile:
            return "changed"

    with ThreadPoolExecutor(HANDS) as pool:
        assert Counter(pool.map(one, range(HANDS))) == {"cancelled": 1, "changed": HANDS - 1}
