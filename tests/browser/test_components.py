"""The living page of the components, in a real browser: /demo/components."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tbc.demo.components import SAMPLE_NUMBER
from tbc.kit.assets import STATIC
from tests.browser.conftest import WIDTHS

pytestmark = pytest.mark.browser
Look = Callable[..., Page]
PATH = "/demo/components"
# The stack names an installed "Noto Sans JP" first: a machine that has one never asks for the vendored slices.
WITHOUT_THE_INSTALLED_FONT = """() => {
    for (const name of ["--font-sans", "--font-code"]) {
        const stack = getComputedStyle(document.documentElement).getPropertyValue(name).split(",");
        const kept = stack.filter((family) => family.trim() !== '"Noto Sans JP"');
        document.documentElement.style.setProperty(name, kept.join(","));
    }
}"""


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(look: Look, demo_site: str, width: int, language: str) -> None:
    page = look(f"{demo_site}{PATH}?language={language}", width)
    assert page.locator("html").get_attribute("lang") == language
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0


@pytest.mark.rule("APP-5")
def test_the_error_summary_has_the_focus_and_leads_to_the_field(look: Look, demo_site: str) -> None:
    page = look(demo_site + PATH)
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "company_kana"
    page.get_by_role("link", name="1 から 999,999 までの数を入力してください。").click()
    assert page.evaluate("document.activeElement.id") == "items-0-quantity"


@pytest.mark.rule("APP-5")
def test_a_corrected_field_clears_on_leaving_it_and_an_empty_one_does_not(look: Look, demo_site: str) -> None:
    page = look(demo_site + PATH)
    kana, quantity = page.locator("#company_kana"), page.locator("#items-0-quantity")
    kana.press_sequentially("サンプル")
    assert kana.get_attribute("aria-invalid") == "true"
    kana.press("Tab")
    assert kana.get_attribute("aria-invalid") is None
    assert kana.get_attribute("aria-describedby") is None
    assert page.locator("#company_kana-error").count() == 0
    quantity.fill("")
    quantity.press("Tab")
    assert quantity.get_attribute("aria-invalid") == "true"


def test_a_hint_stays_when_the_error_goes(look: Look, demo_site: str) -> None:
    page = look(demo_site + PATH)
    password = page.locator("#password")
    assert password.get_attribute("aria-describedby") == "password-hint password-error"
    password.fill("a long enough sentence")
    password.press("Tab")
    assert password.get_attribute("aria-describedby") == "password-hint"


@pytest.mark.rule("NUM-2")
def test_copying_gives_the_24_characters_and_says_so(look: Look, demo_site: str) -> None:
    page = look(demo_site + PATH)
    page.get_by_role("button", name="番号をコピーする").click()
    page.get_by_text("コピーしました").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == SAMPLE_NUMBER


def test_without_script_there_is_no_button_that_needs_it(look: Look, demo_site: str) -> None:
    page = look(demo_site + PATH, script=False)
    assert page.locator("[data-copy], [data-print]").count() == 2
    assert not page.locator("[data-copy]").is_visible()
    assert not page.locator("[data-print]").is_visible()


@pytest.mark.rule("APP-4")
def test_a_draft_is_sent_a_moment_after_the_last_key_and_a_failure_is_said(
    look: Look, demo_site: str, faults: list[str]
) -> None:
    page = look(demo_site + PATH)
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.post_data or "")
        if len(sent) > 1:
            route.abort()
        else:
            route.fulfill(content_type="application/json", body=json.dumps({"text": "14:50 に保存しました"}))

    page.route("**/draft", answer)
    page.evaluate("document.querySelector('main form').dataset.autosave = '/draft'")
    page.locator("#title").press_sequentially("主事")
    page.get_by_text("14:50 に保存しました").wait_for()
    assert len(sent) == 1
    assert "主事" in sent[0]
    assert "list.xlsx" not in sent[0]
    page.locator("#title").fill("主任")
    page.get_by_text("保存できません").wait_for()
    assert page.locator("[data-saved]").get_attribute("role") == "alert"
    assert "ERR_FAILED" in faults.pop()


def test_on_paper_tools_and_menus_are_gone(look: Look, demo_site: str) -> None:
    page = look(demo_site + PATH)
    page.emulate_media(media="print")
    assert not page.locator(".topbar").is_visible()
    assert not page.locator(".footer").is_visible()
    assert page.locator(".plate").first.is_visible()


def test_the_vendored_fonts_have_the_characters_of_names(look: Look, demo_site: str) -> None:
    page = look("about:blank")
    sheet = (STATIC / "css/fonts.css").read_text(encoding="utf-8")
    vendored = re.sub(r'local\("[^"]+"\)(, )?', "", re.sub(r'@font-face \{ font-family: "Noto Sans JP";.*', "", sheet))
    page.route("**/fonts.css*", lambda route: route.fulfill(content_type="text/css", body=vendored))
    page.goto(demo_site + PATH, wait_until="networkidle")
    page.evaluate(WITHOUT_THE_INSTALLED_FONT)
    page.locator("h1").evaluate("heading => { heading.textContent = '髙﨑𠮷㈱①―−〒'; }")
    _wait_for_fonts(page)
    assert _came_with_the_page(page, "h1") == {True}
    assert _came_with_the_page(page, ".plate__number span") == {True}


def test_a_half_width_kana_keeps_its_voicing_mark(look: Look, demo_site: str) -> None:
    """A box in place of each of the two would be an em wide; together they are one em."""
    page = look(demo_site + PATH)
    page.locator("h1").evaluate("heading => { heading.innerHTML = '<span>ｼﾞ</span>'; }")
    _wait_for_fonts(page)
    span = page.locator("h1 span")
    span.evaluate("word => { word.style.letterSpacing = 0; word.style.fontFeatureSettings = 'normal'; }")
    wide = span.evaluate("word => word.getBoundingClientRect().width / parseFloat(getComputedStyle(word).fontSize)")
    assert wide == pytest.approx(1, abs=0.05)


def _wait_for_fonts(page: Page) -> None:
    """Fonts are asked for when the page is laid out, so lay it out before waiting for them."""
    page.evaluate("async () => { document.body.getBoundingClientRect(); await document.fonts.ready; }")


def _came_with_the_page(page: Page, selector: str) -> set[bool]:
    """Whether the fonts that drew `selector` came with the page (and not from the machine)."""
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    page.wait_for_load_state("networkidle")
    return {font["isCustomFont"] for font in tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}
