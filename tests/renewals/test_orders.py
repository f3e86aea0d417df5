"""The order that each renewal is: entered with its invoice, completed by its payment, ended with it (ORD-1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.deliveries.queries.waiting import count_waiting
from tbc.deliveries.rules import NotToShip
from tbc.deliveries.service.shipping import ship
from tbc.invoices.models import Document
from tbc.invoices.service.replacing import cancel as cancel_document
from tbc.kit.clock import now
from tbc.kit.db import session as db
from tbc.licenses.models import LicenseChange
from tbc.mail.models import Letter
from tbc.orders.models import Order, OrderLine
from tbc.orders.queries import Filter, late_before, list_orders, lock_order
from tbc.orders.service.cancelling import NotCancellable, ask, cancel
from tbc.orders.service.changes import AlreadyShipped, correct_delivery_email
from tbc.renewals.models import Renewal
from tbc.renewals.service.lapsing import lapse_invoices
from tests.api.given import Caller, a_token, problem
from tests.client import Client
from tests.people import a_customer, acting, an_administrator, an_operator, sign_in
from tests.renewals.given import PAYER, again, held, ordered, paid, undo

pytestmark = pytest.mark.rule("ORD-1")


def order_of(renewal: Renewal) -> Order:
    db.expire_all()
    return db.get_one(Order, renewal.order_id)


def test_ordering_enters_one_order_without_a_number(session: Session) -> None:
    own = a_customer()
    one, two = held(own), held(own, product="REDUCED", quantity=5)
    order = order_of(ordered(own, [one, two], years=2))
    assert (order.source, order.kind, order.state, order.application_id) == ("renewal", "renewal", "entered", None)
    assert (order.company, order.delivery_email) == (one.end_user_name, PAYER["email"])
    lines = db.scalars(select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.position)).all()
    assert [(x.license_id, x.product_code, x.quantity, x.term_years, x.current_end_on) for x in lines] == [
        (x.license_id, x.product_code, x.quantity, 2, x.ends_on) for x in (one, two)
    ]
    assert db.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "order-accepted")) == 0


@pytest.mark.rule("RNW-4")
def test_a_payment_completes_it_and_undoing_reopens_it(session: Session) -> None:
    own = a_customer()
    one = held(own)
    renewal = ordered(own, [one])
    paid(renewal)
    order = order_of(renewal)
    assert (order.state, order.is_begun) == ("shipped", True)
    changes = select(LicenseChange.act).where(LicenseChange.order_number == order.number)
    assert db.scalars(changes).all() == ["extended"]
    undo(again(own, renewal))
    order = order_of(renewal)
    assert (order.state, order.is_begun, order.shipped_at) == ("entered", False, None)
    paid(again(own, renewal))
    assert order_of(renewal).state == "shipped"
    assert db.scalar(select(func.count()).select_from(Order).where(Order.source == "renewal")) == 1


@pytest.mark.rule("RNW-1")
def test_it_ends_with_its_invoice(session: Session) -> None:
    own = a_customer()
    one = held(own)
    replaced, lapsed = ordered(own, [one]), ordered(own, [held(own)])
    staffs = ordered(own, [held(own)])
    ordered(own, [one], years=2)
    assert (order_of(replaced).state, again(own, replaced).state) == ("cancelled", "cancelled")
    invoice = db.get_one(Document, staffs.invoice_id)
    cancel_document(acting(an_operator()), invoice, "お客様のご依頼による")
    assert order_of(staffs).cancel_reason == "お客様のご依頼による"
    assert [line.is_open for line in again(own, staffs).lines] == [False]
    with time_machine.travel(now() + timedelta(days=90), tick=False):
        lapse_invoices()
    assert (order_of(lapsed).state, again(own, lapsed).state) == ("cancelled", "lapsed")


def test_nobody_ships_cancels_or_readdresses_it_by_itself(session: Session) -> None:
    own, clerk = a_customer(), acting(an_operator())
    renewal = ordered(own, [held(own)])
    assert renewal.order_id is not None
    order = lock_order(clerk, renewal.order_id)
    assert order is not None
    with pytest.raises(NotToShip):
        ship(clerk, order)
    with pytest.raises(NotCancellable):
        cancel(clerk, order, "まちがい")
    with pytest.raises(AlreadyShipped):
        correct_delivery_email(clerk, order, "new@example.co.jp")
    paid(renewal)
    with pytest.raises(NotCancellable):
        ask(clerk, order_of(renewal), "まちがい")
    assert count_waiting() == 0


def test_the_desk_lists_it_but_never_as_waiting_or_late(session: Session) -> None:
    own = a_customer()
    order = order_of(ordered(own, [held(own)]))
    late = now() + timedelta(days=30)
    found = {state: [row.id for row in list_orders(Filter(state=state), late).rows] for state in ("", "open", "late")}
    assert found == {"": [order.id], "open": [], "late": []}
    assert [row.id for row in list_orders(Filter(source="renewal"), late_before()).rows] == [order.id]


def test_its_page_on_the_desk_leads_to_the_renewal(client: Client) -> None:
    own = a_customer()
    renewal = ordered(own, [held(own)])
    own_id, path = renewal.id, f"/desk/orders/{renewal.order_id}"
    sign_in(client, an_administrator())
    text = client.get(path).text
    assert f'href="/renewals/{own_id}"' in text
    assert "お支払い待ち" in text
    assert f"{path}/cancellation" not in text
    assert f"{path}/ship" not in text
    assert f"{path}/delivery-email" not in text
    for act in ("ship", "cancellation", "delivery-email"):
        assert client.get(f"{path}/{act}").status_code == 303
    paid(db.get_one(Renewal, own_id))
    assert "更新済み" in client.get(path).text
    assert "更新済み" in client.get("/desk/orders").text


@pytest.mark.rule("API-1")
def test_other_systems_read_it_and_neither_ship_nor_cancel_it(client: Client) -> None:
    caller, own = Caller(client, a_token()[1]), a_customer()
    renewal = ordered(own, [held(own)])
    own_id, path = renewal.id, f"/orders/{order_of(renewal).number}"
    read = caller.get(path).json
    assert (read["source"], read["reception_number"], read["state"]) == ("renewal", None, "entered")
    assert problem(caller.post(f"{path}/deliveries", {})) == (409, "order-held")
    assert problem(caller.post(f"{path}/cancellation", {"reason": "x"})) == (409, "order-renews")
    paid(db.get_one(Renewal, own_id))
    assert caller.get(path).json["state"] == "shipped"
    assert problem(caller.post(f"{path}/cancellation", {"reason": "x"})) == (409, "order-renews")
