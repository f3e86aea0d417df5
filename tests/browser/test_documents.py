"""Documents in a browser: read and saved by the customer, found by staff in the archive (BIL-2, BIL-3)."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.invoices.models import Document
from tbc.invoices.service.replacing import correct
from tbc.kit import db
from tests import people
from tests.browser import inspection
from tests.browser.visitor import Visitor
from tests.invoices.making import ADDRESSEE, a_quote, a_receipt, an_invoice

pytestmark = [pytest.mark.browser, pytest.mark.rule("BIL-3")]
WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}]
NAMES = ["script", "no script", "narrow"]


@pytest.mark.rule("BIL-2")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_customer_reads_each_paper_and_saves_the_receipt(
    a_visitor: Callable[..., Visitor], window: dict[str, object]
) -> None:
    visitor = a_visitor(**window)
    with visitor.portal.given():
        holder = people.a_customer()
        receipt = a_receipt(holder)
        quote = a_quote(holder)
        papers = [receipt, db.session.get_one(Document, an_invoice(holder).document_id), quote]
        papers.append(correct(people.acting(holder), quote, "宛名の誤り", addressee=ADDRESSEE))
        paths = [f"/invoices/{paper.id}" for paper in papers]
        number = receipt.number
        _sign_in(visitor, holder)
    for path, heading in zip(paths, ("領収書", "請求書", "見積書", "訂正見積書"), strict=True):
        visitor.open(path)
        expect(visitor.page.locator("h1")).to_have_text(heading)
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
    expect(page.locator("h1")).to_have_text("請求書")


def _sign_in(visitor: Visitor, user: User) -> None:
    token = sessions.begin(user, "127.0.0.1", "test")
    db.session.commit()
    visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
