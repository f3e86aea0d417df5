"""What is typed stays: closed tabs, two tabs, an ended session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Filer
from tests.browser.visitor import Visitor
from tests.browser.wishes import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.rule("APP-4")]
OTHER_COMPANY = "架空倉庫株式会社"


def test_what_was_typed_is_there_after_the_tab_was_closed(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    visitor = filer.visitor
    visitor.open(f"{filer.path}/end-user")
    visitor.type({"corporate_name": OTHER_COMPANY, "email": "yoko@"}, "end_user-")
    with visitor.page.expect_response(lambda answer: "act=keep" in answer.url) as saved:
        pass
    assert saved.value.ok
    expect(visitor.page.locator("[data-saved]")).not_to_have_class("saved--failed")
    visitor.page.close()
    again = filer.tab()
    again.open(f"{filer.path}/end-user")
    expect(again.field("end_user-corporate_name")).to_have_value(OTHER_COMPANY)
    expect(again.field("end_user-email")).to_have_value("yoko@")


def test_what_was_typed_a_moment_before_leaving_is_there(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    visitor = filer.visitor
    visitor.open(f"{filer.path}/end-user")
    visitor.type({"corporate_name": OTHER_COMPANY}, "end_user-")
    visitor.follow("申請履歴", visitor.page.locator("#menu"))
    visitor.sees_page("申請履歴")
    visitor.open(f"{filer.path}/end-user")
    expect(visitor.field("end_user-corporate_name")).to_have_value(OTHER_COMPANY)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("mine", [True, False])
def test_two_tabs_on_one_step_are_compared_and_nothing_is_lost(
    a_filer: Callable[..., Filer], script: bool, mine: bool
) -> None:
    filer = a_filer(script=script)
    one, other = filer.visitor, filer.tab()
    for tab in (one, other):
        tab.open(f"{filer.path}/delivery")
    one.type({"contact_name": "雛形　一郎"}, "delivery-")
    one.continues()
    one.sees_step("dealers")
    other.type({"contact_name": "架空　洋子"}, "delivery-")
    other.continues()
    other.sees_page("別の画面で保存されています")
    row = other.page.get_by_role("row").filter(has_text="担当者氏名")
    expect(row).to_contain_text("架空　洋子")
    expect(row).to_contain_text("雛形　一郎")
    if mine:
        other.press("この画面の内容を残す")
        other.sees_step("dealers")
    else:
        other.follow("保存されている内容を残す")
    other.open(f"{filer.path}/delivery")
    expect(other.field("delivery-contact_name")).to_have_value("架空　洋子" if mine else "雛形　一郎")


def test_saving_while_typing_says_that_another_tab_was_there(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    one, other = filer.visitor, filer.tab()
    for tab in (one, other):
        tab.open(f"{filer.path}/delivery")
    one.type({"contact_name": "雛形　一郎"}, "delivery-")
    one.continues()
    one.sees_step("dealers")
    other.type({"contact_name": "架空　洋子"}, "delivery-")
    expect(other.page.locator("[data-saved]")).to_contain_text("別の画面で保存された内容と違います")
    expect(other.field("delivery-contact_name")).to_have_value("架空　洋子")


@pytest.mark.parametrize("script", [True, False])
def test_what_was_typed_after_the_end_of_the_session_is_sent_again(a_filer: Callable[..., Filer], script: bool) -> None:
    filer = a_filer(script=script)
    visitor, page = filer.visitor, filer.visitor.page
    visitor.open(f"{filer.path}/delivery")
    visitor.portal.do("UPDATE sessions SET ended_at = now() WHERE user_id = :id", id=filer.user.id)
    visitor.type({"contact_name": "雛形　一郎"}, "delivery-")
    if script:
        expect(page.locator("[data-saved]")).to_contain_text("サインインの有効期限が切れました")
    visitor.continues()
    visitor.sees_page("サインインの有効期限が切れました")
    with page.context.expect_page() as opened:
        visitor.follow("サインインする（新しいタブ）")
    sign_in_again(replace(visitor, page=opened.value), filer.user.email)
    for heading in ("サインインの有効期限が切れました", "ページの有効期限が切れました"):
        visitor.sees_page(heading)
        visitor.press("もう一度送信する")
    visitor.sees_step("dealers")
    visitor.open(f"{filer.path}/delivery")
    expect(visitor.field("delivery-contact_name")).to_have_value("雛形　一郎")


def sign_in_again(visitor: Visitor, email: str) -> None:
    visitor.sees_page("サインイン")
    visitor.type({"email": email, "password": PASSWORD})
    visitor.press("サインインする")
    expect(visitor.page.locator('[popovertarget="account"]')).to_be_visible()
