"""A workbook that goes straight into orders: one for each application, all or nothing (XLS-5, ORD-1)."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.imports.service import outcome
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tests.client import Client
from tests.imports.given import PATH, TO, applications, only_workbook, settled
from tests.people import acting, an_operator, sign_in
from tests.products import the_catalogue

pytestmark = [pytest.mark.rule("XLS-5"), pytest.mark.rule("ORD-1")]


def orders(session: Session) -> list[Order]:
    """All there are."""
    return list(session.scalars(select(Order).order_by(Order.id)))


def test_each_application_becomes_an_order_and_no_number_is_mailed(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    workbook = settled(who, "filled/multi-01.xlsx")
    filed = outcome.file_into_orders(acting(who), workbook, validity=None)
    assert [order.application_id for order in orders(session)] == [application.id for application in filed]
    assert {order.source for order in orders(session)} == {"import"}
    assert {application.state for application in applications()} == {"ordered"}
    assert {letter.kind for letter in session.scalars(select(Letter))} == {"order-accepted"}
    assert workbook.number_to == ", ".join(order.number for order in orders(session))
    assert outcome.file_into_orders(acting(who), workbook, validity=None) == []


def test_where_an_order_is_refused_nothing_is_filed(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    workbook = settled(who, "filled/multi-01.xlsx")
    with pytest.raises(outcome.NotOrderable) as refused:
        # A number that was valid until yesterday.
        outcome.file_into_orders(acting(who), workbook, validity=-1)
    assert "有効期限を過ぎています" in refused.value.sentence
    assert (applications(), orders(session), workbook.state, workbook.number_to) == ([], [], "read", "")


def test_the_page_asks_for_an_address_or_enters_orders(client: Client, session: Session) -> None:
    the_catalogue()
    who = an_operator()
    path = f"{PATH}/{settled(who).id}"
    sign_in(client, who)
    assert client.submit(path, {"number_to": ""}, to=f"{path}/approval").status_code == 422
    assert client.submit(path, {"into_orders": "y"}, to=f"{path}/approval").status_code == 303
    (order,) = orders(session)
    html = client.get(path).get_data(as_text=True)
    assert f"受注 {order.number} を登録しました。" in html
    assert TO not in html
    assert only_workbook().state == "filed"
