"""The demo's orders, deliveries, contracts and requests: one of each kind that its people are told to try."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select, text

from tbc.applications.models import Application
from tbc.deliveries.models import Delivery, DeliveryLine, StockCode
from tbc.demo import mailbox
from tbc.demo.deliveries import doors
from tbc.demo.people import BY_KEY
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseParties
from tbc.orders.models import Order, OrderLine
from tbc.requests.models import KINDS, Request
from tbc.webhooks.models import Endpoint, Message
from tests.client import Client


def test_orders_are_in_every_state(demo: Flask) -> None:
    counted = dict(list(session.execute(select(Order.state, func.count()).group_by(Order.state))))
    assert set(counted) == {"entered", "shipped", "cancelled"}
    assert counted["shipped"] > 30
    begun = set(session.scalars(select(Order.is_begun).where(Order.state == "cancelled")))
    assert begun == {True, False}
    assert session.scalar(select(func.count()).where(Order.cancel_asked_at.is_not(None), Order.state == "shipped")) == 1


def test_an_order_went_out_in_parts_and_another_waits_for_codes(demo: Flask) -> None:
    of_order = select(func.count(Delivery.id)).group_by(Delivery.order_id)
    assert max(session.scalars(of_order)) > 1
    short = select(OrderLine.product_code).join(Order, Order.id == OrderLine.order_id).where(Order.state == "entered")
    free = select(StockCode.product_code).where(StockCode.given_at.is_(None))
    assert set(session.scalars(short.where(Order.kind == "new"))) - set(session.scalars(free))


def test_every_shipment_has_its_line_and_license(demo: Flask) -> None:
    shipped = session.scalar(select(func.count()).select_from(DeliveryLine))
    changed = session.scalar(
        text(
            "SELECT count(*) FROM license_changes WHERE act IN ('begun', 'enlarged', 'extended')"
            " AND order_number IN (SELECT number FROM orders WHERE source <> 'renewal')"
        )
    )
    assert shipped == changed


def test_renewals_are_paid_wait_and_wait_for_staff(demo: Flask) -> None:
    renewed = select(Order.state).where(Order.source == "renewal").order_by(Order.id)
    assert session.scalars(renewed).all() == ["shipped", "shipped", "entered"]
    task = session.scalars(select(Request).where(Request.kind == "renewal")).one()
    assert (task.state, task.asked["why"]) == ("open", "other-quantity")
    receipts = text("SELECT count(*) FROM invoices WHERE state = 'paid' AND receipt_id IS NOT NULL")
    assert session.scalar(receipts) == 2


def test_an_application_says_the_same_as_its_order(demo: Flask) -> None:
    pairs = set(
        session.execute(
            select(Application.state, Order.state)
            .join(Order, Order.application_id == Application.id)
            .where(Order.keeps_number)
        )
    )
    allowed = {("ordered", "entered"), ("shipped", "shipped"), ("registered", "shipped"), ("cancelled", "cancelled")}
    assert pairs == allowed


def test_licenses_end_soon_later_and_have_ended(demo: Flask) -> None:
    ends = session.scalars(select(License.ends_on).where(License.state == "active")).all()
    day = today()
    for first, last in ((-500, -1), (0, 30), (31, 90), (365, 2000)):
        assert any(day + timedelta(days=first) <= end <= day + timedelta(days=last) for end in ends), first
    assert session.scalar(select(func.count()).where(License.state == "closed"))
    assert session.scalar(select(func.max(LicenseParties.version))) >= 2


def test_requests_of_every_kind_wait_or_are_overdue(demo: Flask) -> None:
    kinds = set(session.scalars(select(Request.kind)))
    assert kinds == set(KINDS)
    waiting = select(Request.due_on).where(Request.state == "open")
    late = [due < today() for due in session.scalars(waiting)]
    assert any(late)
    assert not all(late)
    assert set(session.scalars(select(Request.state))) >= {"open", "approved", "refused", "answered"}


def test_nothing_is_sent_to_the_other_system(demo: Flask) -> None:
    assert session.scalars(select(Endpoint.is_paused)).all() == [True]
    assert set(session.scalars(select(Message.state))) == {"taken", "queued"}
    assert session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send-webhook'")) == 0


def test_the_delivery_site_opens_with_what_the_demo_shows(visitor: Client) -> None:
    good, expired = doors()
    assert (good.is_expired, expired.is_expired) == (False, True)
    shown = visitor.get("/demo").get_data(as_text=True)
    assert good.number in shown
    assert expired.number in shown
    for door, answer in ((expired, 422), (good, 303)):
        typed = {"delivery_number": door.number, "password": _password(door.mail_id)}
        assert visitor.submit("/delivery/sign-in", typed).status_code == answer


def test_a_member_opens_a_delivery_without_its_password(visitor: Client) -> None:
    visitor.submit("/demo", {"person": "customer"}, to="/demo/sign-in")
    customer = BY_KEY["customer"].email
    of_customer = (
        select(Delivery.id)
        .join(Order, Order.id == Delivery.order_id)
        .join(Application, Application.id == Order.application_id)
        .where(Application.filer_id == text("(SELECT id FROM users WHERE email = :email)").bindparams(email=customer))
    )
    delivery = session.scalars(of_customer.where(Order.state != "cancelled").limit(1)).one()
    assert visitor.get(f"/deliveries/{delivery}").status_code == 200


def _password(mail_id: int | None) -> str:
    """The password as its mail in the demo's mailbox says it."""
    letter = mailbox.find_mail(mail_id or 0)
    assert letter is not None
    assert " PW" in letter.subject
    found = re.search(r"\b[0-9A-Z]{17}\b", letter.text)
    assert found
    return found.group()
