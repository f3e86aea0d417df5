"""The desk's queue of requests: what waits and is late, what a request may be about, and what is decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tbc.deliveries.models import Delivery
from tbc.desk.queries import requests as queries
from tbc.kit import db
from tbc.kit.clock import today
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tbc.requests.models import Request
from tbc.requests.service import open_request, point_at
from tests.client import Client
from tests.deliveries.making import a_delivery
from tests.orders.making import an_order
from tests.people import a_customer, acting, an_auditor, an_operator, sign_in

REQUESTER = {
    "company": "ダミー情報機器株式会社",
    "department": "営業部",
    "name": "仮名　翼",
    "phone": "03-5555-0100",
    "email": "tsubasa@dummy.example.ne.jp",
    "prefecture": "東京都",
    "city": "新宿区",
}


def a_request(kind: str = "resend", *, about: Delivery | Order | None = None, **asked: str) -> UUID:
    """An open request, perhaps about a delivery or an order; committed."""
    about_type = "" if about is None else "order" if isinstance(about, Order) else "delivery"
    opened = open_request(
        kind, company="高崎見本株式会社", requester=REQUESTER, asked=asked, language="ja", about_type=about_type,
        about=about.id if about else None,
    )  # fmt: skip
    db.session.commit()
    return opened.id


def decide(client: Client, request: UUID, act: str, **values: Any) -> TestResponse:
    """Press the button `act` on the request's page."""
    version = values.pop("version", the(request).version)
    return client.submit(f"/desk/requests/{request}", {"act": act, "version": str(version), **values})


def the(request: UUID) -> Request:
    """The request as it is now."""
    return db.session.get_one(Request, request)


def subjects(to: str) -> list[str]:
    """Of the letters to an address, the oldest first."""
    return list(db.session.scalars(select(Letter.subject).where(Letter.to == to).order_by(Letter.id)))


@pytest.fixture
def desk(client: Client, session: Session) -> Client:
    return sign_in(client, an_operator())


@pytest.mark.rule("DLV-5")
def test_what_is_late_stands_out_and_comes_first(desk: Client, statements: list[str]) -> None:
    for turn in range(3):
        a_request(number=f"ORDC000000{turn}")
    late = a_request("inquiry", text="証書が開けません。")
    the(late).due_on = today() - timedelta(days=1)
    db.session.commit()
    statements.clear()
    html = desk.get("/desk/requests").get_data(as_text=True)
    assert len(statements) <= 6
    assert html.count("期限超過</span>") == 1
    assert str(late) in html.split("<tbody")[1].split("</tr>")[0]
    narrowed = desk.get("/desk/requests?state=late").get_data(as_text=True)
    assert narrowed.count('role="rowheader"') == 1


@pytest.mark.rule("DLV-5")
def test_the_queue_is_narrowed_and_paged(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    own = [a_request(number=f"ORDC000000{turn}") for turn in range(5)]
    page, seen = "/desk/requests", []
    while page:
        html = desk.get(page).get_data(as_text=True)
        seen += [str(one) for one in own if f"/desk/requests/{one}" in html]
        after = html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0] if 'rel="next"' in html else ""
        page = after.replace("&amp;", "&")
    assert seen == [str(one) for one in own]
    assert "ORDC" not in desk.get("/desk/requests?q=0000003&kind=inquiry").get_data(as_text=True)
    found = desk.get("/desk/requests?q=0000003").get_data(as_text=True)
    assert [str(one) for one in own if str(one) in found] == [str(own[3])]
    for request in own:
        decide(desk, request, "refuse", text="見つかりません。")
    person = the(own[0]).decided_by_id
    latest = desk.get(f"/desk/requests?person={person}").get_data(as_text=True)
    assert [str(one) for one in own if f"/desk/requests/{one}" in latest] == [str(own[3]), str(own[4])]
    older = desk.get(f"/desk/requests?state=refused&after={own[2]}").get_data(as_text=True)
    assert [str(one) for one in own if f"/desk/requests/{one}" in older] == [str(own[0]), str(own[1])]
    newer = desk.get(f"/desk/requests?state=all&before={own[2]}").get_data(as_text=True)
    assert [str(one) for one in own if f"/desk/requests/{one}" in newer] == [str(own[3]), str(own[4])]


@pytest.mark.rule("DLV-5")
def test_the_candidates_are_compared_with_what_was_asked(desk: Client, statements: list[str]) -> None:
    reseller = {"company": "ダミー情報機器㈱", "contact_name": "仮名　翼"}
    delivery = a_delivery(customer_po="PO-77", record={"reseller": reseller})
    other = an_order(customer_po="PO-77")
    request = a_request(about=delivery, number="PO-77")
    own, number, entered, other_number = delivery.id, delivery.number, other.id, other.number
    statements.clear()
    html = desk.get(f"/desk/requests/{request}").get_data(as_text=True)
    assert len(statements) <= 8
    assert number in html
    assert other_number in html
    assert "未出荷" in html
    row = html.split(f"delivery:{own}")[1].split("</tr>")[0]
    assert "checked" in row
    assert "販売店" in row
    assert 'is-other">' in row
    looked = desk.get(f"/desk/requests/{request}?number={other_number}").get_data(as_text=True)
    assert f"order:{entered}" in looked


@pytest.mark.rule("DLV-5")
def test_a_resend_goes_to_the_address_last_used(desk: Client) -> None:
    delivery = a_delivery()
    request, to = a_request(about=delivery, number=delivery.number), delivery.sent_to
    own, before = delivery.id, len(subjects(to))
    answer = decide(desk, request, "approve", about=f"delivery:{own}", send_to="same", text="お待たせしました。")
    assert answer.status_code == 303
    fresh = subjects(to)[before:]
    assert [subject[:6] for subject in fresh] == ["再送:重要:", "再送:重要:"]
    assert subjects(REQUESTER["email"])[-1].startswith("電子納品再送のご連絡")
    assert (the(request).state, the(request).decision) == ("approved", "お待たせしました。")
    again = decide(desk, request, "approve", about=f"delivery:{own}", send_to="same", version=1)
    assert again.status_code == 303
    assert len(subjects(to)) == before + 2
    assert "すでに終わっています" in desk.get("/desk/requests").get_data(as_text=True)


@pytest.mark.rule("DLV-5")
@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("way", ["asked", "other"])
def test_another_address_lasts_only_if_staff_say_so(desk: Client, way: str, lasting: bool) -> None:
    delivery = a_delivery()
    own, first = delivery.id, delivery.sent_to
    request = a_request(about=delivery, number=delivery.number, new_email="other@takasaki.example.jp")
    values = {"about": f"delivery:{own}", "send_to": way, "email": "other@takasaki.example.jp"}
    decide(desk, request, "approve", **values | ({"lasting": "y"} if lasting else {}))
    assert len(subjects("other@takasaki.example.jp")) == 2
    assert db.session.get_one(Delivery, own).sent_to == ("other@takasaki.example.jp" if lasting else first)


@pytest.mark.rule("DLV-5", "DLV-6")
@pytest.mark.parametrize(
    ("kind", "act", "values", "sentence"),
    [
        ("resend", "refuse", {}, "お断りする理由を入力してください。"),
        ("resend", "approve", {"send_to": "same"}, "対象の納品を選んでください。"),
        (
            "resend",
            "approve",
            {"send_to": "other", "email": "x", "about": "delivery:x"},
            "アドレスを入力してください。",
        ),
        ("inquiry", "answer", {}, "回答を入力してください。"),
        ("inquiry", "approve", {"text": "はい"}, "この依頼では、その決定はできません。"),
        ("inquiry", "answer", {"text": "あ" * 1001}, "1,000字以内"),
        ("resend", "", {"text": "はい"}, "この依頼では、その決定はできません。"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_decided(
    desk: Client, kind: str, act: str, values: dict[str, str], sentence: str
) -> None:
    request = a_request(kind, number="ORDC0000000")
    answer = decide(desk, request, act, **values)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert the(request).state == "open"


@pytest.mark.rule("DLV-5")
def test_what_has_not_gone_out_or_is_cancelled_is_not_sent_again(desk: Client) -> None:
    order = an_order()
    unshipped = a_request(about=order, number=order.number)
    answer = decide(desk, unshipped, "approve", about=f"order:{order.id}", send_to="same")
    assert (answer.status_code, "まだ出荷していない" in answer.get_data(as_text=True)) == (422, True)
    assert the(unshipped).state == "open"


@pytest.mark.rule("DLV-5")
def test_of_two_staff_the_second_sees_what_the_first_did(desk: Client) -> None:
    request = a_request(number="ORDC0000000")
    point_at(acting(an_operator()), the(request), "order", an_order().id, 1)
    db.session.commit()
    answer = decide(desk, request, "refuse", text="見つかりません。", version=1)
    assert (answer.status_code, "ほかの担当者が" in answer.get_data(as_text=True)) == (409, True)
    assert "見つかりません。" in answer.get_data(as_text=True)


@pytest.mark.rule("DLV-6")
def test_an_inquiry_is_answered_by_mail(desk: Client) -> None:
    request = a_request("inquiry", code="AB12CD34EF", text="証書が\n開けません。")
    assert decide(desk, request, "answer", text="契約内容確認で\nご覧いただけます。").status_code == 303
    letter = db.session.scalars(select(Letter).where(Letter.kind == "request-decided")).one()
    assert "契約内容確認で\nご覧いただけます。" in letter.body_text


@pytest.mark.rule("DLV-6")
def test_the_delivery_email_is_changed_before_and_after_shipping(desk: Client) -> None:
    delivery, order = a_delivery(), an_order()
    own, entered = delivery.id, order.id
    asked = {"number": "ORDC0000000", "new_email": "new@takasaki.example.jp"}
    opened = [a_request("delivery-email", about=about, **asked) for about in (delivery, order)]
    for request, value in zip(opened, (f"delivery:{own}", f"order:{entered}"), strict=True):
        answer = decide(desk, request, "approve", about=value, email="new@takasaki.example.jp")
        assert answer.status_code == 303
        assert the(request).state == "approved"
    assert db.session.get_one(Delivery, own).sent_to == "new@takasaki.example.jp"
    assert db.session.get_one(Order, entered).delivery_email == "new@takasaki.example.jp"
    assert [subject for subject in subjects("new@takasaki.example.jp") if "納品" in subject] == []


@pytest.mark.rule("DLV-2")
def test_what_came_back_is_sent_to_a_better_address_or_closed(desk: Client) -> None:
    delivery = a_delivery()
    own = delivery.id
    sent, closed = (a_request("bounce", about=delivery, email=delivery.sent_to) for _turn in range(2))
    decide(desk, sent, "approve", about=f"delivery:{own}", email="right@takasaki.example.jp", lasting="y")
    assert db.session.get_one(Delivery, own).sent_to == "right@takasaki.example.jp"
    assert len(subjects("right@takasaki.example.jp")) == 2
    decide(desk, closed, "answer", text="お客様に電話で確かめました。")
    assert (the(sent).state, the(closed).state) == ("approved", "answered")
    assert subjects(REQUESTER["email"]) == []


def test_who_only_reads_decides_nothing(client: Client, session: Session) -> None:
    request = a_request(number="ORDC0000000")
    sign_in(client, an_auditor())
    assert "理由を添えて断る" not in client.get(f"/desk/requests/{request}").get_data(as_text=True)
    sign_in(client, a_customer())
    assert client.get(f"/desk/requests/{request}").status_code == 404


@pytest.mark.rule("ORD-2")
def test_an_acceptance_mail_that_came_back_corrects_the_address_and_is_not_sent_again(desk: Client) -> None:
    order = an_order()
    entered = order.id
    request = a_request("bounce", about=order, to=order.delivery_email)
    answer = decide(desk, request, "approve", about=f"order:{entered}", email="right@takasaki.example.jp")
    assert answer.status_code == 303
    assert db.session.get_one(Order, entered).delivery_email == "right@takasaki.example.jp"
    assert subjects("right@takasaki.example.jp") == []
