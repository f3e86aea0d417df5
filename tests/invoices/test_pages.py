"""A document's page and its PDF: for whom it was made out, in its own language, with what has become of it since."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.invoices.models import Document
from tbc.invoices.queries.finding import list_about
from tbc.invoices.service.replacing import cancel, correct
from tests.client import Client
from tests.invoices.making import a_quote, a_receipt, an_invoice
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, acting, an_operator, sign_in


@pytest.mark.rule("BIL-2")
def test_the_page_says_what_the_paper_says(client: Client) -> None:
    holder = a_customer()
    receipt = a_receipt(holder)
    number = receipt.number
    page = sign_in(client, holder).get(f"/invoices/{receipt.id}").get_data(as_text=True)
    for said in (
        "領収書",
        "登録番号 T3987654321098",
        "災害備蓄用飲料水 ※",
        "10%対象（税抜）",
        "599円",
        "7,525円",
        number,
    ):
        assert said in page


@pytest.mark.rule("BIL-3")
def test_the_pdf_is_handed_over_byte_for_byte(client: Client, session: Session) -> None:
    holder = a_customer()
    quote = a_quote(holder)
    made, number = quote.pdf, quote.number
    answer = sign_in(client, holder).get(f"/invoices/{quote.id}.pdf")
    assert answer.data == made == session.scalar(select(Document.pdf).where(Document.number == number))
    assert answer.content_type == "application/pdf"
    assert f"{number}.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.rule("BIL-1")
def test_an_invoice_says_where_it_stands_and_how_to_pay(client: Client) -> None:
    holder = a_customer()
    invoice = an_invoice(holder)
    number = invoice.number
    page = sign_in(client, holder).get(f"/invoices/{invoice.document_id}").get_data(as_text=True)
    for said in ("お支払い待ち", "2027年1月20日", "普通預金 1234567", number):
        assert said in page


@pytest.mark.rule("BIL-3")
def test_what_was_replaced_leads_to_what_stands_now(client: Client) -> None:
    holder, staff = a_customer(), acting(an_operator())
    quote = a_quote(holder)
    corrected = correct(staff, quote, "製品名の誤り")
    cancelled = cancel(staff, corrected, "価格の誤り")
    about, ids = quote.about, [one.id for one in (quote, corrected, cancelled)]
    numbers = [one.number for one in (quote, corrected, cancelled)]
    sign_in(client, holder)
    old, newer, newest = (client.get(f"/invoices/{own}").get_data(as_text=True) for own in ids)
    assert "この書類は訂正されました" in old
    assert f"/invoices/{ids[1]}" in old
    assert "この書類は取り消されました" in newer
    assert f"もとの書類（{numbers[1]}）を見る" in newest
    assert [(row.number, row.names_kind) for row in list_about(about)] == [
        (numbers[0], ""), (numbers[1], "quote"), (numbers[2], "quote")
    ]  # fmt: skip


@pytest.mark.rule("BIL-3")
def test_who_has_left_the_company_account_reads_its_papers_no_longer(client: Client, session: Session) -> None:
    member, gone = a_customer(), a_customer()
    account = an_account(an_organization(member), member)
    own, member_id = a_quote(gone, company_account_id=account.id).id, member.id
    sign_in(client, gone)
    assert [client.get(f"/invoices/{own}{form}").status_code for form in ("", ".pdf")] == [404, 404]
    sign_in(client, session.get_one(User, member_id))
    assert [client.get(f"/invoices/{own}{form}").status_code for form in ("", ".pdf")] == [200, 200]


@pytest.mark.rule("UX-1")
def test_a_japanese_paper_on_an_english_page_stays_japanese(client: Client) -> None:
    holder = a_customer()
    quote = a_quote(holder)
    page = sign_in(client, holder).get(f"/invoices/{quote.id}?language=en").get_data(as_text=True)
    assert '<html lang="en">' in page
    assert '<article class="document" lang="ja">' in page
    assert "下記のとおりお見積り申し上げます。" in page
