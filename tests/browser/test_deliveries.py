"""The pages of deliveries and of the stock in a real browser: accessible, and as wide as the window."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

import pytest

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.catalog.models import ProductFile
from tbc.kit import db
from tests import people
from tests.applications.given import ITEM, a_product
from tests.browser.inspection import axe_violations, sideways
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.deliveries.making import Shipped, a_code, a_shipped, stock
from tests.licenses.making import a_license
from tests.orders.making import an_order

pytestmark = [pytest.mark.browser, pytest.mark.rule("UX-1")]
OTHER = "SGS-PLUS"
BODY = b"A manual."


def signed_in(visitor: Visitor, user: User) -> Visitor:
    """The browser of somebody with an account; within `given`."""
    token = sessions.begin(user, "127.0.0.1", "test")
    db.session.commit()
    visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
    return visitor


def look_at(visitor: Visitor, path: str) -> None:
    """Open a page, and find nothing wrong with it."""
    visitor.page.goto(visitor.portal.address + path)
    sound(visitor, path)


def sound(visitor: Visitor, what: str) -> None:
    assert axe_violations(visitor.page) == [], what
    assert sideways(visitor.page) == {}, what


def two_products() -> list[dict[str, str]]:
    """Lines of two products, the first of which has a manual."""
    a_product(OTHER, name_ja="サンプルガード サーバ保護 Plus", name_en="Sample Guard Server Plus")
    manual = ProductFile(
        product_code=a_product().code,
        kind="manual",
        name_ja="導入ガイド",
        name_en="Guide",
        file_name="guide.pdf",
        version="14.2",
        body=BODY,
        size=len(BODY),
        sha256=sha256(BODY).hexdigest(),
    )
    db.session.add(manual)
    db.session.commit()
    return [ITEM, ITEM | {"product": OTHER, "quantity": "25"}]


@pytest.mark.rule("DLV-3")
@pytest.mark.rule("DLV-4")
def test_the_delivery_site_is_sound(a_visitor: Callable[..., Visitor], portal: Portal) -> None:
    with portal.given():
        filer = people.a_customer()
        new = a_shipped(an_order(items=two_products(), filer=filer, customer_po="4500002669"))
        held = a_license()
        more = a_shipped(an_order("renewal", [ITEM | {"license_id": held.license_id}]), stocked=False)
        told = [(one.delivery.number, one.password) for one in (new, more)]
        own = f"/deliveries/{new.delivery.id}"
        member = signed_in(a_visitor(), filer)
    recipient = a_visitor()
    for path in ("/delivery/sign-in", "/delivery/reissue", "/delivery/reissued"):
        look_at(recipient, path)
    for number, password in told:
        recipient.page.context.clear_cookies(name="tbc_delivery")
        recipient.page.goto(portal.address + "/delivery")
        recipient.page.fill("[name=delivery_number]", number)
        recipient.page.fill("[name=password]", password)
        recipient.page.click("main button[type=submit]")
        recipient.page.wait_for_url("**/delivery")
        sound(recipient, number)
    look_at(member, own)


@pytest.mark.rule("DLV-1")
def test_the_desk_of_deliveries_is_sound(a_visitor: Callable[..., Visitor], portal: Portal) -> None:
    with portal.given():
        items = two_products()
        delivery = _shipped(items).delivery.id
        order: UUID = an_order(items=items).id
        stock(amount=3)
        clerk = signed_in(a_visitor(), people.an_operator())
    paths = ("deliveries", "deliveries/waiting", "stock", "stock/SGE-ADV", "stock/bring")
    for path in (*paths, f"deliveries/{delivery}", f"orders/{order}/ship"):
        look_at(clerk, f"/desk/{path}")
    for codes in (f"{a_code()}\nNONSENSE", a_code()):
        clerk.page.goto(portal.address + "/desk/stock/bring?product=SGE-ADV")
        clerk.page.fill("[name=pasted]", codes)
        clerk.page.click("main form button[type=submit]")
        clerk.page.wait_for_load_state()
        sound(clerk, codes)


def _shipped(items: list[dict[str, str]]) -> Shipped:
    return a_shipped(an_order(items=items, reseller_reference="12345678"))
