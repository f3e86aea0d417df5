"""Documents in a browser: read and saved by the customer, found, corrected and cancelled by staff (BIL-2, BIL-3)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.invoices.models import Document
from tbc.invoices.service.replacing import correct
from tbc.kit import db
from tbc.kit.clock import today
from tests import people
from tests.browser import inspection
from tests.browser.visitor import Visitor
from tests.invoices.making import ADDRESSEE, a_quote, a_receipt, an_invoice

pytestmark = [pytest.mark.browser, pytest.mark.rule("BIL-3")]
WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}]
NAMES = ["script", "no script", "narrow", "English"]
RIGHT = replace(ADDRESSEE, company="正しい見本株式会社")
# What stands on papers, and who staff are, in whatever language they are read.
OWN = {*asdict(ADDRESSEE).values(), *asdict(RIGHT).values(), "カ）タカサキミホンコウギョウ", "雛形　一郎", "架空　洋子"}


@pytest.mark.rule("BIL-2")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_customer_reads_each_paper_and_saves_the_receipt(
    a_visitor: Callable[..., Visitor], window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    with visitor.portal.given():
        holder, of = people.a_customer(), {"language": visitor.language}
        receipt = a_receipt(holder, **of)
        quote = a_quote(holder, **of)
        papers = [receipt, db.session.get_one(Document, an_invoice(holder, **of).document_id), quote]
        papers.append(correct(people.acting(holder), quote, "宛名の誤り", addressee=ADDRESSEE))
        paths = [f"/invoices/{paper.id}" for paper in papers]
        number = receipt.number
        _sign_in(visitor, holder)
    for path, heading in zip(paths, ("領収書", "請求書", "見積書", "訂正見積書"), strict=True):
        visitor.open(path)
        expect(visitor.page.locator("h1")).to_have_text(visitor.words(heading))
        # The visitor looks only once at pages of one address; these are four.
        assert inspection.sideways(visitor.page) == {}
        assert not visitor.script or inspection.axe_violations(visitor.page) == []
    answer = visitor.page.request.get(f"{visitor.portal.address}{paths[0]}.pdf")
    assert number in PdfReader(io.BytesIO(answer.body())).pages[0].extract_text()


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_staff_find_a_document_by_day_amount_and_counterparty(
    a_visitor: Callable[..., Visitor], window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    with visitor.portal.given():
        wanted, other = an_invoice().number, a_quote().number
        _sign_in(visitor, people.an_auditor())
    page = visitor.page
    visitor.open("/desk/documents")
    visitor.sees_page("書類")
    visitor.inspect()
    visitor.type({"q": "高崎見本", "since": "2026/11/20", "least": "7525", "most": "7525"})
    page.locator('select[name="kind"]').select_option("invoice")
    visitor.press("絞り込む")
    expect(page.get_by_text(wanted)).to_be_visible()
    expect(page.get_by_text(other)).to_have_count(0)
    visitor.inspect()
    visitor.tap(page.get_by_text(wanted))
    expect(page.locator("h1")).to_have_text(f"{visitor.words('請求書')} {wanted}")
    visitor.inspect()
    visitor.follow("書類を見る")
    expect(page.locator("h1")).to_have_text("請求書")


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_staff_correct_an_invoice_and_then_cancel_it(
    a_visitor: Callable[..., Visitor], window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    page = visitor.page
    with visitor.portal.given():
        number = an_invoice().number
        _sign_in(visitor, people.an_operator())
    visitor.open("/desk/documents")
    visitor.tap(page.get_by_text(number))
    visitor.follow("宛名や品名を訂正する")
    visitor.sees_page("宛名や品名を訂正する")
    visitor.press("訂正の内容を確認する")
    visitor.is_told("reason")
    visitor.type({"company": RIGHT.company, "reason": "社名の誤り"})
    visitor.press("訂正の内容を確認する")
    visitor.sees_page("訂正の内容を確認する")
    expect(page.locator("del")).to_have_text(ADDRESSEE.company)
    visitor.press("入力に戻る")
    expect(visitor.field("company")).to_have_value(RIGHT.company)
    visitor.press("訂正の内容を確認する")
    visitor.press("この内容で訂正書を発行する")
    expect(page.locator("h1")).to_contain_text("COR-")
    visitor.inspect()
    visitor.follow("この書類を取り消す")
    visitor.sees_page("請求書を取り消す")
    visitor.press("請求書を取り消す")
    visitor.is_told("reason")
    visitor.type({"reason": "二重の請求"})
    visitor.press("請求書を取り消す")
    expect(page.locator("h1")).to_contain_text("CAN-")
    visitor.inspect()
    visitor.tap(page.get_by_role("link", name=number))
    expect(page.locator(".notice--warn")).to_contain_text("COR-")


@pytest.mark.rule("BIL-1")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_staff_see_what_is_owed_at_the_end_of_a_day(
    a_visitor: Callable[..., Visitor], window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    page = visitor.page
    with visitor.portal.given():
        late, later = (an_invoice(issued_on=today() - timedelta(days=days)).number for days in (90, 5))
        _sign_in(visitor, people.an_auditor())
    visitor.open("/desk/invoices")
    visitor.sees_page("未入金の請求書")
    expect(page.get_by_text(later)).to_have_count(0 if today().day > 5 else 1)
    visitor.type({"on": f"{today():%Y/%m/%d}"})
    visitor.press("表示する")
    expect(page.get_by_text(later)).to_be_visible()
    visitor.type({"age": "overdue"})
    visitor.press("表示する")
    expect(page.get_by_text(later)).to_have_count(0)
    expect(page.get_by_text(late)).to_be_visible()
    visitor.inspect()
    visitor.tap(page.get_by_text(late))
    expect(page.locator("h1")).to_contain_text(late)


def _sign_in(visitor: Visitor, user: User) -> None:
    user.language = visitor.language
    visitor.own |= OWN
    token = sessions.begin(user, "127.0.0.1", "test")
    db.session.commit()
    visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
