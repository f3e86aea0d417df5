"""Entering an order on the desk: the number, the contract, the details, and who may (ORD-1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications import numbers
from tbc.orders.models import Order
from tests.client import Client
from tests.orders.making import an_application
from tests.people import a_customer, an_administrator, an_auditor, an_operator, sign_in

PATH = "/desk/orders/new"
EMAIL = "license-order@takasaki.example.jp"


@pytest.fixture
def staff(client: Client, session: Session) -> Client:
    """A browser of somebody who enters orders."""
    return sign_in(client, an_operator())


def a_number(**record: object) -> str:
    """The number of an application that waits for its order."""
    return an_application(record=record).number or ""


def orders(session: Session) -> list[Order]:
    """All there are."""
    return list(session.scalars(select(Order).order_by(Order.id)))


@pytest.mark.rule("ORD-1")
def test_a_scanned_number_shows_the_contract_and_enters_it(staff: Client, session: Session) -> None:
    number = a_number(customer_po="PO-7")
    typed = "-".join(numbers.groups(number)).lower()
    html = staff.get(PATH, query_string={"number": typed}).get_data(as_text=True)
    for text in (
        "サンプル髙﨑建設株式会社",
        "サンプルガード エンドポイント アドバンス",
        'value="PO-7"',
        f'value="{EMAIL}"',
    ):
        assert text in html
    answer = staff.submit(
        PATH, {"number": typed, "customer_po": "PO-7", "delivery_email": EMAIL, "dealer_note": "急ぎ"}
    )
    (order,) = orders(session)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/desk/orders/{order.id}"
    assert (order.source, order.customer_po, order.dealer_note) == ("staff", "PO-7", "急ぎ")


@pytest.mark.rule("ORD-1")
def test_htmx_gets_the_part_at_the_same_address(staff: Client) -> None:
    number = a_number()
    html = staff.get(PATH, query_string={"number": number}, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<h1" not in html
    assert 'id="entry"' in html
    assert "サンプル髙﨑建設株式会社" in html


@pytest.mark.rule("ORD-1")
def test_what_differs_from_the_application_is_asked_about_once(staff: Client, session: Session) -> None:
    number = a_number(customer_po="PO-1")
    sent = {"number": number, "customer_po": "PO-2", "delivery_email": "other@takasaki.example.jp"}
    answer = staff.submit(PATH, sent)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "得意先PO#: 申請では「PO-1」、受注では「PO-2」です。" in html
    assert "納品先メールアドレス: 申請では" in html
    assert orders(session) == []
    seen = html.partition('name="seen" value="')[2].partition('"')[0]
    assert staff.submit(PATH, sent | {"seen": seen}).status_code == 303
    (order,) = orders(session)
    assert (order.customer_po, order.delivery_email) == ("PO-2", "other@takasaki.example.jp")


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("reseller_reference", "ABC", "販売店管理番号は8桁の数字です。"),
        ("reseller_reference", "123456789", "販売店管理番号は8桁の数字です。"),
        ("dealer_note", "あ" * 201, "通信欄は200文字までにしてください。"),
        ("customer_po", "P" * 61, "得意先PO#は60文字までにしてください。"),
        ("customer_po", "㌖" * 20, "得意先PO#は60文字までにしてください。"),
        ("delivery_email", "", "納品先メールアドレスを、1件だけ入力してください。"),
        ("delivery_email", "a@example.jp b@example.jp", "納品先メールアドレスを、1件だけ入力してください。"),
    ],
)
def test_details_that_cannot_be_taken_are_said_at_their_field(
    staff: Client, session: Session, field: str, typed: str, sentence: str
) -> None:
    answer = staff.submit(PATH, {"number": a_number(), "delivery_email": EMAIL, field: typed})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert orders(session) == []


@pytest.mark.rule("NUM-3")
def test_a_used_number_leads_to_its_order_by_a_look_and_by_a_second_click(staff: Client, session: Session) -> None:
    number = a_number()
    sent = {"number": number, "delivery_email": EMAIL}
    assert staff.submit(PATH, sent).status_code == 303
    own, ordered = session.execute(select(Order.id, Order.number)).one()
    for answer in (staff.submit(PATH, sent), staff.get(PATH, query_string={"number": number})):
        assert answer.status_code == 422
        html = answer.get_data(as_text=True)
        assert f"受注{ordered}で使われています" in html
        assert f"/desk/orders/{own}" in html
    assert session.scalar(select(func.count()).select_from(Order)) == 1


@pytest.mark.rule("ORD-1")
def test_a_slip_is_said_at_the_field_with_its_place(staff: Client) -> None:
    number = a_number()
    other = "Z" if number[9] != "Z" else "Y"
    answer = staff.get(PATH, query_string={"number": number[:9] + other + number[10:]})
    assert answer.status_code == 422
    assert "3番目の4文字の2文字目を確認してください。" in answer.get_data(as_text=True)


@pytest.mark.rule("ORD-1")
def test_no_words_in_the_field_break_the_page(staff: Client) -> None:
    for typed in ("<svg onload=x>", "' OR 1=1 --", "{{7*7}}", "\u0000", "あ" * 5000, "%00"):
        answer = staff.get(PATH, query_string={"number": typed})
        assert answer.status_code in {200, 400, 422}
        assert "<svg onload" not in answer.get_data(as_text=True)


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize(
    ("who", "look", "enter"),
    [(a_customer, 403, 403), (an_auditor, 403, 403), (an_operator, 200, 303), (an_administrator, 200, 303)],
)
def test_who_may_enter_orders(client: Client, session: Session, who: Callable[[], User], look: int, enter: int) -> None:
    number = a_number()
    sign_in(client, who())
    assert client.get(PATH, query_string={"number": number}).status_code == look
    token = client.token("/reset-password")
    sent = {"csrf_token": token, "number": number, "delivery_email": EMAIL}
    assert client.post(PATH, data=sent).status_code == enter
    assert len(orders(session)) == (1 if enter == 303 else 0)
