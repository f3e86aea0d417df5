"""The review page as a clerk uses it all day: by keys alone, by pointing, without script, by touch, two at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tbc.accounts import sessions
from tests import people
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.imports.given import PATH, taken_in_with

pytestmark = [pytest.mark.browser, pytest.mark.rule("XLS-4")]
FILED = "SELECT count(*) FROM applications WHERE source = 'excel' AND state = 'filed'"
DOUBT = {
    "code": "uncertain",
    "field": "end_user.contact_name",
    "cell": "B-1!J16",
    "candidates": ["B-1!J16", "B-1!J14"],
}
QUANTITY = {"code": "invalid_quantity", "field": "items[0].quantity", "cell": "B-1!AL48"}


@dataclass
class Clerk:
    """A member of staff in front of one workbook."""

    visitor: Visitor
    place: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    def problem(self, title: str) -> Locator:
        return self.page.locator("#problems details").filter(has_text=title)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def a_clerk(portal: Portal, a_visitor: Callable[..., Visitor]) -> Callable[..., Clerk]:
    """Opens a workbook with an unreadable quantity, a name in doubt, and what only the web asks for."""
    places: list[str] = []

    def come(name: str = "雛形　一郎", **window: object) -> Clerk:
        visitor = a_visitor(**window)
        with portal.given():
            who = people.an_operator(name)
            if not places:
                places.append(f"{PATH}/{taken_in_with(who, 'filled/b1-02.xlsx', DOUBT, QUANTITY).id}")
            token = sessions.begin(who, "127.0.0.1", "test")
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": portal.address}])
        visitor.open(places[0])
        return Clerk(visitor, places[0])

    return come


@pytest.mark.rule("XLS-5")
def test_three_problems_are_settled_and_the_workbook_approved_by_keys_alone(
    a_clerk: Callable[..., Clerk], portal: Portal
) -> None:
    clerk, before = a_clerk(), portal.count(FILED)
    page = clerk.page
    said = page.locator("[data-said]")
    clerk.keys("j")
    expect(clerk.problem("担当者氏名")).to_have_attribute("open", "")
    expect(page.locator('td[data-cell="J16"]')).to_have_class(with_class("is-lit"))
    expect(page.locator("td.is-candidate")).to_have_count(2)
    clerk.visitor.inspect()
    clerk.keys("k", "Enter")
    expect(clerk.problem("製品 1の数量").get_by_role("textbox")).to_be_focused()
    clerk.keys("Escape")
    expect(clerk.problem("製品 1の数量").locator("summary")).to_be_focused()
    page.locator('[name="number_to"]').fill("keys@dealer.example.co.jp")
    clerk.keys("Escape", "Enter")
    page.keyboard.type("１２０本")
    clerk.keys("Enter")
    expect(clerk.problem("製品 1の数量")).to_have_count(0)
    expect(clerk.problem("担当者氏名").locator("summary")).to_be_focused()
    expect(said).to_contain_text("担当者氏名")
    clerk.keys("Control+Enter")
    expect(said).to_contain_text("残っています")
    clerk.keys("a")
    expect(clerk.problem("Webの申請")).to_have_attribute("open", "")
    clerk.keys("a")
    expect(page.locator("#approval")).to_be_focused()
    expect(page.locator('[name="number_to"]')).to_have_value("keys@dealer.example.co.jp")
    expect(said).to_contain_text("残っている問題はありません")
    clerk.keys("Control+Enter")
    clerk.visitor.sees("申請になりました")
    expect(page.get_by_role("button", name="番号をコピー")).to_be_visible()
    clerk.visitor.inspect()
    assert portal.count(FILED) == before + 1


def test_cell_and_field_light_each_other(a_clerk: Callable[..., Clerk]) -> None:
    page = a_clerk().page
    page.locator('td[data-cell="J12"]').click()
    field = page.locator('[id="field-end_user.corporate_name"]')
    expect(field).to_have_class(with_class("is-lit"))
    expect(field).to_be_in_viewport()
    page.locator('[id="field-items[0].quantity"] .record__at').click()
    cell = page.locator('td[data-cell="AL48"]')
    expect(cell).to_have_class(with_class("is-lit"))
    expect(cell).to_be_in_viewport()
    expect(page.locator("th.is-axis")).to_have_text(["AL", "48"])
    page.locator('td[data-cell="J16"]').click()
    expect(page.locator("#problems details[open]")).to_contain_text("担当者氏名")
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".record__row.is-lit")).to_have_count(1)
    page.locator("#problems summary").first.click()
    page.locator("td", has_text="合　計").first.locator("xpath=following-sibling::td").first.click()
    expect(page.locator("#problems details[open]").get_by_role("textbox")).to_have_value("415")
    page.get_by_role("link", name="100%").click()
    expect(page.locator("[data-grid]")).to_have_class(with_class("grid--true"))
    page.get_by_role("link", name="リスト").click()
    expect(page.locator("[data-grid='リスト']")).to_be_visible()


def test_keys_rest_while_typing_and_when_turned_off(a_clerk: Callable[..., Clerk]) -> None:
    clerk = a_clerk()
    page = clerk.page
    clerk.keys("Enter")
    page.keyboard.type("jk?n")
    expect(clerk.problem("製品 1の数量").get_by_role("textbox")).to_have_value("jk?n")
    clerk.keys("Escape", "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    clerk.visitor.inspect()
    page.get_by_label("キー操作を使う").uncheck()
    clerk.keys("Escape", "j")
    expect(clerk.problem("担当者氏名")).not_to_have_attribute("open", "")
    page.get_by_role("button", name="キー操作").click()
    page.get_by_label("キー操作を使う").check()
    clerk.keys("Escape", "j")
    expect(clerk.problem("担当者氏名")).to_have_attribute("open", "")


@pytest.mark.parametrize(
    "window", [{}, {"script": False}, {"width": 390, "touch": True}], ids=["script", "no script", "narrow"]
)
def test_a_candidate_is_chosen_by_its_button(a_clerk: Callable[..., Clerk], window: dict[str, object]) -> None:
    clerk = a_clerk(**window)
    page, visitor = clerk.page, clerk.visitor
    doubt = clerk.problem("担当者氏名")
    visitor.tap(doubt.locator("summary"))
    if window.get("width"):
        expect(clerk.problem("製品 1の数量").locator(".cutout")).not_to_be_visible()
    visitor.inspect()
    visitor.tap(doubt.get_by_role("button", name="この値にする"))
    expect(doubt).to_have_count(0)
    field = page.locator('[id="field-end_user.contact_name"]')
    expect(field).to_contain_text("情報センター")
    expect(field.locator("del")).to_have_text("試験　次郎")
    expect(field).to_contain_text("雛形　一郎")
    visitor.tap(field.get_by_role("button", name="元に戻す"))
    expect(field.locator("del")).to_have_count(0)
    expect(doubt).to_have_count(1)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_two_clerks_do_not_overwrite_each_other(a_clerk: Callable[..., Clerk], script: bool) -> None:
    one, other = a_clerk(), a_clerk("見本　花子", script=script)
    mine, theirs = one.problem("製品 1の数量"), other.problem("製品 1の数量")
    mine.get_by_role("textbox").fill("120")
    mine.get_by_role("button", name="直す").click()
    expect(mine).to_have_count(0)
    theirs.get_by_role("textbox").fill("130")
    other.visitor.tap(theirs.get_by_role("button", name="直す"))
    told = other.page.get_by_text("雛形　一郎さんが先に「120」に直しました")
    expect(told).to_be_visible()
    typed = other.page.locator('[id="field-items[0].quantity"]').get_by_role("textbox")
    expect(typed).to_have_value("130")
    other.visitor.inspect()
    other.visitor.tap(other.page.locator('[id="field-items[0].quantity"]').get_by_role("button", name="直す"))
    expect(other.page.locator('[id="field-items[0].quantity"]')).to_contain_text("130")


def with_class(name: str) -> re.Pattern[str]:
    """A pattern for one of the class words."""
    return re.compile(rf"(^|\s){name}(\s|$)")
