"""An operator turns a retired workbook into a filed application, with and without script, and on a narrow screen."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile, is_zipfile

import pytest
from playwright.sync_api import expect

from tbc.accounts import sessions
from tests import people
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.imports.given import REASON, SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.rule("XLS-4"), pytest.mark.rule("XLS-5")]
WRONG, RIGHT = "892888036156", "8928880361560"
FILED = "SELECT count(*) FROM applications WHERE source = 'excel' AND state = 'filed'"


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


@pytest.mark.parametrize(
    "window", [{}, {"script": False}, {"width": 390, "touch": True}], ids=["script", "no script", "narrow"]
)
def test_a_workbook_is_read_corrected_and_filed(
    an_operator: Callable[..., Visitor], portal: Portal, window: dict[str, object]
) -> None:
    staff, before = an_operator(**window), portal.count(FILED)
    drop(staff, "bad/bad-corporate-number.xlsx")
    page = staff.page

    problem = page.locator("#problems details").filter(has_text="法人番号").first
    staff.tap(problem.locator("[data-lights]").first)
    expect(page.locator("td.is-lit")).to_have_count(len(RIGHT))
    problem.get_by_role("textbox").fill(WRONG)
    staff.tap(problem.get_by_role("button", name="直す"))
    expect(page.get_by_role("textbox").and_(page.locator(f'[value="{WRONG}"]'))).to_be_visible()
    staff.inspect()
    page.locator(f'[value="{WRONG}"]').fill(RIGHT)
    staff.tap(problem.get_by_role("button", name="直す"))
    expect(page.get_by_text("直した値").first).to_be_visible()

    page.locator('[name="reason"]').fill(REASON)
    staff.press("このままにする")
    expect(page.locator("#problems")).to_have_count(0)
    to = f"hinagata.{uuid4().hex[:6]}@dealer.example.co.jp"
    page.locator('[name="number_to"]').fill(to)
    staff.press("承認して、申請にする")
    staff.sees("申請になりました")
    staff.inspect()
    assert portal.count(FILED) == before + 1
    assert "受付番号" in str(portal.letter(to)["Subject"])


@pytest.mark.rule("XLS-6")
def test_what_cannot_be_read_says_why_and_what_to_do(an_operator: Callable[..., Visitor]) -> None:
    staff = an_operator()
    drop(staff, "bad/bad-encrypted.xlsx")
    expect(staff.page.get_by_text("パスワード").first).to_be_visible()


def drop(staff: Visitor, name: str) -> None:
    """Choose a sample on the page of imports, as a file that was never there before."""
    staff.open("/desk/imports")
    staff.sees_page("Excel取り込み")
    own = f"{uuid4().hex[:6]}_高崎様.xlsx"
    body = BytesIO((SAMPLES / name).read_bytes())
    if is_zipfile(body):
        with ZipFile(body, "a") as archive:
            archive.comment = own.encode()
    staff.page.locator('[name="files"]').set_input_files(
        {"name": own, "mimeType": "application/octet-stream", "buffer": body.getvalue()}
    )
    staff.press("取り込む")
    staff.sees_heading(own)
