"""One step by the keyboard alone: the order of the keys, a visible focus, the summary of what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Filer
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.rule("UX-1")]
# What a reader sees of the focus: a line around the field, or around the label that holds it.
_VISIBLE = """field => [field, field.closest(".choice")].filter(Boolean).some(one => {
    const drawn = getComputedStyle(one);
    return drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2 || drawn.boxShadow !== "none";
})"""

_PLACE = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"


def test_a_step_is_filed_by_keys_alone(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    visitor = filer.visitor
    visitor.open(f"{filer.path}/delivery")
    page = visitor.page
    page.keyboard.press("Tab")
    assert focused(visitor) == "#main"
    page.keyboard.press("Enter")
    tab_to(visitor, "delivery-email")
    page.keyboard.press("Control+A")
    page.keyboard.type("license-order@")
    page.keyboard.press("Enter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(visitor) == "delivery-email"
    page.keyboard.press("End")
    page.keyboard.type("takasaki.example.jp")
    order = []
    while focused(visitor) != "continue":
        page.keyboard.press("Tab")
        order.append(focused(visitor))
    assert order == ["delivery-company", "delivery-contact_name", "continue"]
    page.keyboard.press("Enter")
    visitor.sees_step("dealers")


@pytest.mark.parametrize("step", ["products", "support-contact", "dealers", "check"])
def test_every_stop_shows_where_the_focus_is(a_filer: Callable[..., Filer], step: str) -> None:
    filer = a_filer()
    page = filer.visitor.page
    filer.visitor.open(f"{filer.path}/{step}")
    stops: list[int] = []
    page.keyboard.press("Tab")
    while (stop := page.evaluate(_PLACE)) not in stops:
        stops.append(stop)
        here = page.locator(":focus")
        assert here.evaluate(_VISIBLE), here.evaluate("here => here.outerHTML")
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    assert len(stops) > 20


def focused(visitor: Visitor) -> str:
    """The name of what has the focus: a field's, a button's value, a link's address."""
    return str(
        visitor.page.evaluate(
            """() => {
                const here = document.activeElement;
                return here.getAttribute("href") ?? (here.name === "act" ? here.value : here.name) ?? here.tagName;
            }"""
        )
    )


def tab_to(visitor: Visitor, name: str) -> None:
    for _ in range(20):
        if focused(visitor) == name:
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by the Tab key")
