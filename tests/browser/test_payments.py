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
from tests.payments.files import Box, Paid, joined, notice
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
    expect(page.get_by_role("definition").get_by_text("金額が請求書と一致しません。")).to_be_visible()
    visitor.inspect()
    page.locator('input[name="invoice"]').first.check()
    visitor.press("消し込む")
    expect(page.get_by_text("440円足りません", exact=True)).to_be_visible()
    page.locator('textarea[name="comment"]').fill("振込手数料を値引き")
    visitor.press("消し込む")
    expect(page.get_by_text("消し込みました。").first).to_be_visible()
    visitor.open("/desk/payments?state=booked")
    visitor.tap(page.get_by_role("link", name=f"カ){payer}"))
    expect(page.get_by_text("差額(値引き)")).to_be_visible()


@pytest.mark.rule("PAY-1")
@pytest.mark.parametrize(
    ("payer", "window"),
    [("ミナト", {}), ("ミズウミ", {"script": False, "width": 390})],
    ids=["script", "no script"],
)
def test_a_bank_file_is_looked_at_and_taken(
    a_visitor: Callable[..., Visitor], payer: str, window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    with visitor.portal.given():
        sign_in(visitor, people.an_operator())
    page = visitor.page
    visitor.open("/desk/payments")
    data = joined(notice(Box((Paid(7_000, z2h(f"カ){payer}")),))))
    page.locator("[name=file]").set_input_files({"name": "nyukin.txt", "mimeType": "text/plain", "buffer": data})
    visitor.press("内容を確認する")
    visitor.sees_page("取り込む内容の確認")
    visitor.press("取り込む")
    expect(page.get_by_text("取り込みました").first).to_be_visible()
    visitor.inspect()
    visitor.open("/desk/payments")
    csv = f"取引日,入金金額,摘要\n2026/11/20,7000,カ）{payer}\n".encode("cp932")
    page.locator("[name=file]").set_input_files({"name": "nyukin.csv", "mimeType": "text/csv", "buffer": csv})
    visitor.press("内容を確認する")
    visitor.sees_page("CSVの列の割り当て")
    visitor.type({"name": f"見本銀行 {payer}"})
    visitor.press("形式を保存して、内容を確認する")
    visitor.sees_page("取り込む内容の確認")
    _look_after_the_mapping(visitor, f"見本銀行 {payer}")


def _look_after_the_mapping(visitor: Visitor, name: str) -> None:
    """It is mended beside the file or on its own page, and removed: the other window says anew what columns are."""
    visitor.follow("列の割り当てを直す")
    visitor.sees_page("CSVの列の割り当て")
    visitor.open("/desk/payments/mappings")
    visitor.sees_page("CSVの形式")
    visitor.follow(name)
    visitor.sees_heading(name)
    visitor.press("この形式を削除する")
    visitor.sees("保存した形式はありません")


def sign_in(visitor: Visitor, user: User) -> None:
    """Their session in this window."""
    token = sessions.begin(user, "127.0.0.1", "test")
    db.session.commit()
    visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
