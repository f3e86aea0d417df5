"""Orders in a browser: a number read by a scanner, a slip, the contract, the order, its cancelling; and a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tbc.accounts import sessions
from tbc.applications import numbers
from tbc.kit import db
from tests import people
from tests.browser.visitor import Visitor
from tests.orders.making import an_application
from tests.orders.sheets import a_sheet

pytestmark = [pytest.mark.browser, pytest.mark.rule("ORD-1")]
WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}]
NAMES = ["script", "no script", "narrow", "English"]
NEW = "new-address@takasaki.example.jp"


@dataclass
class Clerk:
    """Somebody who enters orders, and the number of an application that waits for its own."""

    visitor: Visitor
    number: str


@pytest.fixture
def a_clerk(a_visitor: Callable[..., Visitor]) -> Callable[..., Clerk]:
    """An operator at the desk."""

    def come(**window: object) -> Clerk:
        visitor = a_visitor(**window)
        with visitor.portal.given():
            staff = people.an_operator()
            staff.language = visitor.language
            number = an_application(record={"customer_po": "PO-1"}).number or ""
            token = sessions.begin(staff, "127.0.0.1", "test")
            db.session.commit()
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
        return Clerk(visitor, number)

    return come


@pytest.mark.rule("ORD-3")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_number_is_read_the_order_entered_corrected_and_cancelled(
    a_clerk: Callable[..., Clerk], window: dict[str, object]
) -> None:
    clerk = a_clerk(**window)
    visitor, page = clerk.visitor, clerk.visitor.page
    visitor.open("/desk/orders/new")
    visitor.sees_page("受注を登録する")
    slip = "Z" if clerk.number[9] != "Z" else "Y"
    _scan(visitor, clerk.number[:9] + slip + clerk.number[10:])
    expect(page.locator("#entry .error-summary")).to_contain_text("3")
    visitor.inspect()
    _scan(visitor, " ".join(numbers.groups(clerk.number)).lower())
    expect(visitor.field("customer_po")).to_have_value("PO-1")
    visitor.inspect()
    visitor.type({"customer_po": "PO-2", "dealer_note": "急ぎ"})
    visitor.press("この内容で受注を登録する")
    expect(page.locator(".notice--warn")).to_contain_text("PO-1")
    visitor.inspect()
    visitor.press("この内容で受注を登録する")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ORDC")
    expect(page.locator("del")).to_contain_text("PO-1")
    visitor.inspect()
    order = page.url
    visitor.tap(page.locator('a[href$="/delivery-email"]'))
    visitor.sees_page("納品先メールアドレスを直す")
    visitor.type({"email": NEW})
    visitor.press("このアドレスに直す")
    expect(page.get_by_text(NEW).first).to_be_visible()
    visitor.open(f"{order}/cancellation")
    visitor.sees_page("受注を取り消す")
    visitor.type({"reason": "注文の取り消しのため"})
    visitor.tap(page.locator('button[value="cancel"]'))
    visitor.sees("この受注は取り消されています")
    visitor.open("/desk/orders")
    visitor.sees_heading(visitor.words("受注") if visitor.language == "ja" else page.locator("h1").inner_text())


@pytest.mark.parametrize("window", WINDOWS[1:3], ids=NAMES[1:3])
def test_a_sheet_is_looked_at_and_its_good_rows_entered(
    a_clerk: Callable[..., Clerk], window: dict[str, object]
) -> None:
    clerk = a_clerk(**window)
    visitor, page = clerk.visitor, clerk.visitor.page
    visitor.open("/desk/orders/batch")
    visitor.sees_page("受注をまとめて登録する")
    body = a_sheet((clerk.number, "PO-2", "12345678", ""), ("XXXX", "", "", ""))
    page.locator('[name="file"]').set_input_files({"name": "受注.xlsx", "mimeType": "", "buffer": body})
    visitor.press("内容を確認する")
    visitor.sees_page("登録する受注の確認")
    visitor.tap(page.locator('button[value="good"]'))
    visitor.sees_page("まとめて登録した結果")
    expect(page.get_by_role("link", name=re.compile("ORDC"))).to_have_count(1)


def _scan(visitor: Visitor, number: str) -> None:
    """As a scanner does it: the characters, and Enter."""
    visitor.field("number").fill(number)
    visitor.field("number").press("Enter")
