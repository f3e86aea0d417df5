"""What a person does with a filed application: number, paper, mail, history, copy, correction, withdrawal."""

from __future__ import annotations

import io
import re

from playwright.sync_api import expect
from pypdf import PdfReader

from tbc.applications import numbers
from tests.browser.steps import id_of
from tests.browser.visitor import Visitor
from tests.browser.wishes import PARTY, Wish
from tests.mailbox import html_of, text_of


def file(visitor: Visitor, *, for_others: bool, forgetful: bool = False) -> str:
    """File what stands on the check page; the number."""
    visitor.sees_page("申請内容の確認")
    if forgetful:
        visitor.press("この内容で申請する")
        visitor.is_told(*(["consent"] if for_others else []), "privacy")
    if for_others:
        visitor.field("consent").check()
    visitor.field("privacy").check()
    visitor.press("この内容で申請する")
    visitor.sees_page("申請を受け付けました")
    return number_on(visitor)


def number_on(visitor: Visitor) -> str:
    """The number on the plate, in its groups of four."""
    groups = visitor.page.locator(".plate__number span").all_inner_texts()
    assert [len(group) for group in groups] == [4] * 6
    number = "".join(groups)
    assert numbers.read(number) == number
    return number


def keep_paper(visitor: Visitor, number: str) -> None:
    """Save the PDF, print the page, copy the number."""
    with visitor.page.expect_download() as download:
        visitor.follow("PDFを保存する")
    assert download.value.suggested_filename == f"{number}.pdf"
    pdf = PdfReader(download.value.path())
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert number in text
    assert PARTY["corporate_name"] in text
    assert len(PdfReader(io.BytesIO(visitor.page.pdf(format="A4"))).pages) == 1
    copy = visitor.page.locator("[data-copy]")
    if not visitor.script:
        expect(copy).not_to_be_visible()
        return
    visitor.tap(copy)
    visitor.sees("コピーしました")
    assert visitor.page.evaluate("navigator.clipboard.readText()") == number


def read_mail(visitor: Visitor, email: str, number: str, at: int) -> None:
    """The completion mail has the number, and leads to it."""
    letter = visitor.portal.letter(email, at)
    groups = " ".join(numbers.groups(number))
    assert groups in str(letter["Subject"])
    assert groups in text_of(letter)
    assert groups in " ".join(re.sub(r"<[^>]+>", " ", html_of(letter)).split())
    assert f"{visitor.portal.address}/applications/{id_of(visitor)}/filed" in text_of(letter)


def find(visitor: Visitor, words: str, number: str) -> None:
    """The history finds it by `words`, and not by others."""
    visitor.open_menu()
    visitor.follow("申請履歴", visitor.page.locator("#menu"))
    visitor.sees_page("申請履歴")
    for typed, hits in ((words, 1), ("存在", 0)):
        visitor.own |= {typed}
        visitor.field("q").fill(typed)
        visitor.press("絞り込む")
        link = visitor.page.locator("#list").get_by_role("link", name=" ".join(numbers.groups(number)))
        expect(link).to_have_count(hits)
        expect(visitor.page).to_have_url(re.compile("[?&]q="))
        visitor.inspect()
    visitor.field("q").fill(words)
    visitor.press("絞り込む")
    visitor.tap(link)
    visitor.sees_page("申請の内容")
    assert number_on(visitor) == number


def copy_for_another_order(visitor: Visitor, wish: Wish) -> str:
    """＋コピー&新規, change one answer, see the difference, file: a new number."""
    visitor.press("＋コピー&新規")
    visitor.sees_page("申請内容の確認")
    expect(visitor.page.locator("main del")).to_have_count(0)
    return _with_order(visitor, wish, "PO-2026-119", was="PO-2026-118")


def correct(visitor: Visitor, wish: Wish, old: str) -> str:
    """訂正して再申請: the old number is then of no use, and leads to the new one."""
    old_id = id_of(visitor)
    visitor.press("訂正して再申請")
    number = _with_order(visitor, wish, "PO-2026-120", was="PO-2026-119")
    assert number != old
    visitor.open(f"/applications/{old_id}/filed")
    visitor.sees("この番号は使えません")
    visitor.inspect()
    visitor.follow("新しい受付番号を見る")
    expect(visitor.page.locator(".plate__number")).to_have_text(" ".join(numbers.groups(number)))
    return number


def withdraw(visitor: Visitor) -> None:
    """After a page that says what it means."""
    visitor.follow("取り下げる")
    visitor.sees_page("申請を取り下げる")
    visitor.type({"reason": "注文しないことになりました。"})
    visitor.press("この申請を取り下げる")
    visitor.sees_page("申請の内容")
    visitor.sees("申請を取り下げました。この受付番号は、もう注文に使えません。")
    visitor.follow("受付番号とPDF")
    visitor.sees("この番号は使えません")


def _with_order(visitor: Visitor, wish: Wish, order: str, was: str) -> str:
    """Change the one answer; the old one stands beside it, struck out."""
    visitor.sees_page("申請内容の確認")
    visitor.tap(visitor.page.locator('a[href*="/extras?back=check"]').first)
    visitor.sees_step("extras")
    visitor.type({"customer_po": order})
    visitor.continues()
    visitor.sees_page("申請内容の確認")
    expect(visitor.page.locator("main del")).to_have_count(1)
    expect(visitor.page.locator("main del")).to_contain_text(was)
    return file(visitor, for_others=wish.for_others)
