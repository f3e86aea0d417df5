"""A member of staff drops a ZIP, sees it being read, and approves what is clean: with script, without, and narrow."""

from __future__ import annotations

import base64
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.portal import Portal
from tests.browser.test_imports import an_operator  # noqa: F401  # a fixture
from tests.browser.visitor import Visitor
from tests.imports.archives import a_zip, variant
from tests.imports.given import sample

pytestmark = [pytest.mark.browser, pytest.mark.rule("XLS-3")]
WINDOWS = pytest.mark.parametrize(
    "window", [{}, {"script": False}, {"width": 390, "touch": True}], ids=["script", "no script", "narrow"]
)
DROP = """async ([name, body, zeros]) => {
  const file = new File([Uint8Array.from(atob(body), (c) => c.charCodeAt(0)), new Uint8Array(zeros)], name);
  const transfer = new DataTransfer();
  transfer.items.add(file);
  return transfer;
}"""


def a_batch(own: str, clean: int = 6) -> bytes:
    """A ZIP that nobody has sent before: some clean forms, a copy, one that needs a password, and a note."""
    salt = int(own, 16)
    files = {f"{own}/見本{number}.xlsx": variant(salt + number, "filled/a1-07.xlsx") for number in range(clean)}
    files |= {f"{own}/写し.xlsx": variant(salt, "filled/a1-07.xlsx")}
    files |= {f"{own}/鍵.xlsx": sample("bad/bad-encrypted.xlsx") + own.encode(), f"{own}/メモ.txt": b"note"}
    return a_zip(files, encoding="cp932", says_so=False)


@WINDOWS
def test_a_zip_is_dropped_read_and_approved(
    an_operator: Callable[..., Visitor],  # noqa: F811  # the fixture
    portal: Portal,
    window: dict[str, object],
) -> None:
    staff, own = an_operator(**window), uuid4().hex[:6]
    page, name = staff.page, f"{own}.zip"
    staff.open("/desk/imports")
    if window:
        body = {"name": name, "mimeType": "application/zip", "buffer": a_batch(own)}
        page.locator('[name="files"]').set_input_files(body)
    else:
        drop(page, name, a_batch(own))
        expect(page.get_by_text("1件、")).to_be_visible()
    staff.press("取り込む")
    staff.sees_heading(name)
    staff.inspect()
    until_done(staff, "読み取りが終わりました")
    expect(page.get_by_text("同じ内容:")).to_be_visible()
    expect(page.get_by_text("Excelのファイルではありません")).to_be_visible()
    staff.inspect()

    staff.tap(page.get_by_role("link", name="そのまま承認できる"))
    staff.sees("6件")
    staff.tap(page.get_by_role("link", name="承認できるものをまとめて承認する"))
    staff.inspect()
    to = f"hinagata.{own}@dealer.example.co.jp"
    page.locator('[name="number_to"]').fill(to)
    staff.press("6件のファイルを承認して、申請にする")
    until_done(staff, "承認が終わりました")
    staff.inspect()
    assert portal.count("SELECT count(*) FROM letters WHERE recipient = :to", to=to) == 6


@pytest.mark.rule("XLS-4")
@WINDOWS
def test_the_sheet_comes_when_a_file_of_a_batch_is_opened(
    an_operator: Callable[..., Visitor],  # noqa: F811  # the fixture
    window: dict[str, object],
) -> None:
    staff, own = an_operator(**window), uuid4().hex[:6]
    page = staff.page
    send(staff, own, 1)
    until_done(staff, "読み取りが終わりました")
    staff.tap(page.get_by_role("link", name=f"{own}/見本0.xlsx"))
    if not staff.script:
        staff.inspect()
        staff.press("シートを表示する")
    expect(page.locator("[data-grid] td[data-cell]").first).to_be_visible()
    expect(page.get_by_text("シートを準備しています")).to_have_count(0)
    staff.inspect()


def test_what_is_ticked_is_approved(
    an_operator: Callable[..., Visitor],  # noqa: F811  # the fixture
) -> None:
    staff, own = an_operator(), uuid4().hex[:6]
    page = staff.page
    send(staff, own, 2)
    until_done(staff, "読み取りが終わりました")
    staff.tap(page.get_by_role("link", name="そのまま承認できる"))
    go_on = page.get_by_role("button", name="選んだファイルの承認へ進む")
    expect(go_on).to_be_hidden()
    page.get_by_label("見本1.xlsx を選ぶ").check()
    staff.inspect()
    staff.tap(go_on)
    expect(page.get_by_role("button", name="1件のファイルを承認して、申請にする")).to_be_visible()


def test_a_choice_that_is_too_large_is_told_before_it_is_sent(
    an_operator: Callable[..., Visitor],  # noqa: F811  # the fixture
) -> None:
    staff = an_operator()
    staff.open("/desk/imports")
    drop(staff.page, "メモ.txt", b"note")
    expect(staff.page.get_by_text("取り込めるファイルがありません")).to_be_visible()
    drop(staff.page, "大.zip", b"PK", zeros=51 * 1024 * 1024)
    expect(staff.page.get_by_text("合わせて51.0MB")).to_be_visible()


def test_the_figures_of_imports_are_drawn_and_told(
    an_operator: Callable[..., Visitor],  # noqa: F811  # the fixture
) -> None:
    sender = an_operator()
    send(sender, uuid4().hex[:6], 2)
    until_done(sender, "読み取りが終わりました")
    for window in ({}, {"width": 390}):
        staff = an_operator(**window)
        staff.open("/desk/imports/statistics")
        staff.sees_page("取り込みの統計")
        expect(staff.page.get_by_role("heading", name="日ごとの受信")).to_be_visible()
        staff.inspect()


def send(staff: Visitor, own: str, clean: int) -> None:
    """Choose a ZIP that nobody has sent before, and send it."""
    staff.open("/desk/imports")
    body = {"name": f"{own}.zip", "mimeType": "application/zip", "buffer": a_batch(own, clean)}
    staff.page.locator('[name="files"]').set_input_files(body)
    staff.press("取り込む")


def drop(page: Page, name: str, body: bytes, zeros: int = 0) -> None:
    """Let go of a file over the place for files; so many zeros stand behind its bytes, made where it is dropped."""
    transfer = page.evaluate_handle(DROP, [name, base64.b64encode(body).decode(), zeros])
    page.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": transfer})


def until_done(staff: Visitor, said: str) -> None:
    """With script the page follows by itself; without, one asks it again."""
    for _ in range(60):
        if staff.script:
            break
        if staff.page.get_by_text(said).count():
            break
        staff.tap(staff.page.get_by_role("link", name="更新する"))
        staff.page.wait_for_timeout(500)
    expect(staff.page.get_by_text(said)).to_be_visible(timeout=60_000)
