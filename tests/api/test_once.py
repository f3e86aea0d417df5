"""The same call with the same key: done once, answered alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc import create_app
from tbc.api.models import KeptAnswer
from tbc.api.rules import ANSWERS_KEPT
from tbc.api.service.once import forget_old_answers
from tbc.kit import db
from tbc.kit.clock import now
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tests.api.given import Caller, a_token, problem
from tests.client import Client
from tests.conftest import settings_for
from tests.orders.making import an_application

pytestmark = pytest.mark.rule("API-1")
MANY = 100
HANDS = 12


def count(table: type[db.Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_second_time_is_answered_byte_for_byte_as_the_first(caller: Caller) -> None:
    number = an_application().number
    first = caller.post("/orders", {"reception_number": number, "customer_po": "PO-1"}, key="a")
    again = caller.post("/orders", {"customer_po": "PO-1", "reception_number": number}, key="a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.data == again.data
    assert first.headers["Location"] == again.headers["Location"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert count(Order) == 1


def test_the_same_key_with_another_body_or_address_is_refused(caller: Caller) -> None:
    number = an_application().number
    first = caller.post("/orders", {"reception_number": number}, key="a")
    assert problem(caller.post("/orders", {"reception_number": number, "customer_po": "x"}, key="a")) == (
        422,
        "idempotency-key-reused",
    )
    path = f"/orders/{first.json['order_number']}/cancellation"
    assert problem(caller.post(path, {"reason": "x"}, key="a")) == (422, "idempotency-key-reused")
    assert count(Order) == 1


def test_another_systems_key_is_another_key(caller: Caller, client: Client) -> None:
    first, second = an_application().number, an_application().number
    _token, word = a_token()
    assert caller.post("/orders", {"reception_number": first}, key="a").status_code == 201
    assert Caller(client, word).post("/orders", {"reception_number": second}, key="a").status_code == 201


def test_a_refusal_changes_nothing_and_is_not_kept(caller: Caller, session: Session) -> None:
    number = an_application().number
    used = caller.post("/orders", {"reception_number": number}, key="a").json["order_number"]
    assert problem(caller.post("/orders", {"reception_number": number}, key="b")) == (409, "number-used")
    assert caller.post(f"/orders/{used}/cancellation", {"reason": "誤り"}, key="c").status_code == 200
    assert caller.post("/orders", {"reception_number": number}, key="b").status_code == 201


@pytest.mark.parametrize("path", ["/orders", "/orders/ORDC0000000/deliveries", "/orders/ORDC0000000/cancellation"])
def test_without_a_key_nothing_is_done(caller: Caller, path: str) -> None:
    body = {"/orders": {"reception_number": "x"}, "/orders/ORDC0000000/cancellation": {"reason": "x"}}.get(path, {})
    headers = {"Authorization": f"Bearer {caller.word}"}
    answer = caller.client.post(f"/api/v1{path}", json=body, headers=headers)
    assert problem(answer) == (400, "idempotency-key-missing")
    for key in ("a b", "x" * 201, "é"):
        answer = caller.client.post(f"/api/v1{path}", json=body, headers=headers | {"Idempotency-Key": key})
        assert problem(answer) == (400, "idempotency-key-invalid")


def test_answers_are_kept_for_more_than_a_day_and_not_for_ever(caller: Caller, session: Session) -> None:
    assert timedelta(hours=24) < ANSWERS_KEPT
    caller.post("/orders", {"reception_number": an_application().number}, key="a")
    kept = session.query(KeptAnswer).one()
    kept.at = now() - ANSWERS_KEPT + timedelta(minutes=1)
    session.flush()
    assert forget_old_answers() == 0
    kept.at = now() - ANSWERS_KEPT - timedelta(minutes=1)
    session.flush()
    assert forget_old_answers() == 1


@pytest.fixture
def portal(fresh_database: str) -> Iterator[Flask]:
    """A portal that commits, in a database of this test's own."""
    engine = db.open_engine(fresh_database)
    portal = create_app(settings_for(fresh_database))
    portal.test_client_class = Client
    db.bind(engine)
    yield portal
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def test_a_hundred_at_once_make_one_order_and_get_one_answer(portal: Flask) -> None:
    number = an_application().number
    _token, word = a_token()
    db.session.remove()

    def one(_at: int) -> tuple[int, bytes]:
        client = portal.test_client()
        assert isinstance(client, Client)
        answer = Caller(client, word).post("/orders", {"reception_number": number}, key="the-same")
        return answer.status_code, answer.data

    with ThreadPoolExecutor(HANDS) as pool:
        said = Counter(pool.map(one, range(MANY)))
    assert len(said) == 1
    ((status, _body), times) = said.popitem()
    assert (status, times) == (201, MANY)
    assert count(Order) == 1
    assert db.session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "order-accepted")) == 1


def test_a_hundred_keys_on_one_number_make_one_order(portal: Flask) -> None:
    number = an_application().number
    _token, word = a_token()
    db.session.remove()

    def one(at: int) -> str:
        client = portal.test_client()
        assert isinstance(client, Client)
        answer = Caller(client, word).post("/orders", {"reception_number": number}, key=f"key-{at}")
        return "entered" if answer.status_code == 201 else str(answer.json["code"])

    with ThreadPoolExecutor(HANDS) as pool:
        assert Counter(pool.map(one, range(MANY))) == {"entered": 1, "number-used": MANY - 1}
    assert count(Order) == 1
