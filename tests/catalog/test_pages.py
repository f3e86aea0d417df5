"""The public pages of the catalogue."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest

from tbc.kit.clock import today
from tests.client import Client
from tests.products import a_product, the_catalogue


@pytest.mark.rule("CAT-1")
def test_the_list_is_public_and_says_how_each_product_is_applied_for(client: Client) -> None:
    the_catalogue()
    html = client.get("/products").text
    assert "44件の製品があります。" in html
    first = client.get("/products?q=サンプルガード エンドポイント").text
    assert "サンプルガード エンドポイント アドバンス" in first
    assert "OEM版申請書" in first
    assert "「サンプルガード エンドポイント」を含む製品は6件です。" in first


@pytest.mark.rule("CAT-1")
def test_filters_stand_in_the_address_and_can_be_taken_off(client: Client) -> None:
    the_catalogue()
    html = client.get("/products?kind=saas&application_kind=new&contract_class=academic&q=K12").text
    assert "2件です。" in html
    assert 'href="/products?q=K12&amp;application_kind=new&amp;contract_class=academic"' in html
    assert "サンプルアプライアンス" not in html


def test_a_filter_that_does_not_exist_filters_nothing(client: Client) -> None:
    a_product("A-1")
    assert "1件の製品があります。" in client.get("/products?kind=nonsense&after=&before=").text


def test_pages_lead_through_all_products(client: Client) -> None:
    the_catalogue()
    seen, address = 0, "/products"
    for _ in range(5):
        html = client.get(address).text
        seen += html.count('scope="row"')
        if 'rel="next"' not in html:
            break
        address = html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert seen == 44


def test_htmx_gets_the_part_and_everybody_else_the_page(client: Client) -> None:
    a_product("A-1", "見本製品")
    part = client.get("/products?q=見本", headers={"HX-Request": "true"})
    assert "<h1" not in part.text
    assert "見本製品" in part.text
    assert "HX-Request" in part.headers["Vary"]
    assert "<h1" in client.get("/products?q=見本").text


def test_an_empty_answer_says_how_to_go_on(client: Client) -> None:
    html = client.get("/products?q=存在しない製品").text
    assert "この条件に合う製品はありません。" in html
    assert "すべての製品を見る" in html


@pytest.mark.rule("UX-1")
def test_the_pages_speak_english(client: Client) -> None:
    the_catalogue()
    assert "Sample Guard Endpoint Advance" in client.get("/products?language=en&q=SGE-ADV").text
    assert "School list for K-12 RM" in client.get("/products/SES-K12").text


@pytest.mark.rule("CAT-1")
def test_a_product_on_excel_shows_its_form_and_where_to_send_it(client: Client) -> None:
    a_product("XL-1", channel="excel", excel_form="OEM版申請書", excel_send_to="oem@vendor.example.com")
    html = client.get("/products/xl-1").text
    assert "OEM版申請書" in html
    assert 'href="mailto:oem@vendor.example.com"' in html
    assert "申請をはじめる" not in html


@pytest.mark.rule("CAT-2")
def test_a_product_says_which_supplement_and_people_it_needs(client: Client) -> None:
    the_catalogue()
    html = client.get("/products/WSS-K12").text
    assert "K12 RM用_学校情報登録リスト" in html
    assert "/products/supplements/K12-SCHOOLS.xlsx" in html
    assert "1名から5名まで" in client.get("/products/SUP-PRM").text
    assert "シリアル番号" in client.get("/products/SA-1200").text


@pytest.mark.rule("CAT-2")
def test_a_blank_supplement_is_downloaded_under_its_japanese_name(client: Client) -> None:
    the_catalogue()
    response = client.get("/products/supplements/K12-SCHOOLS.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert book.worksheets[0]["A1"].value == "K12 RM用_学校情報登録リスト"
    assert "filename*=UTF-8''K12%20RM%E7%94%A8_" in response.headers["Content-Disposition"]


def test_a_product_that_ended_or_has_not_begun_says_when(client: Client) -> None:
    a_product("OVER", offered_until=today() - timedelta(days=1))
    a_product("SOON", offered_from=today() + timedelta(days=1))
    assert "で終わりました" in client.get("/products/OVER").text
    assert "から申請できます" in client.get("/products/SOON").text


@pytest.mark.parametrize("path", ["/products/NONE", "/products/supplements/NONE.xlsx", "/products/supplements/"])
def test_what_does_not_exist_is_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_of_products_takes_few_statements(client: Client, statements: list[str]) -> None:
    the_catalogue()
    client.get("/products")
    statements.clear()
    client.get("/products?q=サンプル&kind=license")
    assert len(statements) <= 3
