"""The whole chain in a real browser: filed, ordered, shipped, received, certified, verified; and sent once more."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, text

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.applications import numbers
from tbc.kit import db
from tbc.kit.catalogues import CATALOGUES
from tests import people
from tests.applications import given
from tests.browser import receiving
from tests.browser.afterwards import file
from tests.browser.conftest import Filer
from tests.browser.portal import BILLING, Portal
from tests.browser.receiving import PO, REFERENCE, Recipient
from tests.browser.visitor import Visitor
from tests.deliveries.making import stock

pytestmark = [pytest.mark.browser]
WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}]
NAMES = ["script", "no script", "narrow", "English"]
COMPANY = given.PARTY["corporate_name"]
PASSED = "UPDATE letters SET sent_at = sent_at - interval '91 days' WHERE recipient = :to"


@pytest.fixture
def a_clerk(a_visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """An operator at the desk."""

    def come(**window: object) -> Visitor:
        visitor = a_visitor(**window)
        with visitor.portal.given():
            staff = people.an_operator()
            staff.language = visitor.language
            token = sessions.begin(staff, "127.0.0.1", "test")
            db.session.commit()
            # Whom other tests have left at the desk may be charged with a request.
            visitor.own |= _own() | set(db.session.scalars(select(User.name).where(User.kind == "staff")))
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
        return visitor

    return come


@pytest.mark.rule("ORD-1")
@pytest.mark.rule("ORD-2")
@pytest.mark.rule("DLV-1")
@pytest.mark.rule("DLV-2")
@pytest.mark.rule("DLV-3")
@pytest.mark.rule("DLV-4")
@pytest.mark.rule("DLV-5")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_from_the_application_to_the_certificate(
    a_filer: Callable[..., Filer],
    a_clerk: Callable[..., Visitor],
    a_visitor: Callable[..., Visitor],
    portal: Portal,
    window: dict[str, object],
) -> None:
    to = f"nouhin-{uuid4().hex[:8]}@takasaki.example.jp"
    # Whoever was here before came from the same address, and has used up what one client may ask for.
    portal.do("DELETE FROM throttles")
    # What other tests have left in stock would be given first.
    portal.do("DELETE FROM stock_codes WHERE given_at IS NULL")
    number = file_for(a_filer(**window), to)
    clerk, visitor = a_clerk(**window), a_visitor(**window)
    visitor.own |= _own()
    recipient = Recipient(visitor, to, enter(clerk, number))
    recipient.reads(recipient.subject("accepted"))
    with visitor.portal.given():
        [code] = stock()
    delivery = ship(clerk, code)
    shipped, password = recipient.reads_both()
    assert shipped == delivery
    assert len(visitor.portal.mailbox.to(to)) == 3

    receiving.is_refused(visitor, shipped, "2" * 17)
    receiving.sign_in(visitor, shipped, password)
    address = receiving.read_certificate(visitor, COMPANY, code, shipped)
    receiving.verify(visitor, address, COMPANY, code)
    visitor.open("/delivery")
    receiving.sign_out(visitor)

    newer = lose_password(recipient, shipped, password)
    newest = ask_staff(recipient, clerk, shipped)
    receiving.is_refused(visitor, shipped, newer)
    receiving.sign_in(visitor, shipped, newest)
    for one in (clerk, visitor):
        if any(CATALOGUES.glob("en/LC_MESSAGES/*.mo")):
            assert one.untranslated == {}


def file_for(filer: Filer, to: str) -> str:
    """The customer files, with an address for the delivery that is this test's own; the number."""
    record = given.content(
        delivery={"email": to, "company": "", "contact_name": ""}, customer_po=PO, reseller_reference=REFERENCE
    )
    with filer.visitor.portal.given():
        db.session.merge(filer.draft).content = record
        db.session.merge(filer.user).language = filer.visitor.language
        db.session.commit()
    filer.visitor.open(f"{filer.path}/check")
    return file(filer.visitor, for_others=False)


def enter(clerk: Visitor, number: str) -> str:
    """Staff type the number from the purchase order; the order's number."""
    clerk.open("/desk/orders/new")
    clerk.field("number").fill(" ".join(numbers.groups(number)))
    clerk.field("number").press("Enter")
    expect(clerk.field("customer_po")).to_have_value(PO)
    clerk.press("この内容で受注を登録する")
    heading = clerk.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("ORDC")
    clerk.inspect()
    found = re.search(r"ORDC[0-9]{7}", heading.inner_text())
    assert found
    return found.group()


def ship(clerk: Visitor, code: str) -> str:
    """From the order's page; the delivery's number."""
    clerk.tap(clerk.page.locator('main a[href$="/ship"]').first)
    expect(clerk.page.get_by_text(code).first).to_be_visible()
    clerk.inspect()
    clerk.press("選んだ行を出荷する")
    heading = clerk.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("SHPC")
    clerk.inspect()
    found = re.search(r"SHPC[0-9]{7}", heading.inner_text())
    assert found
    return found.group()


def lose_password(recipient: Recipient, number: str, password: str) -> str:
    """90 days pass; the right password is told from a wrong one, and a new one asked for."""
    visitor = recipient.visitor
    with visitor.portal.engine.begin() as connection:
        # A letter that was sent is never changed: its trigger rests for this alone.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(PASSED), {"to": recipient.address})
    receiving.is_refused(visitor, number, password)
    visitor.sees("パスワードの有効期限（90日間）が過ぎています。再発行してください。")
    visitor.follow("パスワードを再発行する", visitor.page.get_by_role("main"))
    visitor.sees_page("パスワードを再発行する")
    receiving.ask_anew(visitor, number)
    again, newer = recipient.reads_both(visitor.words("再送:"))
    assert again == number
    receiving.is_refused(visitor, number, password)
    receiving.sign_in(visitor, number, newer)
    receiving.sign_out(visitor)
    return newer


def ask_staff(recipient: Recipient, clerk: Visitor, number: str) -> str:
    """Everything is lost once more, and staff answer the request; the newest password."""
    visitor, box = recipient.visitor, recipient.visitor.portal.mailbox
    for letter in box.to(recipient.address):
        box.messages.remove(letter)
    requester = {
        "company": COMPANY,
        "department": "管理部",
        "name": "見本　さくら",
        "phone": "0567-55-3265",
        "email": f"sakura-{uuid4().hex[:8]}@takasaki.example.jp",
        "prefecture": "三重県",
        "city": "桑名郡木曽岬町",
    }
    receiving.ask_resend(visitor, recipient.order, requester)
    receipt = visitor.portal.letter(requester["email"])
    assert str(receipt["Subject"]).startswith(visitor.words("電子納品再送受付"))
    clerk.open("/desk/requests?q=" + requester["email"])
    clerk.inspect()
    clerk.tap(clerk.page.locator('main a[href*="/desk/requests/"]').filter(has_text=COMPANY).first)
    expect(clerk.page.get_by_text(number).first).to_be_visible()
    clerk.own |= set(requester.values())
    clerk.inspect()
    clerk.press("この納品を再送する")
    clerk.sees("決定しました。依頼した方にメールで知らせます。")
    assert str(visitor.portal.letter(requester["email"], 1)["Subject"]).startswith(
        visitor.words("電子納品再送のご連絡")
    )
    again, newest = recipient.reads_both(visitor.words("再送:"))
    assert again == number
    return newest


def _own() -> set[str]:
    """Japanese that was typed, and who issues certificates."""
    record = given.content()
    sections = (record["end_user"], record["reseller"])
    typed = {str(value) for section in sections for value in section.values() if value}
    return typed | {BILLING["TBC_ISSUER_NAME"], BILLING["TBC_ISSUER_ADDRESS"]}
