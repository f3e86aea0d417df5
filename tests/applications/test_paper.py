"""The filed application on paper: one file with the number, its QR code and everything that was filed."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tbc.applications.models import Application
from tests.applications import given
from tests.applications.given import PARTY, content
from tests.client import Client
from tests.people import a_customer, sign_in


def a_filed(*arguments: Any) -> Application:
    return given.apart(given.a_filed(*arguments))


@pytest.mark.rule("APP-6")
def test_the_paper_holds_the_number_and_the_record(client: Client) -> None:
    filer = a_customer()
    sign_in(client, filer)
    filed = a_filed(
        filer, content(end_user=PARTY | {"corporate_name": "㈱サンプル髙﨑𠮷田①"}, remarks="#set text(red)\n至急")
    )
    answer = client.get(f"/applications/{filed.id}/filed.pdf")
    assert answer.mimetype == "application/pdf"
    assert f"{filed.number}.pdf" in answer.headers["Content-Disposition"]
    pages = PdfReader(io.BytesIO(answer.get_data())).pages
    text = "".join(page.extract_text() for page in pages)
    number = filed.number or ""
    assert number[:4] in text
    assert number[20:] in text
    assert "㈱サンプル髙﨑𠮷田①" in text
    assert "#set text(red)" in text
    assert len(pages) <= 2


@pytest.mark.rule("APP-6")
def test_the_filed_page_shows_the_number_as_a_picture_too(client: Client) -> None:
    filer = a_customer()
    sign_in(client, filer)
    filed = a_filed(filer)
    text = client.get(f"/applications/{filed.id}/filed").get_data(as_text=True)
    assert "<svg" in text
    assert "受付番号のQRコード" in text
