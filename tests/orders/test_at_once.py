"""Many at once, on connections of their own: one number makes one order (NUM-3, ORD-1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, func, select

from tbc.applications.models import Application
from tbc.applications.queries import lock_application
from tbc.applications.service import filing
from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.mail.models import Letter
from tbc.orders.batch.judging import judge
from tbc.orders.models import Order, OrderBatch
from tbc.orders.queries import lock_order
from tbc.orders.queries.batches import lock_batch
from tbc.orders.rules import NumberRefused, OrderDetails
from tbc.orders.service import batches, cancelling
from tbc.orders.service.entering import enter
from tbc.policy import Actor
from tests.orders.making import an_application, an_order
from tests.people import a_customer, acting, an_operator

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


@pytest.mark.rule("APP-9")
@pytest.mark.rule("ORD-1")
def test_a_number_is_ordered_or_withdrawn_and_never_both(staff: Actor) -> None:
    filer = a_customer()
    applications = [an_application(filer=filer) for _ in range(8)]
    asked = [(one.id, one.number or "") for one in applications for _ in range(2)]
    who = acting(filer)
    session.remove()

    def one(at: int) -> str:
        own, number = asked[at]
        try:
            with unit_of_work():
                if at % 2:
                    return f"entered {enter(staff, number, OrderDetails()).application_id}"
                application = lock_application(who, own)
                assert application
                return f"withdrawn {filing.withdraw(who, application, '').id}"
        except (NumberRefused, filing.StateHasChanged):
            return "refused"

    with ThreadPoolExecutor(HANDS) as pool:
        said = Counter(said.split()[0] for said in pool.map(one, range(len(asked))))
    assert said["refused"] == len(applications)
    states = Counter(session.scalars(select(Application.state)))
    assert states["ordered"] == said["entered"] == len(session.scalars(select(Order)).all())
    assert states["withdrawn"] == said["withdrawn"]


@pytest.mark.rule("ORD-1")
def test_two_sheets_with_the_same_numbers_in_another_order_enter_them_once(staff: Actor) -> None:
    numbers = [an_application().number or "" for _ in range(6)]
    rows = [{"row": at, "number": number} for at, number in enumerate(numbers, 2)]
    sheets = [OrderBatch(file_name="受注.xlsx", rows=turned) for turned in (rows, rows[::-1])]
    session.add_all(sheets)
    session.commit()
    tokens = [(sheet.id, judge(sheet.rows).token) for sheet in sheets]
    session.remove()

    def one(at: int) -> str:
        own, token = tokens[at]
        try:
            with unit_of_work():
                batch = lock_batch(staff, own)
                assert batch
                return f"entered {batches.enter_batch(staff, batch, token)}"
        except batches.ChangedMeanwhile:
            return "changed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, range(2))) == ["changed", "entered 6"]
    assert len(session.scalars(select(Order)).all()) == 6


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
