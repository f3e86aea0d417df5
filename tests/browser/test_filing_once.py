"""One draft gives one application and one mail, however often and from wherever it is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.afterwards import file, number_on
from tests.browser.conftest import Filer
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.rule("APP-6")]
FILE = "この内容で申請する"


def numbers_of(filer: Filer) -> int:
    """How many applications this person has filed."""
    portal = filer.visitor.portal
    mails = "SELECT count(*) FROM letters WHERE recipient = :email AND kind = 'application-filed'"
    filed = portal.count(
        "SELECT count(*) FROM applications WHERE filer_email = :email AND number IS NOT NULL", email=filer.user.email
    )
    assert portal.count(mails, email=filer.user.email) == filed
    return filed


def ready(visitor: Visitor, path: str) -> None:
    """On the check page, with the consent ticked."""
    visitor.open(f"{path}/check")
    visitor.field("privacy").check()


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click(a_filer: Callable[..., Filer], script: bool) -> None:
    filer = a_filer(script=script)
    ready(filer.visitor, filer.path)
    filer.visitor.button(FILE).dblclick()
    filer.visitor.sees_page("申請を受け付けました")
    assert numbers_of(filer) == 1


def test_the_back_button_leads_to_the_number(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    visitor = filer.visitor
    visitor.open(f"{filer.path}/extras")
    visitor.continues()
    number = file(visitor, for_others=False)
    for _ in range(2):
        visitor.page.go_back()
        visitor.sees_page("申請を受け付けました")
        assert number_on(visitor) == number
    assert numbers_of(filer) == 1


def test_two_tabs_on_the_check_page(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    one, other = filer.visitor, filer.tab()
    ready(one, filer.path)
    ready(other, filer.path)
    one.press(FILE)
    one.sees_page("申請を受け付けました")
    other.press(FILE)
    other.sees_page("申請を受け付けました")
    assert number_on(one) == number_on(other)
    assert numbers_of(filer) == 1


def test_a_step_that_is_still_open_in_another_tab(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    one, other = filer.visitor, filer.tab()
    other.open(f"{filer.path}/delivery")
    ready(one, filer.path)
    one.press(FILE)
    one.sees_page("申請を受け付けました")
    other.type({"email": "elsewhere@takasaki.example.jp"}, "delivery-")
    expect(other.page.locator("[data-saved]")).to_contain_text("この申請は、もう提出されています。")
    other.continues()
    other.sees_page("申請を受け付けました")
    other.sees("この申請は、もう提出されています。")
    assert number_on(one) == number_on(other)
