"""The frame of every page, in a real browser: menus without script, houses, one sheet of paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tbc import create_app
from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.kit import db
from tests import people
from tests.applications import given
from tests.browser.conftest import serve
from tests.conftest import settings_for

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, fresh_database: str) -> Iterator[Visit]:
    """Open a path as somebody who is signed in."""
    engine = db.open_engine(fresh_database)
    db.bind(engine)
    contexts = []
    with serve(create_app(settings_for(fresh_database))) as address:

        def open_path(path: str, user: User, width: int = 1280, *, script: bool = True) -> Page:
            token = sessions.begin(user, "192.0.2.1", "test")
            db.session.commit()
            context = browser.new_context(
                viewport={"width": width, "height": 844}, locale="ja-JP", java_script_enabled=script
            )
            contexts.append(context)
            context.add_cookies([{"name": "tbc_session", "value": token, "url": address}])
            page = context.new_page()
            page.goto(address + path, wait_until="networkidle")
            return page

        yield open_path
        for context in contexts:
            context.close()
    db.session.remove()
    engine.dispose()


def test_the_menu_of_a_phone_opens_without_script_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit("/applications", people.a_customer(), 390, script=False)
    menu = page.get_by_role("navigation", name="主なメニュー")
    assert not menu.is_visible()
    page.get_by_role("button", name="メニュー", exact=True).click()
    assert menu.get_by_role("link", name="申請履歴").get_attribute("aria-current") == "page"
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    page.keyboard.press("Enter")
    assert menu.is_visible()


@pytest.mark.rule("ACC-5")
def test_the_account_menu_leads_to_profile_mode_and_sign_out(visit: Visit) -> None:
    page = visit("/applications", people.a_customer())
    page.get_by_role("button", name="アカウント").click()
    menu = page.get_by_role("group", name="アカウントメニュー")
    assert menu.get_by_role("link").all_inner_texts()[0] == "プロファイル"
    assert "法人のお客様" in menu.inner_text()
    menu.get_by_role("button", name="サインアウト").click()
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name="アカウント").count() == 0


@pytest.mark.rule("ACC-5")
def test_a_partner_reads_of_customers_and_staff_stand_in_another_house(visit: Visit) -> None:
    partner = visit("/applications", people.a_customer(mode="partner"))
    assert "お客様の申請" in partner.get_by_role("navigation", name="主なメニュー").inner_text()
    staff = visit("/desk", people.an_operator())
    assert "担当者デスク" in staff.get_by_role("banner").inner_text()
    assert "申請をはじめる" not in staff.get_by_role("navigation", name="デスクのメニュー").inner_text()


def test_nothing_scrolls_sideways_at_400_percent(visit: Visit) -> None:
    page = visit("/applications", people.a_customer(), 320)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.rule("APP-6")
def test_the_filed_page_prints_on_one_sheet(visit: Visit) -> None:
    filer = people.a_customer()
    filed = given.a_filed(filer)
    page = visit(f"/applications/{filed.id}/filed", filer)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    text = "".join(paper.pages[0].extract_text().split())
    assert filed.number in text
    assert "申請の内容" in text
    assert "サインアウト" not in text
