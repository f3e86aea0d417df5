"""Correcting where an order goes, and cancelling it, on the desk (ORD-3)."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.kit.clock import now
from tbc.orders.models import Order
from tests.client import Client
from tests.orders.making import an_order, apart
from tests.people import a_customer, an_auditor, an_operator, sign_in

NEW = "new@takasaki.example.jp"


def as_it_is(session: Session, order: Order) -> Order:
    """The order as the database has it."""
    found = session.get(Order, order.id, populate_existing=True)
    assert found
    return found


def shipped(session: Session) -> Order:
    """An order that has gone out."""
    order = an_order()
    order.is_begun, order.state, order.shipped_at = True, "shipped", now()
    session.get_one(Application, order.application_id).state = "shipped"
    session.commit()
    return apart(order)


@pytest.mark.rule("ORD-3")
def test_the_address_is_corrected_by_whoever_saw_the_order_as_it_is(client: Client, session: Session) -> None:
    order = apart(an_order())
    path = f"/desk/orders/{order.id}/delivery-email"
    sign_in(client, an_operator())
    assert client.submit(path, {"version": "1", "email": NEW}).status_code == 303
    assert as_it_is(session, order).delivery_email == NEW
    answer = client.submit(path, {"version": "1", "email": "late@takasaki.example.jp"})
    assert answer.status_code == 409
    assert "ほかの担当者が、この受注を変えました" in answer.get_data(as_text=True)
    assert as_it_is(session, order).delivery_email == NEW
    assert client.submit(path, {"version": "2", "email": "宛先"}).status_code == 422


@pytest.mark.rule("ORD-3")
def test_after_shipping_the_page_says_that_the_address_stays(client: Client, session: Session) -> None:
    order = shipped(session)
    sign_in(client, an_operator())
    path = f"/desk/orders/{order.id}/delivery-email"
    assert "もう直せません" in client.get(path).get_data(as_text=True)
    token = client.token("/desk/orders/new")
    assert client.post(path, data={"csrf_token": token, "version": "1", "email": NEW}).status_code == 303
    assert as_it_is(session, order).delivery_email != NEW


@pytest.mark.rule("ORD-3")
def test_an_order_that_is_not_shipped_is_cancelled_by_one_person(client: Client, session: Session) -> None:
    order = apart(an_order())
    path = f"/desk/orders/{order.id}/cancellation"
    sign_in(client, an_operator())
    assert client.submit(path, {"version": "1", "reason": " ", "act": "cancel"}).status_code == 422
    assert client.submit(path, {"version": "1", "reason": "誤りのため", "act": "cancel"}).status_code == 303
    assert as_it_is(session, order).state == "cancelled"
    html = client.get(f"/desk/orders/{order.id}").get_data(as_text=True)
    assert "この受注は取り消されています" in html
    assert "誤りのため" in html


@pytest.mark.rule("ORD-3")
def test_after_shipping_two_persons_cancel_it(client: Client, session: Session) -> None:
    order = shipped(session)
    path = f"/desk/orders/{order.id}/cancellation"
    sign_in(client, an_operator())
    assert client.submit(path, {"version": "1", "reason": "返品のため", "act": "cancel"}).status_code == 303
    assert as_it_is(session, order).state == "shipped"
    assert "確認して受注を取り消す" not in client.get(path).get_data(as_text=True)
    token = client.token(path)
    alone = client.post(path, data={"csrf_token": token, "version": "2", "act": "confirm"})
    assert (alone.status_code, alone.headers["Location"]) == (303, path)
    assert as_it_is(session, order).state == "shipped"
    sign_in(client, an_operator("架空　二郎"))
    assert client.submit(path, {"version": "2", "act": "confirm"}).status_code == 303
    cancelled = as_it_is(session, order)
    assert (cancelled.state, cancelled.keeps_number, cancelled.cancelled_by_name) == ("cancelled", True, "架空　二郎")


@pytest.mark.rule("ORD-3")
def test_what_was_asked_can_be_taken_back(client: Client, session: Session) -> None:
    order = shipped(session)
    path = f"/desk/orders/{order.id}/cancellation"
    sign_in(client, an_operator())
    client.submit(path, {"version": "1", "reason": "返品のため", "act": "cancel"})
    assert "取消の確認待ち" in client.get("/desk/orders?state=asked").get_data(as_text=True)
    assert client.submit(path, {"version": "2", "act": "take-back"}).status_code == 303
    assert as_it_is(session, order).cancel_asked_at is None


@pytest.mark.rule("ORD-3")
@pytest.mark.parametrize("page", ["delivery-email", "cancellation"])
def test_who_only_reads_changes_nothing(client: Client, session: Session, page: str) -> None:
    order = apart(an_order())
    path = f"/desk/orders/{order.id}/{page}"
    for who, status in ((an_auditor, 403), (a_customer, 404)):
        sign_in(client, who())
        assert client.get(path).status_code == status
        sent = {"csrf_token": client.token("/reset-password"), "version": "1", "email": NEW, "reason": "x"}
        assert client.post(path, data=sent).status_code == status
    assert as_it_is(session, order).version == 1
