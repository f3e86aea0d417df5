"""Deliveries on the desk: the queue, shipping, the record, sending again (DLV-1, DLV-2, DLV-5)."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.deliveries.models import Delivery, StockCode
from tbc.kit import db
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tests.applications.given import ITEM, a_product
from tests.client import Client
from tests.deliveries.making import a_code, a_delivery, stock
from tests.mailbox import Mailbox
from tests.orders.making import an_order
from tests.people import an_auditor, an_operator, sign_in
from tests.worker import send_letters

pytestmark = pytest.mark.rule("DLV-1")


@pytest.fixture
def desk(client: Client, session: Session) -> Client:
    """The browser of an operator."""
    return sign_in(client, an_operator())


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_queue_says_what_can_be_shipped(desk: Client) -> None:
    a_product("SGS-PLUS")
    stock("SGE-ADV")
    first, second = an_order(), an_order()
    numbers = first.number, second.number
    shown = text_of(desk, "/desk/deliveries/waiting")
    assert shown.index(numbers[0]) < shown.index(numbers[1])
    assert shown.count("足ります") == 1  # the first takes the only code
    assert "不足" in shown


def test_an_order_is_shipped_from_its_page(desk: Client) -> None:
    order = an_order()
    path, number = f"/desk/orders/{order.id}/ship", order.number
    code = stock("SGE-ADV")[0]
    assert code in text_of(desk, path)
    answer = desk.submit(path, {"line-1": "1"})
    assert answer.status_code == 303
    record = text_of(desk, answer.location)
    assert "SHPC" in record
    assert number in record
    assert code in record
    assert "license-order@takasaki.example.jp" in record
    assert desk.get(path).status_code == 303  # nothing is left to ship


def test_codes_may_be_typed(desk: Client) -> None:
    path, code = f"/desk/orders/{an_order().id}/ship", a_code()
    answer = desk.submit(path, {"line-1": "1", "codes-1": f"{code.lower()}\r\n"})
    assert code in text_of(desk, answer.location)


def test_a_refusal_says_why_and_keeps_what_was_typed(desk: Client) -> None:
    path = f"/desk/orders/{an_order().id}/ship"
    for values, words in [
        ({"line-1": "1"}, "コードが足りません"),
        ({}, "行を選んで"),
        ({"line-1": "1", "codes-1": "NONSENSE"}, "NONSENSE"),
    ]:
        answer = desk.submit(path, values)
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)
    assert db.session.scalars(select(Delivery)).all() == []
    assert db.session.scalars(select(Letter).where(Letter.kind == "delivery-id")).all() == []


def test_boxes_need_a_word_on_how_they_were_sent(desk: Client) -> None:
    a_product("SGA-BOX", electronic_delivery=False, code_kind="none")
    path = f"/desk/orders/{an_order(items=[ITEM | {'product': 'SGA-BOX'}]).id}/ship"
    assert desk.submit(path, {"line-1": "1"}).status_code == 422
    answer = desk.submit(path, {"line-1": "1", "tracking": "見本運輸 1234-5678"})
    assert "見本運輸 1234-5678" in text_of(desk, answer.location)


def test_deliveries_are_found_by_number_company_and_address(desk: Client) -> None:
    delivery = a_delivery()
    number, order = delivery.number, db.session.get_one(Order, delivery.order_id).number
    for words in (number, number.lower(), order, "髙﨑", "license-order@takasaki.example.jp"):
        assert number in text_of(desk, f"/desk/deliveries?q={words}")
    assert number not in text_of(desk, "/desk/deliveries?q=SHPC9999999")
    assert number in text_of(desk, "/desk/deliveries?fate=waiting")
    assert number not in text_of(desk, "/desk/deliveries?fate=arrived")


@pytest.mark.rule("DLV-2")
def test_the_list_shows_mails_that_failed(desk: Client, mailbox: Mailbox) -> None:
    number = a_delivery().number
    mailbox.answer = "550 5.1.1 User unknown"
    send_letters()
    db.session.commit()
    assert number in text_of(desk, "/desk/deliveries?fate=trouble")


@pytest.mark.rule("DLV-5")
def test_the_mails_are_sent_again_to_the_same_or_another_address(desk: Client) -> None:
    path = f"/desk/deliveries/{a_delivery().id}"
    assert desk.submit(path, {"where": "same"}).status_code == 303
    assert desk.submit(path, {"where": "other", "email": "nobody"}).status_code == 422
    assert desk.submit(path, {"where": "other", "email": "taro@takasaki.example.jp"}).status_code == 303
    sent = db.session.scalars(select(Letter.to).where(Letter.kind == "delivery-password").order_by(Letter.id)).all()
    assert sent == ["license-order@takasaki.example.jp"] * 2 + ["taro@takasaki.example.jp"]
    shown = text_of(desk, path)
    assert "再送:重要:納品" in shown
    assert "taro@takasaki.example.jp" in shown


def test_an_auditor_reads_and_does_nothing(client: Client, session: Session) -> None:
    order = an_order()
    delivery = a_delivery()
    paths = [f"/desk/orders/{order.id}/ship", "/desk/stock/bring"]
    record = f"/desk/deliveries/{delivery.id}"
    sign_in(client, an_auditor())
    assert "再送する" not in text_of(client, record)
    assert "出荷する</span>" not in text_of(client, "/desk/deliveries/waiting")
    assert [client.get(path).status_code for path in paths] == [403, 403]
    assert db.session.scalars(select(StockCode)).all()
