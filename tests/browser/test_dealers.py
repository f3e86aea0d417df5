"""The dealers' step in a browser: found while typing, by keys alone, and without script; and the desk's chain."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tbc.kit import db
from tbc.partners.models import Dealer
from tests.applications import given
from tests.browser.conftest import Filer
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.partners.dealers import a_dealer

pytestmark = [pytest.mark.browser, pytest.mark.rule("PRT-4")]
TOP, OTHER, SHOP = "北斗卸見本株式会社", "南十字卸見本株式会社", "㈱北斗店見本"
NAMES = {TOP, OTHER, SHOP, "HKT", "北斗", "北斗みせ", "どこにもない会社", f"株式会社{SHOP[1:]}"}


@pytest.fixture(scope="module", autouse=True)
def chain(portal: Portal) -> None:
    """Two wholesalers and a shop that buys from both."""
    with portal.given():
        if not db.session.query(Dealer).filter_by(name=SHOP).count():
            usual = a_dealer(TOP, kana="ホクトオロシミホン", tier=1)
            other = a_dealer(OTHER, kana="ミナミジュウジオロシミホン", tier=1)
            a_dealer(SHOP, "HKT", kana="ホクトミセミホン", buys_from=(usual, other))


def at_dealers(a_filer: Callable[..., Filer], **window: object) -> Visitor:
    """Somebody on the step, with nothing typed yet."""
    filer = a_filer(**window)
    filer.visitor.own |= NAMES
    with filer.visitor.portal.given():
        draft = db.session.merge(filer.draft)
        draft.content = given.content(reseller={}, distributor={})
        db.session.merge(filer.user).language = filer.visitor.language
        db.session.commit()
    filer.visitor.open(f"{filer.path}/dealers")
    filer.visitor.sees_step("dealers")
    return filer.visitor


@pytest.mark.parametrize(("width", "language"), [(390, "ja"), (390, "en"), (1280, "ja"), (1280, "en")])
def test_a_dealer_is_found_while_it_is_typed(a_filer: Callable[..., Filer], width: int, language: str) -> None:
    visitor = at_dealers(a_filer, width=width, language=language)
    page = visitor.page
    page.locator("#reseller-company").press_sequentially("ほくとみせ")
    choice = page.locator('#reseller-found button[value^="choose:reseller"]')
    expect(choice).to_have_count(1)
    expect(page.locator("#dealer-chain")).to_contain_text("ほくとみせ")
    visitor.own.add("ほくとみせ")
    visitor.inspect()
    visitor.tap(choice)
    expect(visitor.field("reseller-company")).to_have_value(SHOP)
    proposed = page.locator('#upstreams button[value^="choose:distributor"]')
    expect(proposed).to_have_count(2)
    expect(page.locator("#upstreams li").first).to_contain_text(TOP)
    visitor.inspect()
    visitor.tap(proposed.first)
    expect(visitor.field("distributor-company")).to_have_value(TOP)
    expect(page.locator("#dealer-chain")).to_contain_text(TOP)
    visitor.continues()
    visitor.sees_step("extras")


def test_the_picture_follows_names_and_choice(a_filer: Callable[..., Filer]) -> None:
    visitor = at_dealers(a_filer)
    picture = visitor.page.locator("#dealer-chain")
    visitor.choose("distributor-same_as", "other")
    visitor.field("reseller-company").fill("どこにもない会社")
    expect(picture).to_contain_text("どこにもない会社")
    expect(visitor.page.locator("#reseller-found")).to_contain_text("登録されていません")
    visitor.field("distributor-company").fill(OTHER)
    expect(picture).to_contain_text(OTHER)
    visitor.choose("distributor-same_as", "reseller")
    expect(picture).to_contain_text("代理店 ＝ 販売店")
    expect(visitor.field("reseller-company")).to_have_value("どこにもない会社")


def test_keys_alone_are_enough(a_filer: Callable[..., Filer]) -> None:
    visitor = at_dealers(a_filer)
    page = visitor.page
    visitor.field("reseller-company").focus()
    page.keyboard.type("HKT")
    expect(page.locator('#reseller-found button[value^="choose"]')).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "find:reseller"
    page.keyboard.press("Tab")
    assert str(page.evaluate("document.activeElement.value")).startswith("choose:reseller")
    page.keyboard.press("Enter")
    expect(visitor.field("reseller-company")).to_have_value(SHOP)


@pytest.mark.parametrize("width", [390, 1280])
def test_it_works_without_script(a_filer: Callable[..., Filer], width: int) -> None:
    visitor = at_dealers(a_filer, script=False, width=width)
    page = visitor.page
    visitor.field("reseller-company").fill("北斗")
    visitor.press("販売店を探す")
    expect(page.locator('#reseller-found button[value^="choose"]')).to_have_count(2)
    visitor.inspect()
    visitor.tap(page.locator("#reseller-found li").filter(has_text=SHOP).get_by_role("button"))
    expect(visitor.field("reseller-company")).to_have_value(SHOP)
    visitor.tap(page.locator("#upstreams li").filter(has_text=OTHER).get_by_role("button"))
    expect(visitor.field("distributor-company")).to_have_value(OTHER)
    expect(page.locator("#dealer-chain")).to_contain_text(OTHER)


def test_the_same_dealer_by_another_name_is_told_apart(a_filer: Callable[..., Filer]) -> None:
    visitor = at_dealers(a_filer)
    visitor.field("reseller-company").fill(SHOP)
    visitor.choose("distributor-same_as", "other")
    visitor.field("distributor-company").fill("HKT")
    visitor.continues()
    visitor.is_told("distributor-company")
    visitor.choose("distributor-same_as", "reseller")
    visitor.continues()
    visitor.sees_step("extras")
