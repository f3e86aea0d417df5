"""The PDF: made once, kept with its hash, archival, and saying what the law wants (BIL-2, BIL-3)."""

from __future__ import annotations

import io
import re
from hashlib import sha256

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from tbc.invoices.models import Document
from tbc.invoices.paper import file_name
from tbc.invoices.service.issuing import Addressee
from tbc.invoices.service.replacing import cancel
from tests.invoices.making import a_line, a_quote, a_receipt, an_invoice
from tests.people import acting, an_operator


@pytest.mark.rule("BIL-2")
def test_the_receipt_says_everything_that_a_qualified_invoice_must(session: Session) -> None:
    """消費税法 57条の4: issuer and number, date, what with its rate mark, sums and tax by rate, addressee."""
    receipt = a_receipt()
    text = words_of(receipt)
    assert "領収書" in text
    for said in (
        "TrendMicro",
        "登録番号T3987654321098",
        "災害備蓄用飲料水※",
        "※は軽減税率（8%）の対象です。",
        "10%対象（税抜）5,997円",
        "消費税（10%）599円",
        "8%対象（税抜）861円",
        "消費税（8%）68円",
        "合計（税込）7,525円",
        "高崎見本工業株式会社",
        "ご入金日2026年12月1日",
        receipt.number,
    ):
        assert said in text


@pytest.mark.rule("BIL-1")
@pytest.mark.rule("BIL-2")
def test_the_invoice_says_how_to_pay_and_that_it_is_no_qualified_one(session: Session) -> None:
    invoice = an_invoice()
    text = words_of(session.get_one(Document, invoice.document_id))
    for said in (
        "お支払期限2027年1月20日",
        "見本銀行（9999）",
        "普通預金1234567",
        f"振込名義の前に入れる番号{invoice.number}",
        "振込手数料はお客様のご負担",
        "適格請求書（インボイス）ではありません",
    ):
        assert said in text
    assert "登録番号" not in text


@pytest.mark.rule("BIL-3")
def test_a_cancellation_names_what_it_cancels_and_why(session: Session) -> None:
    quote = a_quote()
    text = words_of(cancel(acting(an_operator()), quote, "価格の誤り"))
    assert f"取り消す書類見積書{quote.number}" in text
    assert "理由価格の誤り" in text


@pytest.mark.rule("BIL-3")
def test_it_is_archival_tagged_and_kept_as_it_was_made(session: Session) -> None:
    quote = a_quote()
    metadata = PdfReader(io.BytesIO(quote.pdf)).xmp_metadata
    assert metadata is not None
    written = metadata.stream.get_data().decode()
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", written, re.DOTALL)
    assert "pdfuaid:part>1<" in written
    assert quote.pdf_sha256 == sha256(quote.pdf).hexdigest()
    assert file_name(quote) == "QUO-2026-000001.pdf"


@pytest.mark.rule("BIL-2")
def test_a_hundred_lines_and_long_names_go_on_over_the_pages(session: Session) -> None:
    name = "サンプルガード エンドポイント アドバンス 官公庁向け 追加ライセンス " * 3
    receipt = a_receipt(
        lines=(a_line(name),) * 100,
        addressee=Addressee(company="高崎見本工業株式会社" * 8, department="情報システム部" * 8, person="見本　さくら"),
    )
    pages = PdfReader(io.BytesIO(receipt.pdf)).pages
    assert len(pages) > 3
    assert all(receipt.number in page.extract_text() for page in pages)


def test_what_somebody_typed_is_never_markup(session: Session) -> None:
    hostile = '#panic("x") $1$ *bold* \\ <tag> https://example.com "引用" #sys.inputs'
    text = words_of(a_quote(addressee=Addressee(company=hostile)))
    assert re.sub(r"\s", "", hostile) in text


def test_an_english_one_is_english(session: Session) -> None:
    quote = a_quote(language="en")
    assert "20 November 2026" in (" ".join(page.extract_text() for page in PdfReader(io.BytesIO(quote.pdf)).pages))


def words_of(document: Document) -> str:
    """All text of the PDF, without white space."""
    pages = PdfReader(io.BytesIO(document.pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
