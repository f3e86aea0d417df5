"""Cancelling an order, and correcting where it goes: before shipping, and after it by two persons (ORD-3)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.audit.queries import list_about
from tbc.kit.clock import now
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tbc.orders.rules import NumberRefused, OrderDetails
from tbc.orders.service import cancelling, changes
from tbc.orders.service.entering import enter
from tests.orders.making import an_order
from tests.people import acting, an_operator

pytestmark = pytest.mark.usefixtures("session")
REASON = "注文の取り消しの連絡があったため"


def application_of(session: Session, order: Order) -> Application:
    application = session.get(Application, order.application_id, populate_existing=True)
    assert application
    return application


def shipped(session: Session, *, whole: bool = True) -> Order:
    """An order of which something has gone out, or all."""
    order = an_order()
    order.is_begun = True
    if whole:
        order.state, order.shipped_at = "shipped", now()
        application_of(session, order).state = "shipped"
    session.commit()
    return order


@pytest.mark.rule("ORD-3")
def test_before_shipping_the_number_is_free_again(session: Session) -> None:
    order, staff = an_order(), acting(an_operator())
    cancelling.cancel(staff, order, REASON)
    application = application_of(session, order)
    assert (order.state, order.keeps_number, order.cancel_reason) == ("cancelled", False, REASON)
    assert application.state == "filed"
    again = enter(staff, application.number or "", OrderDetails())
    assert again.number != order.number
    assert application_of(session, order).state == "ordered"


@pytest.mark.rule("ORD-3")
def test_after_shipping_one_person_alone_cancels_nothing(session: Session) -> None:
    order, staff = shipped(session), acting(an_operator())
    with pytest.raises(cancelling.NotCancellable):
        cancelling.cancel(staff, order, REASON)
    cancelling.ask(staff, order, REASON)
    with pytest.raises(cancelling.SamePerson):
        cancelling.confirm(staff, order)
    assert order.state == "shipped"


@pytest.mark.rule("ORD-3")
@pytest.mark.parametrize("whole", [True, False])
def test_after_shipping_another_person_confirms_and_the_number_stays_used(session: Session, whole: bool) -> None:
    order = shipped(session, whole=whole)
    cancelling.ask(acting(an_operator()), order, REASON)
    cancelling.confirm(acting(an_operator("架空　二郎")), order)
    application = application_of(session, order)
    assert (order.state, order.keeps_number, order.cancelled_by_name) == ("cancelled", True, "架空　二郎")
    assert application.state == "cancelled"
    with pytest.raises(NumberRefused) as refused:
        enter(acting(an_operator()), application.number or "", OrderDetails())
    assert (refused.value.reason, refused.value.other) == ("used", order.number)


@pytest.mark.rule("ORD-3")
def test_what_was_asked_can_be_taken_back_and_is_then_not_confirmed(session: Session) -> None:
    order = shipped(session)
    cancelling.ask(acting(an_operator()), order, REASON)
    cancelling.take_back(acting(an_operator()), order)
    assert (order.cancel_asked_at, order.cancel_reason) == (None, "")
    with pytest.raises(cancelling.NotCancellable):
        cancelling.confirm(acting(an_operator()), order)
    assert [event.act for event in list_about("order", order.id)][-2:] == [
        "order-cancel-asked",
        "order-cancel-taken-back",
    ]


@pytest.mark.rule("ORD-3")
@pytest.mark.parametrize("reason", ["", "  ", "あ" * 501])
def test_an_order_is_cancelled_for_a_reason(reason: str) -> None:
    order = an_order()
    with pytest.raises(cancelling.ReasonMissing):
        cancelling.cancel(acting(an_operator()), order, reason)
    assert order.state == "entered"


@pytest.mark.rule("ORD-3")
def test_a_cancelled_order_is_not_cancelled_again() -> None:
    order, staff = an_order(), acting(an_operator())
    cancelling.cancel(staff, order, REASON)
    for act in (lambda: cancelling.cancel(staff, order, REASON), lambda: cancelling.ask(staff, order, REASON)):
        with pytest.raises(cancelling.NotCancellable):
            act()


@pytest.mark.rule("ORD-3")
def test_whoever_saw_an_older_state_changes_nothing() -> None:
    order, staff = an_order(), acting(an_operator())
    changes.correct_delivery_email(staff, order, "new@takasaki.example.jp", order.version)
    with pytest.raises(cancelling.ChangedMeanwhile):
        cancelling.cancel(staff, order, REASON, 1)
    with pytest.raises(changes.ChangedMeanwhile):
        changes.correct_delivery_email(staff, order, "other@takasaki.example.jp", 1)
    assert (order.state, order.delivery_email) == ("entered", "new@takasaki.example.jp")


@pytest.mark.rule("ORD-3")
def test_the_delivery_address_is_corrected_before_shipping_and_no_mail_is_sent_again(session: Session) -> None:
    order = an_order()
    letters = session.scalar(select(func.count()).select_from(Letter))
    assert changes.correct_delivery_email(acting(an_operator()), order, " NEW@Takasaki.Example.JP ")
    assert order.delivery_email == "NEW@takasaki.example.jp"
    assert session.scalar(select(func.count()).select_from(Letter)) == letters
    assert application_of(session, order).content["delivery"]["email"] == "license-order@takasaki.example.jp"
    event = list_about("order", order.id)[-1]
    assert (event.act, event.details["after"]) == ("order-delivery-email-corrected", order.delivery_email)
    assert not changes.correct_delivery_email(acting(an_operator()), order, order.delivery_email)


@pytest.mark.rule("ORD-3")
def test_after_shipping_began_the_delivery_address_stays(session: Session) -> None:
    with pytest.raises(changes.AlreadyShipped):
        changes.correct_delivery_email(acting(an_operator()), shipped(session, whole=False), "new@takasaki.example.jp")


@pytest.mark.rule("ORD-3")
@pytest.mark.parametrize("typed", ["", "a@example.jp, b@example.jp", "宛先", "a@example.jp\nBcc: b@example.jp"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    order = an_order()
    with pytest.raises(changes.AddressUnfit):
        changes.correct_delivery_email(acting(an_operator()), order, typed)
