"""Two people of one company account in front of two browsers: they file together, and lose nothing of each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tbc.accounts import passwords, sessions
from tbc.kit import db
from tests import people
from tests.applications import given
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.browser.wishes import PASSWORD
from tests.organizations.given import a_member, an_account, an_end_user, an_organization

pytestmark = pytest.mark.browser
_domains = (f"browser{at}.example.com" for at in count(1))


@dataclass
class Two:
    """The member who began a draft, and the manager; `colleague` is in the organization and not in the account."""

    member: Visitor
    manager: Visitor
    colleague: Visitor
    draft: str
    quick: str
    colleagues_email: str


@pytest.fixture
def two(portal: Portal, a_visitor: Callable[..., Visitor]) -> Callable[..., Two]:
    """A company account with a draft, its member's quick filing, and an end user."""

    def begin(**window: object) -> Two:
        visitors = [a_visitor(**window) for _ in range(3)]
        with portal.given():
            domain, hashed = next(_domains), passwords.hash_password(PASSWORD)
            names = ("担当　者", "管理　担当", "同僚　見子")
            users = [
                people.a_customer(name, email=f"person{at}@{domain}", password_hash=hashed)
                for at, name in enumerate(names)
            ]
            organization = an_organization(users[1], domain)
            for user in (users[0], users[2]):
                a_member(organization, user)
            account = an_account(organization, users[1], [users[0]], name="サンプル商事")
            an_end_user(account, corporate_name="登録済み株式会社", corporate_number="", department="総務部")
            draft, quick = given.a_draft(users[0], account=account).id, given.a_filed(users[0]).id
            for visitor, user in zip(visitors, users, strict=True):
                token = sessions.begin(user, "127.0.0.1", "test")
                cookie = {"name": "tbc_session", "value": token, "url": portal.address}
                visitor.page.context.add_cookies([cookie])  # type: ignore[list-item]  # Playwright's own TypedDict
            db.session.commit()
        member, manager, colleague = visitors
        return Two(member, manager, colleague, _path(draft), _path(quick), f"person2@{domain}")

    return begin


def _path(own: UUID) -> str:
    return f"/applications/{own}"


@pytest.mark.rule("APP-4")
@pytest.mark.parametrize("script", [True, False])
def test_the_second_to_save_sees_who_was_first_and_chooses(two: Callable[..., Two], script: bool) -> None:
    here = two(script=script)
    for visitor in (here.member, here.manager):
        visitor.open(f"{here.draft}/delivery")
    here.manager.type({"contact_name": "雛形　一郎"}, "delivery-")
    here.manager.continues()
    here.manager.sees_step("dealers")
    here.member.type({"contact_name": "架空　洋子"}, "delivery-")
    here.member.continues()
    here.member.sees_page("%(name)sさんが先に保存しました", name="管理　担当")
    row = here.member.page.get_by_role("row").filter(has_text="担当者氏名")
    expect(row).to_contain_text("架空　洋子")
    expect(row).to_contain_text("雛形　一郎")
    here.member.follow("管理　担当さんの内容を残す")
    expect(here.member.field("delivery-contact_name")).to_have_value("雛形　一郎")
    here.member.sees("最後に保存した方")


@pytest.mark.rule("APP-4")
def test_saving_while_typing_names_the_colleague(two: Callable[..., Two]) -> None:
    here = two()
    for visitor in (here.member, here.manager):
        visitor.open(f"{here.draft}/delivery")
    here.manager.type({"contact_name": "雛形　一郎"}, "delivery-")
    here.manager.continues()
    here.manager.sees_step("dealers")
    here.member.type({"contact_name": "架空　洋子"}, "delivery-")
    expect(here.member.page.locator("[data-saved]")).to_contain_text("管理　担当さんが保存した内容と違います")


@pytest.mark.rule("APP-4")
def test_nobody_files_what_a_colleague_changed_unseen(two: Callable[..., Two]) -> None:
    here = two()
    here.member.open(f"{here.draft}/check")
    here.manager.open(f"{here.draft}/delivery")
    here.manager.type({"contact_name": "雛形　一郎"}, "delivery-")
    here.manager.continues()
    here.manager.sees_step("dealers")
    for box in ("consent", "privacy"):
        here.member.choose(box, "y")
    here.member.press("この内容で申請する")
    here.member.sees("内容が変わったため、まだ申請していません")
    for box in ("consent", "privacy"):
        here.member.choose(box, "y")
    here.member.press("この内容で申請する")
    here.member.sees_page("申請を受け付けました")
    here.manager.open(here.draft)
    here.manager.sees_page("申請の内容")


@pytest.mark.rule("APP-1")
@pytest.mark.rule("ORG-7")
@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 390)])
def test_a_draft_begins_in_the_account_with_a_registered_end_user(
    two: Callable[..., Two], script: bool, width: int
) -> None:
    visitor = two(script=script, width=width).member
    visitor.open("/applications/new")
    visitor.choose("kind", "new")
    expect(visitor.page.locator('[name="mode"][value="account-managed"]')).to_be_checked()
    visitor.press("製品を選ぶ")
    visitor.sees_step("products")
    visitor.open(visitor.page.url.replace("/products", "/end-user"))
    visitor.tap(visitor.page.get_by_role("button", name="登録済み株式会社"))
    expect(visitor.field("end_user-corporate_name")).to_have_value("登録済み株式会社")
    visitor.continues()
    visitor.sees_step("support-contact")


@pytest.mark.rule("APP-1")
@pytest.mark.parametrize("width", [1280, 390])
def test_a_quick_filing_is_moved_for_good(two: Callable[..., Two], width: int) -> None:
    here = two(width=width)
    visitor = here.member
    visitor.open(here.quick)
    visitor.follow("会社アカウントへ移す")
    visitor.sees_page("会社アカウントへ移す")
    visitor.press("この申請を移す")
    visitor.is_told("is_final")
    visitor.choose("is_final", "y")
    visitor.press("この申請を移す")
    visitor.sees_page("申請の内容")
    here.manager.open("/applications")
    expect(here.manager.page.locator("#list tbody tr")).to_have_count(2)
    here.manager.open(here.quick)
    here.manager.sees_page("申請の内容")


@pytest.mark.rule("APP-7")
@pytest.mark.parametrize("width", [1280, 390])
def test_a_colleague_is_shown_one_and_no_more(two: Callable[..., Two], width: int) -> None:
    here = two(width=width)
    here.member.open(here.quick)
    here.member.follow("共有する")
    here.member.sees_page("申請を共有する")
    here.member.type({"email": here.colleagues_email})
    here.member.press("共有する")
    here.member.sees("同僚　見子")
    here.colleague.open("/applications")
    expect(here.colleague.page.locator("#list tbody tr")).to_contain_text("共有された申請")
    here.colleague.open(here.quick)
    here.colleague.sees_page("申請の内容")
    here.member.tap(here.member.page.get_by_role("button", name="取り消す"))
    here.member.sees("まだ共有していません")
    here.colleague.open(here.quick)
    here.colleague.sees_heading("ページが見つかりません")
    # The one thing that the console has to say is that this page is not found.
    assert len(here.colleague.faults) == 1
    here.colleague.faults.clear()
