"""Renewing by invoice in a browser: licenses are chosen, agreements read, invoices replaced, reminders ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tbc.invoices import house
from tbc.kit.clock import today
from tbc.renewals.unsubscribing import address_of
from tests import people
from tests.browser.renewing import NAMES, OWN, WINDOWS, agree_and_order, begin, come_in, look, take_years, tick, total
from tests.browser.visitor import Visitor
from tests.conftest import settings_for
from tests.organizations.given import an_account, an_organization
from tests.renewals.given import held, ordered, ready

pytestmark = [pytest.mark.browser, pytest.mark.rule("RNW-1"), pytest.mark.rule("RNW-3")]


@pytest.fixture
def a_renewer(a_visitor: Callable[..., Visitor]) -> Callable[..., tuple[Visitor, list[str]]]:
    """A renewal-only customer with three licenses, one of which has ended, signed in."""

    def come(**window: object) -> tuple[Visitor, list[str]]:
        visitor = a_visitor(**window)
        with visitor.portal.given():
            address = f"hanako{id(visitor)}@gmail.com"
            own = people.a_customer("更新　花子", email=address, kind="renewal-only", language=visitor.language)
            made = [
                held(own),
                held(own, product="REDUCED", days=41, quantity=5),
                held(own, product="VBT-STD", days=-18),
            ]
            held(own, product="VBC", ends_on=today() + timedelta(days=1500))
            numbers = [one.license_id for one in made]
            come_in(visitor, own)
        visitor.own |= OWN
        return visitor, numbers

    return come


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_three_licenses_are_renewed_by_one_invoice(
    a_renewer: Callable[..., tuple[Visitor, list[str]]], window: dict[str, object]
) -> None:
    visitor, numbers = a_renewer(**window)
    tick(visitor, numbers)
    take_years(visitor, numbers[0], 3)
    if visitor.script:
        _change_the_third(visitor, numbers[2])
    begin(visitor)
    agree_and_order(visitor, 3)
    letter = visitor.portal.letter(f"hanako{id(visitor)}@gmail.com")
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["application/pdf"]
    assert visitor.untranslated == {}


def _change_the_third(visitor: Visitor, number: str) -> None:
    """Another product is chosen, and the first one again; the sum follows each time, and reloading keeps the choice."""
    page = visitor.page
    for product in ("VBT-PRE", "VBT-STD"):
        page.locator(f"#product-{number}").select_option(product)
        expect(page.locator(".totalbar__sum")).to_contain_text(total(3, product))
    visitor.inspect()
    page.reload()
    expect(page.locator(".totalbar__sum")).to_contain_text(total(3))


@pytest.mark.rule("RNW-8")
@pytest.mark.parametrize("window", WINDOWS[1:], ids=NAMES[1:])
def test_a_manager_replaces_an_invoice_that_waits(a_visitor: Callable[..., Visitor], window: dict[str, object]) -> None:
    visitor = a_visitor(**window)
    page = visitor.page
    house.set_up(settings_for())
    with visitor.portal.given():
        domain = f"renewing{id(visitor)}.co.jp"
        manager = people.a_customer("管理　担当", email=f"kanri@{domain}", language=visitor.language)
        account = an_account(an_organization(manager, domain), manager)
        one = held(account=account)
        old = f"/renewals/{ordered(manager, [one]).id}"
        new = ready(manager, [one], years=2)
        confirm, reminders = f"/renewals/{new.id}/confirm", f"/renewals/reminders/{one.id}"
        come_in(visitor, manager)
    visitor.open("/renewals")
    visitor.sees("お支払い待ちの請求書があります")
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
    visitor.open("/renewals/history")
    visitor.sees_page("契約更新の履歴")
    look(visitor, "d-history")
    visitor.open(reminders)
    visitor.press("このライセンスの案内を止める")
    visitor.sees("更新の案内を止めました。")
    visitor.inspect()


@pytest.mark.rule("RNW-8")
def test_narrowing_the_list_needs_no_button_and_keeps_what_is_chosen(a_visitor: Callable[..., Visitor]) -> None:
    visitor = a_visitor()
    page = visitor.page
    with visitor.portal.given():
        own = people.a_customer("更新　次郎", email=f"jiro{id(visitor)}@gmail.com", kind="renewal-only")
        soon, later = held(own, product="VBT-STD").license_id, held(own, days=400).license_id
        come_in(visitor, own)
    visitor.open("/renewals")
    page.locator(f"#license-{soon}").check()
    expect(page.locator(".totalbar__sum")).to_be_visible()
    page.locator("#ends").select_option("all")
    expect(page.locator(f"#license-{later}")).to_be_visible()
    page.locator("#q").press_sequentially("クラウド")
    expect(page.get_by_text("2件のうち1件を選択中")).to_be_visible()
    expect(page.locator(f"#license-{later}")).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.locator(f"#license-{soon}")).to_be_checked()


@pytest.mark.rule("RNW-8")
@pytest.mark.parametrize("window", WINDOWS[1:], ids=NAMES[1:])
def test_a_contact_without_an_account_ends_their_reminders(
    a_visitor: Callable[..., Visitor], window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    house.set_up(settings_for())
    with visitor.portal.given():
        number = held(people.a_customer()).license_id
        path = "/" + address_of("koushin@takasaki.example.jp", [number]).split("/", 3)[3]
    visitor.open(path)
    visitor.sees_page("更新の案内")
    look(visitor, "e-unsubscribe")
    visitor.press("このアドレスへの案内を止める")
    visitor.sees("更新の案内を止めました。")
    visitor.inspect()
    visitor.press("このアドレスへの案内を再開する")
    visitor.sees("更新の案内を再開しました。")
