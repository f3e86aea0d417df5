"""Shipping: what becomes of order, application, licenses and codes, and what refuses it (DLV-1, LIC-1)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.audit.queries import list_about
from tbc.deliveries import rules
from tbc.deliveries.models import Delivery, StockCode
from tbc.deliveries.queries import get_contents
from tbc.deliveries.service.shipping import ship
from tbc.kit.clock import today
from tbc.licenses.models import License, LicenseCode
from tbc.mail.models import Letter
from tbc.orders import queries as orders
from tbc.orders.models import Order
from tests.applications.given import ITEM, a_product
from tests.deliveries.making import a_code, a_delivery, stock
from tests.licenses.making import a_license
from tests.orders.making import an_order
from tests.people import acting, an_operator

pytestmark = [pytest.mark.usefixtures("session"), pytest.mark.rule("DLV-1")]
TWO = [ITEM, ITEM | {"product": "SGS-PLUS", "quantity": "25"}]


def test_all_lines_become_one_delivery_with_a_number_and_licenses(session: Session) -> None:
    a_product("SGS-PLUS")
    order = an_order(items=TWO)
    delivery = a_delivery(order)
    assert re.fullmatch("SHPC[0-9]{7}", delivery.number)
    contents = get_contents(delivery)
    assert [(line.position, line.product.code, len(line.codes)) for line in contents.lines] == [
        (1, "SGE-ADV", 1),
        (2, "SGS-PLUS", 1),
    ]
    assert session.scalar(select(func.count()).select_from(License)) == 2
    license_ = session.get_one(License, contents.lines[0].license_id)
    assert (license_.quantity, license_.starts_on) == (300, today())
    held = select(LicenseCode.code).where(LicenseCode.license_id == license_.id)
    assert session.scalars(held).all() == list(contents.lines[0].codes)


def test_order_and_application_are_shipped_and_everybody_can_read_it(session: Session) -> None:
    delivery = a_delivery()
    order = session.get_one(Order, delivery.order_id)
    application = session.get_one(Application, order.application_id)
    assert (order.state, order.is_begun, application.state) == ("shipped", True, "shipped")
    assert order.shipped_at is not None
    (event,) = list_about("delivery", delivery.id)
    assert event.act == "delivery-shipped"
    codes = [code for line in get_contents(delivery).lines for code in line.codes]
    assert not any(code in str(event.details) for code in codes)


def test_an_order_may_have_several_deliveries(session: Session) -> None:
    a_product("SGS-PLUS")
    order = an_order(items=TWO)
    first = a_delivery(order, positions=[2])
    assert (order.state, order.is_begun) == ("entered", True)
    second = a_delivery(order)
    assert [line.position for line in get_contents(second).lines] == [1]
    assert first.number != second.number
    assert order.state == "shipped"
    with pytest.raises(rules.NotToShip):
        a_delivery(order)


def test_a_line_is_not_delivered_twice(session: Session) -> None:
    a_product("SGS-PLUS")
    order = an_order(items=TWO)
    a_delivery(order, positions=[1])
    for positions in ([1], [1, 2], [7], []):
        with pytest.raises(rules.NothingToShip):
            a_delivery(order, positions=positions)


def test_a_missing_code_stops_shipping_before_anything_is_changed_or_sent(session: Session) -> None:
    a_product("SGS-PLUS")
    order = an_order(items=TWO)
    stock("SGE-ADV")
    before = _everything(session)
    with pytest.raises(rules.OutOfStock) as refused:
        a_delivery(order, stocked=False)
    assert (refused.value.product, refused.value.needed, refused.value.there) == ("SGS-PLUS", 1, 0)
    session.commit()
    assert _everything(session) == before
    assert order.state == "entered"


def test_a_code_that_an_imported_license_has_is_given_to_nobody(session: Session) -> None:
    held, free = stock(amount=2)
    a_license(codes=[held])
    (line,) = get_contents(a_delivery(an_order(), stocked=False)).lines
    assert line.codes == (free,)


def test_a_license_that_is_not_known_stops_shipping_too(session: Session) -> None:
    from tbc.licenses.service.applying import LicenseUnknown

    order = an_order("renewal")
    before = _everything(session)
    with pytest.raises(LicenseUnknown):
        a_delivery(order, stocked=False)
    session.commit()
    assert _everything(session) == before


def test_a_code_per_unit_takes_as_many_as_the_line_has(session: Session) -> None:
    a_product(code_kind="serial-number", codes_per="unit")
    serials = [f"{number:010}" for number in range(3)]
    session.add_all(StockCode(product_code="SGE-ADV", kind="serial-number", code=code) for code in serials)
    order = an_order(items=[ITEM | {"quantity": "3"}])
    (line,) = get_contents(a_delivery(order, stocked=False)).lines
    assert list(line.codes) == serials


def test_codes_may_come_with_the_shipment(session: Session) -> None:
    typed = a_code()
    delivery = a_delivery(an_order(), stocked=False, codes={1: [f" {typed.lower()} "]})
    assert get_contents(delivery).lines[0].codes == (typed,)


def test_a_code_that_lies_in_stock_may_be_chosen(session: Session) -> None:
    codes = stock(amount=3)
    delivery = a_delivery(an_order(), stocked=False, codes={1: [codes[2]]})
    assert get_contents(delivery).lines[0].codes == (codes[2],)
    assert session.scalar(select(func.count()).where(StockCode.given_at.is_(None))) == 2


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        ([a_code(), a_code()], "count"),
        (["SG-1"], "shape"),
        (["given"], "taken"),
        (["of another product"], "taken"),
        (["imported"], "taken"),
    ],
)
def test_codes_that_cannot_be_given_are_refused(codes: list[str], reason: str, session: Session) -> None:
    named = {
        "given": lambda: get_contents(a_delivery()).lines[0].codes[0],
        "of another product": lambda: stock("SGS-PLUS")[0],
        "imported": lambda: _imported(a_code()),
    }
    codes = [named[code]() if code in named else code for code in codes]
    with pytest.raises(rules.CodesFaulty) as refused:
        a_delivery(an_order(), stocked=False, codes={1: codes})
    assert refused.value.reason == reason


def test_the_same_code_cannot_be_given_to_two_lines(session: Session) -> None:
    a_product("SGS-PLUS")
    code = a_code()
    with pytest.raises(rules.CodesFaulty, match="double"):
        a_delivery(an_order(items=TWO), stocked=False, codes={1: [code], 2: [code]})


def test_a_renewal_brings_codes_only_where_the_product_says_so(session: Session) -> None:
    held = a_license()
    plain = an_order("renewal", [ITEM | {"license_id": held.license_id}])
    assert get_contents(a_delivery(plain, stocked=False)).has_codes is False
    a_product().codes_with = ["new", "renewal"]
    offline = an_order("renewal", [ITEM | {"license_id": held.license_id}])
    contents = get_contents(a_delivery(offline))
    assert (contents.has_codes, contents.is_new) == (True, False)


def test_what_is_not_electronic_notes_tracking_and_sends_no_mails(session: Session) -> None:
    a_product("SGA-BOX", electronic_delivery=False, code_kind="none")
    order = an_order(items=[ITEM | {"product": "SGA-BOX"}])
    sent = select(func.count()).where(Letter.kind.like("delivery-%"))
    with pytest.raises(rules.TrackingMissing):
        a_delivery(order, stocked=False)
    delivery = a_delivery(order, stocked=False, tracking="見本運輸 1234-5678")
    assert (delivery.is_electronic, delivery.password_hash, delivery.sent_to) == (False, None, "")
    assert delivery.tracking == "見本運輸 1234-5678"
    assert session.scalar(sent) == 0


def test_a_delivery_is_either_electronic_or_not(session: Session) -> None:
    a_product("SGA-BOX", electronic_delivery=False, code_kind="none")
    order = an_order(items=[ITEM, ITEM | {"product": "SGA-BOX"}])
    with pytest.raises(rules.MixedDelivery):
        a_delivery(order, tracking="1234")


def test_a_number_and_its_order_never_change(session: Session) -> None:
    delivery = a_delivery()
    with pytest.raises(IntegrityError, match="keeps its number"), session.begin_nested():
        session.execute(update(Delivery).where(Delivery.id == delivery.id).values(number="SHPC0000000"))


def test_a_code_that_was_given_stays_given(session: Session) -> None:
    a_delivery()
    free = update(StockCode).values(given_at=None, delivery_id=None, position=None)
    with pytest.raises(IntegrityError, match="stays given"), session.begin_nested():
        session.execute(free)


@pytest.mark.rule("LIC-1")
def test_additions_enlarge_and_renewals_extend_the_license_of_the_line(session: Session) -> None:
    held = a_license(shipped_on=date(2026, 4, 1))
    for kind in ("additional", "renewal"):
        a_delivery(an_order(kind, [ITEM | {"license_id": held.license_id, "quantity": "20"}]))
    assert (held.quantity, held.ends_on) == (320, date(2032, 3, 31))


def test_a_cancelled_order_is_not_shipped(session: Session) -> None:
    order = an_order()
    order.cancel_asked_at = order.entered_at
    session.commit()
    with pytest.raises(rules.NotToShip):
        ship(acting(an_operator()), order)


def _imported(code: str) -> str:
    a_license(codes=[code])
    return code


def _everything(session: Session) -> list[int]:
    """How many rows of everything that shipping makes there are, and how many codes are given."""
    counted = [
        session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Delivery, License, LicenseCode, Letter)
    ]
    return [*counted, session.scalar(select(func.count()).where(StockCode.given_at.is_not(None))) or 0]


def test_the_order_is_found_locked(session: Session) -> None:
    """The factory ships as staff do: by the order that it has locked."""
    assert orders.lock_order(acting(an_operator()), an_order().id) is not None
