"""The clerk's desk by keyboard alone: ten odd transfers are cleared, and the figures are right afterwards (PAY-2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tbc.invoices.models import Invoice
from tbc.kit import db
from tbc.payments.models import BankFile, Booking, Reconciliation, Transfer
from tbc.payments.service.deciding import discard
from tests import people
from tests.browser.test_payments import sign_in
from tests.browser.visitor import Visitor
from tests.payments.files import Paid
from tests.payments.making import DAY, STAFF, accounts_known, an_open_invoice, brought, invoices

pytestmark = [pytest.mark.browser, pytest.mark.rule("PAY-2")]

# In the order of the queue: the last of a file comes first. The key of each is what its payer is called.
CAME = [
    Paid(88_000, "ﾍﾝｷﾝ ｽﾙｿﾞｳ"),
    Paid(30_000, "ｶ)ﾌﾀﾂﾃﾞﾋﾄﾂ"),
    Paid(20_000, "ｶ)ﾌﾀﾂﾃﾞﾋﾄﾂ"),
    Paid(70_000, "ｶ)ﾋﾄﾂﾃﾞﾌﾀﾂ"),
    Paid(44_000, "ｶ)ｵﾅｼﾞｶﾞｸ"),
    Paid(55_000, "ﾀﾞﾚｶ"),
    Paid(66_000, "ｶ)ﾄﾘｹｼ"),
    Paid(77_000, "ｶ)ｼﾂｺｳ"),
    Paid(99_000, "ｶ)ﾆｼﾞﾕｳ"),
    Paid(109_340, "ｶ)ﾃｽｳﾘﾖｳ"),
    Paid(10_999, "ｶ)ｲﾁｴﾝ"),
]


def given() -> None:
    """Invoices that each of the transfers nearly fits; one that was paid, one cancelled, one that lapsed.

    The portal is shared: what waits there of other tests is put aside.
    """
    for other in db.session.scalars(select(Transfer.id).where(Transfer.state == "waiting")).all():
        discard(STAFF, other, "ほかの試験の入金")
    an_open_invoice(11_000, "カ）イチエン")
    an_open_invoice(110_000, "カ）テスウリョウ")
    an_open_invoice(99_000, "カ）ニジュウ")
    brought(Paid(99_000, "ｶ)ﾆｼﾞﾕｳ", DAY - timedelta(3)), name="clearing-before.txt")
    invoices([{"amount": 77_000, "name": "カ）シツコウ", "state": "lapsed"}])
    invoices([{"amount": 66_000, "name": "カ）トリケシ", "state": "cancelled"}])
    an_open_invoice(55_000, "カ）シラナイ")
    invoices({"amount": 44_000, "name": "カ）オナジガク"} for _time in range(2))
    invoices({"amount": amount, "name": "カ）ヒトツデフタツ"} for amount in (30_000, 40_000))
    an_open_invoice(50_000, "カ）フタツデヒトツ")
    brought(*CAME, name="clearing-today.txt")


@dataclass
class Desk:
    """The page of transfers, worked by keys."""

    page: Page

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def because(self, reason: str) -> None:
        """The field for the reason has the focus; it is filled in and the act confirmed."""
        expect(self.page.locator("#deciding textarea")).to_be_focused()
        self.page.keyboard.type(reason)
        self.keys("Control+Enter")

    def sees(self, payer: str) -> None:
        """That payer's transfer has come; it has the focus and was said."""
        expect(self.page.locator("h1")).to_contain_text(payer)
        expect(self.page.locator("#transfer")).to_be_focused()
        expect(self.page.locator("[data-said]")).to_contain_text(payer)


def test_ten_odd_transfers_are_cleared_by_keyboard_alone(a_visitor: Callable[..., Visitor]) -> None:
    visitor = a_visitor()
    with visitor.portal.given(), accounts_known():
        given()
        sign_in(visitor, people.an_operator())
        first = db.session.scalars(select(Transfer.id).where(Transfer.payer_name.contains("ｲﾁｴﾝ"))).one()
    visitor.open(f"/desk/payments/{first}")
    desk = Desk(visitor.page)
    _lack_one_yen(desk, visitor)
    desk.sees("テスウリヨウ")
    _differ_by_the_fee_and_take_it_back(desk)
    desk.sees("ニジユウ")
    _pay_back(desk, "二重の振込。電話で確認")
    desk.sees("シツコウ")
    desk.keys("1", "b")
    desk.sees("トリケシ")
    _pay_back(desk, "取り消した更新")
    desk.sees("ダレカ")
    _find_by_name(desk)
    desk.sees("オナジガク")
    desk.keys("2", "b")
    desk.sees("ヒトツデフタツ")
    desk.keys("1", "2", "b")
    desk.sees("フタツデヒトツ")
    _settle_by_two(desk)
    desk.sees("ヘンキン スルゾウ")
    _put_aside_the_last(desk)
    with visitor.portal.given():
        _assert_right()


def _lack_one_yen(desk: Desk, visitor: Visitor) -> None:
    """The keys are looked up, the invoice is chosen, and the yen that lacks is decided on."""
    desk.keys("?")
    expect(desk.page.locator("#keys")).to_be_visible()
    desk.keys("Escape")
    expect(desk.page.locator("#transfer")).to_be_focused()
    desk.keys("1")
    expect(desk.page.get_by_text("選んだ請求書 1件、合計 11,000円。差額 −1円")).to_be_visible()
    desk.keys("b")
    expect(desk.page.get_by_text("1円足りません", exact=True)).to_be_visible()
    visitor.inspect()
    desk.because("1円の不足は値引き")


def _pay_back(desk: Desk, reason: str) -> None:
    desk.keys("r")
    expect(desk.page.locator("[data-said]")).to_contain_text("理由を入力し")
    desk.because(reason)


def _settle_by_two(desk: Desk) -> None:
    desk.keys("1", "Shift+1")
    expect(desk.page.get_by_text("合計 50,000円。差額 0円")).to_be_visible()
    desk.keys("b")


def _put_aside_the_last(desk: Desk) -> None:
    """There is none above it to go to; behind it the queue is empty."""
    desk.keys("k", "d")
    desk.because("預り金の返金")
    expect(desk.page.locator("h1")).to_have_text("入金の消込")
    expect(desk.page.get_by_text("要確認の入金はありません")).to_be_visible()


def _differ_by_the_fee_and_take_it_back(desk: Desk) -> None:
    """Settled with a difference, taken back, and settled again."""
    for reason in ("振込手数料を値引き", "振込手数料660円を値引き"):
        desk.keys("1", "b")
        expect(desk.page.get_by_text("660円足りません", exact=True)).to_be_visible()
        desk.because(reason)
        desk.sees("ニジユウ")
        if reason == "振込手数料を値引き":
            desk.keys("u")
            desk.sees("テスウリヨウ")
            desk.keys("u")
            desk.because("理由の書き直し")
            expect(desk.page.locator("[data-said]")).to_contain_text("消込を取り消しました。")
            desk.sees("テスウリヨウ")


def _find_by_name(desk: Desk) -> None:
    desk.keys("/")
    desk.page.keyboard.type("シラナイ")
    desk.keys("Enter")
    expect(desk.page.locator("#transfer")).to_be_focused()
    expect(desk.page.locator("[data-number]")).to_have_count(1)
    desk.keys("1", "b")


def _assert_right() -> None:
    """Each transfer and each invoice has become what it should, to the yen."""
    files = select(BankFile.id).where(BankFile.file_name.in_(["clearing-before.txt", "clearing-today.txt"]))
    rows = db.session.scalars(select(Transfer).where(Transfer.bank_file_id.in_(files)).order_by(Transfer.amount)).all()
    assert len(rows) == len(CAME) + 1
    left = [(one.amount, one.state) for one in rows if one.state != "booked"]
    assert left == [(66_000, "refund"), (88_000, "discarded"), (99_000, "refund")]
    acts = select(Booking.reconciliation_id).where(Booking.transfer_id.in_([one.id for one in rows]))
    made = db.session.scalars(select(Booking).where(Booking.reconciliation_id.in_(acts))).all()
    standing = [one for one in made if not one.is_undone]
    booked = sum(one.amount for one in rows if one.state == "booked")
    assert sum(one.amount for one in standing if one.kind == "transfer") == booked
    assert sorted(one.amount for one in standing if one.kind == "difference") == [1, 660]
    settled = {one.invoice_id for one in standing}
    paid = db.session.scalars(select(Invoice).where(Invoice.document_id.in_(settled))).all()
    assert {one.state for one in paid} == {"paid"}
    assert sum(one.amount for one in paid) == booked + 661
    undone = select(Reconciliation.undone_because).where(
        Reconciliation.id.in_(acts), Reconciliation.undone_at.is_not(None)
    )
    assert db.session.scalars(undone).all() == ["理由の書き直し"]
