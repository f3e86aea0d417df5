"""An operator teaches an unknown form, by clicking cells and without script by typing, and the next file is read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tbc.accounts import sessions
from tests import people
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.legacy_excel.taught.dealer_sheet import NEXT, TYPED, Order, workbook

pytestmark = [pytest.mark.browser, pytest.mark.rule("XLS-2")]


@pytest.fixture
def an_operator(portal: Portal, a_visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """A member of staff at the desk."""

    def come(**window: object) -> Visitor:
        visitor = a_visitor(**window)
        with portal.given():
            token = sessions.begin(people.an_operator(), "127.0.0.1", "test")
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": portal.address}])
        return visitor

    return come


def test_an_unknown_form_is_taught_by_clicking_and_reads_the_next(an_operator: Callable[..., Visitor]) -> None:
    staff = an_operator()
    mark = begins(staff)
    page = staff.page
    for slot, typed in TYPED.items():
        click_cells(page, slot, typed)
    expect(page.locator('[id="read-end_user.address"]')).to_contain_text("横浜市中区")
    expect(page.locator('[id="read-items.quantity"]')).to_contain_text("25")
    expect(page.locator('[data-keep="progress"]')).to_contain_text("17/17")
    expect(cell(page, "D6")).to_contain_class("is-read")

    page.locator('[id="cells-end_user.phone"]').focus()
    expect(page.locator("td.is-lit")).to_have_attribute("data-cell", "D11")
    staff.inspect()
    finishes(staff)
    reads_the_next(staff, mark)


@pytest.mark.parametrize("window", [{"script": False}, {"width": 390, "touch": True}], ids=["no script", "narrow"])
def test_the_same_by_typing_addresses(an_operator: Callable[..., Visitor], window: dict[str, object]) -> None:
    staff = an_operator(**window)
    mark = begins(staff)
    page = staff.page
    for slot, typed in TYPED.items():
        place = page.locator(f'[id="cells-{slot}"]')
        if not place.is_visible():
            staff.tap(page.locator("details", has=place).locator("summary"))
        place.fill("D99:ねん" if slot == "end_user.phone" else typed)
    staff.press("下書きを保存して確かめる")
    expect(page.locator('[id="read-end_user.phone"]')).to_contain_text("セルの番地として読めません")
    expect(page.locator('[id="read-end_user.email"]')).to_contain_text("hanako@seiki.example.co.jp")
    staff.inspect()
    page.locator('[id="cells-end_user.phone"]').fill(TYPED["end_user.phone"])
    staff.press("下書きを保存して確かめる")
    expect(page.locator('[id="read-end_user.phone"]')).to_have_text("045-555-0123")
    finishes(staff)
    reads_the_next(staff, mark)


def test_a_step_is_taken_back_and_the_keyboard_is_enough(an_operator: Callable[..., Visitor]) -> None:
    staff = an_operator()
    begins(staff)
    page = staff.page
    phone = page.locator('[id="cells-end_user.phone"]')
    phone.focus()
    page.locator("[data-grid]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(phone).not_to_have_value("")
    page.keyboard.press("Escape")
    expect(phone).to_be_focused()
    phone.fill("D11")
    page.keyboard.press("Enter")
    expect(page.locator('[id="read-end_user.phone"]')).to_have_text("045-555-0123")
    expect(page.locator('[id="cells-end_user.email"]')).to_be_focused()
    staff.press("1つ前に戻す")
    expect(page.locator('[id="cells-end_user.phone"]')).not_to_have_value("D11")


def begins(staff: Visitor) -> str:
    """Drop an unknown workbook and begin to teach its form; the mark in its title, for each test teaches its own."""
    mark = uuid4().hex[:6]
    drop(staff, mark, Order())
    staff.sees("対象の申請書ではありません")
    staff.follow("この様式を教える")
    staff.sees_page("この様式を教える")
    staff.type({"name": f"手配票 {mark}", "form": "A-1"})
    staff.press("セルを教える")
    staff.sees_heading(f"手配票 {mark}を教える")
    return mark


def finishes(staff: Visitor) -> None:
    """Save it, and switch it on."""
    staff.press("この様式を保存する")
    staff.sees("この様式を保存しました。")
    staff.inspect()
    staff.press("この様式を使う")
    staff.sees("使用中にしました。")


def reads_the_next(staff: Visitor, mark: str) -> None:
    """The next file of the kind is read as if its form had always been known."""
    drop(staff, mark, NEXT)
    expect(staff.page.locator('[id="field-end_user.corporate_name"]')).to_contain_text(NEXT.company)
    expect(staff.page.locator('[id="field-items[1].quantity"]')).to_contain_text("30")
    staff.open("/desk/imports/teach")
    staff.sees_page("教えた様式")


def drop(staff: Visitor, mark: str, order: Order) -> None:
    """Choose a dealer's sheet on the page of imports."""
    body, book = BytesIO(), workbook(order)
    book.worksheets[0]["B2"] = f"御手配票 {mark}"
    book.save(body)
    name = f"{uuid4().hex[:6]}_手配票.xlsx"
    staff.open("/desk/imports")
    staff.page.locator('[name="files"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": body.getvalue()}
    )
    staff.press("取り込む")
    expect(staff.page.get_by_role("heading", level=1)).to_have_text(name, use_inner_text=True)


def click_cells(page: Page, slot: str, typed: str) -> None:
    """Choose a field and point at its cells as a person does: click, drag, or add one with Ctrl."""
    place = page.locator(f'[id="cells-{slot}"]')
    if not place.is_visible():
        page.locator("details", has=place).locator("summary").click()
    place.focus()
    takes = place.get_attribute("data-takes")
    if takes == "rows":
        first, last = typed.split(":")
        drag(page, cell(page, f"B{first}"), cell(page, f"B{last}"))
    elif takes == "columns":
        cell(page, f"{typed}24").click()
    elif ":" in typed:
        drag(page, *(cell(page, one) for one in typed.split(":")))
    else:
        for at, one in enumerate(typed.split("+")):
            cell(page, one).click(modifiers=["Control"] if at else [])
    expect(place).to_have_value(typed)


def cell(page: Page, address: str) -> Locator:
    """A cell of the sheet."""
    return page.locator(f'td[data-cell="{address}"]')


def drag(page: Page, first: Locator, last: Locator) -> None:
    """From one cell to another with the button held."""
    first.scroll_into_view_if_needed()
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
