"""Renewing by invoice in a browser: licenses are chosen, agreements read, the invoice comes, a payment extends them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tbc.accounts import sessions
from tbc.invoices import house
from tbc.kit import db
from tbc.kit.clock import today
from tbc.renewals.models import Renewal
from tests import people
from tests.browser.visitor import Visitor
from tests.conftest import settings_for
from tests.organizations.given import an_account, an_organization
from tests.renewals.given import LINE, PAYER, held, ordered, paid, ready

pytestmark = [pytest.mark.browser, pytest.mark.rule("RNW-1"), pytest.mark.rule("RNW-3")]
WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}]
NAMES = ["script", "no script", "narrow"]
PICTURES = os.environ.get("TBC_RENEWAL_PICTURES", "")


def look(visitor: Visitor, name: str) -> None:
    """Keep a picture of the page, if somebody wants to look at it."""
    if PICTURES:
        width = visitor.page.viewport_size["width"] if visitor.page.viewport_size else 0
        visitor.page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{visitor.script}.png", full_page=True)


@pytest.fixture
def a_renewer(a_visitor: Callable[..., Visitor]) -> Callable[..., tuple[Visitor, list[str]]]:
    """A renewal-only customer with three licenses, one of which has ended, signed in."""

    def come(**window: object) -> tuple[Visitor, list[str]]:
        visitor = a_visitor(**window)
        with visitor.portal.given():
            own = people.a_customer("更新　花子", email=f"hanako{id(visitor)}@gmail.com", kind="renewal-only")
            made = [
                held(own),
                held(own, product="REDUCED", days=41, quantity=5),
                held(own, product="VBT-STD", days=-18),
            ]
            held(own, product="VBC", ends_on=today() + timedelta(days=1500))
            token = sessions.begin(own, "127.0.0.1", "test")
            numbers = [one.license_id for one in made]
            db.session.commit()
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
        return visitor, numbers

    return come


@pytest.mark.rule("RNW-4")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_three_licenses_are_renewed_by_one_invoice(
    a_renewer: Callable[..., tuple[Visitor, list[str]]], window: dict[str, object]
) -> None:
    visitor, numbers = a_renewer(**window)
    page = visitor.page
    visitor.open("/renewals?ends=all")
    visitor.sees_page("契約更新")
    look(visitor, "1-list")
    for number in numbers:
        page.locator(f"#license-{number}").check()
        if visitor.script:
            expect(page.locator(f"#years-{number}")).to_be_visible()
    if not visitor.script:
        visitor.press("選んだ内容で金額を計算する")
    page.locator(f"#years-{numbers[0]}").select_option("3")
    if visitor.script:
        expect(page.locator(".totalbar__sum")).to_contain_text(_total(3))
        page.locator(f"#product-{numbers[2]}").select_option("VBT-PRE")
        expect(page.locator(".totalbar__sum")).to_contain_text(_total(3, "VBT-PRE"))
        page.locator(f"#product-{numbers[2]}").select_option("VBT-STD")
        expect(page.locator(".totalbar__sum")).to_contain_text(_total(3))
        visitor.inspect()
    look(visitor, "2-chosen")
    visitor.press("まとめて契約更新を申し込む")
    visitor.sees_page("ご請求先")
    visitor.type({name: text for name, text in PAYER.items() if text})
    look(visitor, "3-payer")
    visitor.press("使用許諾契約書へ進む")
    visitor.sees_page("使用許諾契約書")
    look(visitor, "4-agreement")
    visitor.press("同意して、お申し込み内容を確認する")
    visitor.sees_page("お申し込み内容と個人情報の取扱い")
    look(visitor, "5-personal-data")
    visitor.press("同意して、お申し込み内容を完了する")
    visitor.sees_page("最終確認")
    expect(page.get_by_text(_total(3)).first).to_be_visible()
    look(visitor, "6-confirm")
    visitor.press("この内容で契約更新を申し込む")
    visitor.sees_page("お申し込みを受け付けました")
    expect(page.get_by_text(_total(3)).first).to_be_visible()
    look(visitor, "7-done")
    letter = visitor.portal.letter(f"hanako{id(visitor)}@gmail.com")
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["application/pdf"]
    _pay(visitor, UUID(page.url.rsplit("/", 1)[1]))
    page.reload()
    visitor.sees_page("契約を更新しました")
    look(visitor, "8-paid")


@pytest.mark.rule("RNW-8")
@pytest.mark.parametrize("window", WINDOWS[1:], ids=NAMES[1:])
def test_a_manager_replaces_an_invoice_that_waits(a_visitor: Callable[..., Visitor], window: dict[str, object]) -> None:
    visitor = a_visitor(**window)
    page = visitor.page
    house.set_up(settings_for())
    with visitor.portal.given():
        domain = f"renewing{id(visitor)}.co.jp"
        manager = people.a_customer("管理　担当", email=f"kanri@{domain}")
        account = an_account(an_organization(manager, domain), manager)
        one = held(account=account)
        old = f"/renewals/{ordered(manager, [one]).id}"
        new = ready(manager, [one], years=2)
        confirm, reminders = f"/renewals/{new.id}/confirm", f"/renewals/reminders/{one.id}"
        token = sessions.begin(manager, "127.0.0.1", "test")
        db.session.commit()
    page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
    visitor.open("/renewals")
    visitor.sees("お支払い待ちの請求書があります")
    visitor.inspect()
    look(visitor, "a-waiting")
    visitor.open(confirm)
    visitor.press("この内容で契約更新を申し込む")
    visitor.sees("お支払い待ちの請求書があります。取り消してよいか確認してください。")
    visitor.inspect()
    look(visitor, "b-replaces")
    page.locator("#replaces-1").check()
    visitor.press("この内容で契約更新を申し込む")
    visitor.sees_page("お申し込みを受け付けました")
    visitor.open(old)
    visitor.sees_page("取り消された契約更新")
    look(visitor, "c-cancelled")
    visitor.open("/renewals/history")
    visitor.sees_page("契約更新の履歴")
    look(visitor, "d-history")
    visitor.open(reminders)
    visitor.press("このライセンスの案内を止める")
    visitor.sees("更新の案内を止めました。")
    visitor.inspect()
    look(visitor, "e-reminders")


def _total(years: int, third: str = "VBT-STD") -> str:
    """What the three cost together: 20 for so many years, 5 at the reduced rate, 20 that have ended."""
    standard = 20 * LINE["VBC"][1] * years + 20 * LINE[third][1]
    reduced = 5 * LINE["REDUCED"][1]
    return f"{standard + standard // 10 + reduced + reduced * 8 // 100:,}円"


def _pay(visitor: Visitor, renewal_id: UUID) -> None:
    """The transfer has come."""
    house.set_up(settings_for())
    with visitor.portal.given():
        paid(db.session.get_one(Renewal, renewal_id))
