"""Reconciliation in a browser: the queue, a transfer with its candidates, a difference that is decided (PAY-2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from jaconv import z2h
from playwright.sync_api import expect

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.kit import db
from tests import people
from tests.browser.visitor import Visitor
from tests.payments.files import Paid
from tests.payments.making import accounts_known, an_open_invoice, brought

pytestmark = [pytest.mark.browser, pytest.mark.rule("PAY-2")]


@pytest.mark.parametrize(
    ("payer", "window"),
    [("アオバ", {}), ("サクラ", {"script": False}), ("ヒカリ", {"width": 390, "touch": True})],
    ids=["script", "no script", "narrow"],
)
def test_a_clerk_settles_a_transfer_that_is_a_fee_short(
    a_visitor: Callable[..., Visitor], payer: str, window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    with visitor.portal.given(), accounts_known():
        an_open_invoice(110_440, f"カ）{payer}")
        an_open_invoice(98_000, "カ）ソノタ")
        brought(Paid(110_000, z2h(f"カ){payer}")), Paid(98_000, z2h(f"ヤマダ {payer}")))
        sign_in(visitor, people.an_operator())
    page = visitor.page
    visitor.open("/desk/payments")
    visitor.sees_page("入金の消込")
    visitor.inspect()
    visitor.tap(page.get_by_role("link", name=f"カ){payer}"))
    expect(page.get_by_text("金額が請求書と一致しません。").first).to_be_visible()
    visitor.inspect()
    page.locator('input[name="invoice"]').first.check()
    visitor.press("消し込む")
    expect(page.get_by_text("440円足りません")).to_be_visible()
    page.locator('textarea[name="comment"]').fill("振込手数料を値引き")
    visitor.press("消し込む")
    expect(page.get_by_text("消し込みました。").first).to_be_visible()
    visitor.open("/desk/payments?state=booked")
    visitor.tap(page.get_by_role("link", name=f"カ){payer}"))
    expect(page.get_by_text("差額(値引き)")).to_be_visible()


def sign_in(visitor: Visitor, user: User) -> None:
    """Their session in this window."""
    token = sessions.begin(user, "127.0.0.1", "test")
    db.session.commit()
    visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
