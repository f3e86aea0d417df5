"""Entering an order: what becomes of the application, and what goes out (ORD-1, ORD-2, NUM-3)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.applications import numbers
from tbc.audit.queries import list_about
from tbc.mail.models import Letter
from tbc.orders import queries
from tbc.orders.models import Order
from tbc.orders.service.entering import DetailsFaulty, OrderDetails, enter
from tests.applications.given import ITEM, a_product
from tests.orders.making import HELD, an_application, an_order
from tests.people import a_customer, acting, an_operator

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.rule("ORD-1")
def test_an_order_takes_its_lines_from_the_application() -> None:
    a_product("SGE-OPT", name_ja="サンプルガード オプション")
    first = ITEM | HELD | {"current_end_on": "2027-03-31", "held_quantity": "250"}
    order = an_order("additional", [first, {"product": "SGE-OPT", "quantity": "5", "term_years": "1"} | HELD])
    one, other = queries.lines_of(order)
    assert (one.position, one.product_code, one.quantity, one.term_years) == (1, "SGE-ADV", 300, 3)
    assert (one.license_id, one.current_end_on, one.held_quantity) == ("AB12CD34EF", date(2027, 3, 31), 250)
    assert (other.position, other.product_name, other.quantity) == (2, "サンプルガード オプション", 5)


@pytest.mark.rule("ORD-1")
def test_the_details_of_the_purchase_order_win_over_those_of_the_application() -> None:
    filed = {"customer_po": "PO-1", "reseller_reference": "00000001"}
    plain = an_order(record=filed)
    assert (plain.customer_po, plain.reseller_reference) == ("PO-1", "00000001")
    said = an_order(
        record=filed, customer_po="PO-2", reseller_reference="00000002", dealer_note="急ぎ", differences="違い"
    )
    assert (said.customer_po, said.reseller_reference) == ("PO-2", "00000002")
    assert (said.dealer_note, said.differences) == ("急ぎ", "違い")


@pytest.mark.rule("ORD-1")
def test_the_application_is_ordered_and_both_tell_so(session: Session) -> None:
    order = an_order()
    application = session.get_one(type(an_application()), order.application_id)
    assert application.state == "ordered"
    assert [event.act for event in list_about("order", order.id)] == ["order-entered"]
    event = list_about("application", application.id)[-1]
    assert (event.act, event.details["order_number"]) == ("application-ordered", order.number)


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize(
    ("field", "details"),
    [
        ("dealer_note", OrderDetails(dealer_note="あ" * 201)),
        ("reseller_reference", OrderDetails(reseller_reference="1234567")),
        ("customer_po", OrderDetails(customer_po="P" * 61)),
        ("delivery_email", OrderDetails(delivery_email="宛先なし")),
        ("delivery_email", OrderDetails(delivery_email="a@example.jp\nBcc: b@example.jp")),
        ("customer_po", OrderDetails(customer_po="PO\r\nBcc: b@example.jp")),
        ("dealer_note", OrderDetails(dealer_note="\0")),
        ("differences", OrderDetails(differences="\x1b")),
    ],
)
def test_details_that_an_order_cannot_hold_are_refused(session: Session, field: str, details: OrderDetails) -> None:
    application = an_application()
    with pytest.raises(DetailsFaulty) as faulty:
        enter(acting(an_operator()), application.number or "", details)
    assert faulty.value.field == field
    assert session.scalar(select(Order)) is None


@pytest.mark.rule("ORD-1")
def test_a_dealer_note_may_have_two_hundred_characters() -> None:
    assert len(an_order(dealer_note="あ" * 200).dealer_note) == 200


@pytest.mark.rule("NUM-2")
@pytest.mark.rule("ORD-1")
def test_the_number_is_taken_however_it_was_written() -> None:
    number = an_application().number or ""
    written = "-".join(numbers.groups(number)).lower().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    order = enter(acting(an_operator()), f" {written} ", OrderDetails())
    assert order.state == "entered"


@pytest.mark.rule("ORD-2")
def test_an_order_has_a_random_number_of_seven_digits() -> None:
    given = [an_order().number for _ in range(3)]
    assert all(re.fullmatch("ORDC[0-9]{7}", number) for number in given)
    assert len(set(given)) == 3


@pytest.mark.rule("ORD-2")
def test_the_acceptance_mail_goes_to_the_delivery_address_and_nowhere_else(session: Session) -> None:
    application = an_application(record={"reseller_reference": "12345678"})
    before = set(session.scalars(select(Letter.id)))
    order = enter(acting(an_operator()), application.number or "", OrderDetails(dealer_note="㈱サンプル髙﨑 ①"))
    (letter,) = [one for one in session.scalars(select(Letter)) if one.id not in before]
    assert (letter.kind, letter.to) == ("order-accepted", "license-order@takasaki.example.jp")
    assert letter.subject == f"Trend Micro ご購入受付 {order.number} [12345678]"
    assert letter.language == "ja"
    assert "サンプル髙﨑建設株式会社" in letter.body_text
    assert "㈱サンプル髙﨑 ①" in letter.body_text


@pytest.mark.rule("ORD-2")
def test_without_a_reseller_reference_the_subject_ends_after_the_number(session: Session) -> None:
    order = an_order()
    letter = session.scalars(select(Letter).where(Letter.about == order.id)).one()
    assert letter.subject == f"Trend Micro ご購入受付 {order.number}"


@pytest.mark.rule("ORD-2")
def test_the_mail_speaks_the_language_of_the_filer(session: Session) -> None:
    order = an_order(filer=a_customer(language="en"))
    letter = session.scalars(select(Letter).where(Letter.about == order.id)).one()
    assert (order.language, letter.language) == ("en", "en")


@pytest.mark.rule("ORD-1")
def test_entering_takes_few_statements(session: Session, statements: list[str]) -> None:
    application, staff = an_application(), acting(an_operator())
    session.expunge_all()
    statements.clear()
    enter(staff, application.number or "", OrderDetails())
    assert len(statements) <= 14, "\n".join(statements)
