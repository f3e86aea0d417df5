"""Shipments at the same time: each code is given once, each line delivered once (DLV-1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import create_engine, func, select

from tbc.accounts.models import User
from tbc.deliveries import rules
from tbc.deliveries.models import Delivery, StockCode
from tbc.deliveries.service.reissuing import reissue
from tbc.deliveries.service.shipping import ship
from tbc.kit import db
from tbc.mail.models import Letter
from tbc.orders import queries as orders
from tests.applications.given import ITEM
from tests.deliveries.making import a_delivery, stock
from tests.licenses.making import a_license
from tests.orders.making import an_order
from tests.people import acting, an_operator

AT_ONCE = 8


@pytest.fixture
def staff(fresh_database: str) -> Iterator[User]:
    """Somebody who ships, in a database where transactions are real."""
    engine = create_engine(fresh_database, pool_size=AT_ONCE + 2)
    db.bind(engine)
    yield an_operator()
    db.session.remove()
    engine.dispose()


def all_at_once(acts: list[Callable[[], str]]) -> list[str]:
    """What each of them comes to, begun at the same moment, each in a transaction of its own."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        barrier.wait(timeout=30)
        try:
            with db.unit_of_work():
                return act()
        except (rules.OutOfStock, rules.NotToShip, rules.NothingToShip) as refused:
            return type(refused).__name__

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def shipping(staff: User, order_id: UUID) -> Callable[[], str]:
    by = acting(staff)

    def act() -> str:
        order = orders.lock_order(by, order_id)
        assert order is not None
        return ship(by, order).number

    return act


@pytest.mark.rule("DLV-1")
def test_each_code_is_given_once(staff: User) -> None:
    ids = [an_order().id for _ in range(AT_ONCE)]
    codes = stock(amount=AT_ONCE - 3)
    db.session.remove()
    answers = all_at_once([shipping(staff, order_id) for order_id in ids])
    assert answers.count("OutOfStock") == 3
    given = db.session.execute(select(StockCode.code, StockCode.delivery_id)).all()
    assert sorted(code for code, _delivery in given) == sorted(codes)
    assert len({delivery for _code, delivery in given}) == AT_ONCE - 3
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == AT_ONCE - 3
    letters = select(func.count()).select_from(Letter).where(Letter.kind.like("delivery-%"))
    assert db.session.scalar(letters) == 2 * (AT_ONCE - 3)


@pytest.mark.rule("DLV-1")
def test_an_order_is_shipped_once(staff: User) -> None:
    order_id = an_order().id
    stock(amount=AT_ONCE)
    db.session.remove()
    answers = all_at_once([shipping(staff, order_id)] * AT_ONCE)
    assert sorted(answers)[:-1] == ["NotToShip"] * (AT_ONCE - 1)
    assert db.session.scalar(select(func.count()).where(StockCode.given_at.is_not(None))) == 1


@pytest.mark.rule("LIC-1")
def test_two_that_enlarge_the_same_licenses_in_other_orders_do_not_wait_for_each_other(staff: User) -> None:
    first, second = a_license(), a_license()
    lines = [ITEM | {"license_id": held.license_id, "quantity": "1"} for held in (first, second)]
    ids = [an_order("additional", way).id for way in (lines, lines[::-1]) for _ in range(AT_ONCE // 2)]
    held = (first.id, second.id)
    db.session.remove()
    answers = all_at_once([shipping(staff, order_id) for order_id in ids])
    assert all(answer.startswith("SHPC") for answer in answers)
    licenses = [db.session.get_one(type(first), license_id).quantity for license_id in held]
    assert licenses == [300 + AT_ONCE, 300 + AT_ONCE]


@pytest.mark.rule("DLV-3")
def test_of_new_passwords_at_the_same_time_the_last_is_good(staff: User) -> None:
    delivery_id = a_delivery(staff=staff).id
    db.session.remove()

    def again() -> str:
        reissue(db.session.get_one(Delivery, delivery_id))
        return "reissued"

    assert all_at_once([again] * 4) == ["reissued"] * 4
    delivery = db.session.get_one(Delivery, delivery_id)
    assert delivery.password_version == 5
    last = db.session.get_one(Letter, delivery.password_letter_id)
    newest = select(Letter.id).where(Letter.kind == "delivery-password").order_by(Letter.id.desc()).limit(1)
    assert last.id == db.session.scalar(newest)
