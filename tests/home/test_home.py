"""The front page."""

from __future__ import annotations

import pytest

from tests.client import Client
from tests.people import a_customer, sign_in
from tests.products import a_product, the_catalogue


@pytest.mark.rule("CAT-1")
def test_two_doors_a_sample_number_and_the_way_to_the_products(client: Client) -> None:
    the_catalogue()
    html = client.get("/").text
    for words in (
        "一般のお客様",
        "認定パートナー",
        "納品を受け取る方",
        "受付番号（見本）",
        "対象製品をすべて見る（44件）",
    ):
        assert words in html
    assert 'href="https://partners.example.com/"' in html


def test_no_door_is_dead(client: Client) -> None:
    html = client.get("/").text
    inside = html.split("<main")[1].split("</main>")[0]
    addresses = {part.split('"')[0].split("#")[0] for part in inside.split('href="')[1:]}
    assert {"/sign-in", "/sign-up", "/sign-up?kind=renewal-only", "/help/partner", "/help/delivery"} <= addresses
    for address in addresses:
        if address.startswith("/"):
            assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_the_product_search_answers_on_the_page(client: Client) -> None:
    a_product("A-1", "見本製品")
    html = client.get("/?q=見本").text
    assert "「見本」を含む製品は1件です。" in html
    assert "製品のご契約に必要な情報を、" in html
    part = client.get("/?q=見本", headers={"HX-Request": "true"}).text
    assert "見本製品" in part
    assert "<h1" not in part
    assert "「ほげほげ」を含む製品はありません。" in client.get("/?q=ほげほげ").text


def test_more_than_fit_are_shown_on_the_list(client: Client) -> None:
    for number in range(7):
        a_product(f"A-{number}", f"見本製品 {number}")
    html = client.get("/?q=見本").text
    assert html.count('scope="row"') == 5
    assert "見本製品 4" in html
    assert "「見本」を含む製品をすべて見る（7件）" in html


def test_signed_in_people_get_their_start_page(client: Client) -> None:
    html = sign_in(client, a_customer()).get("/").text
    assert "<h1>ホーム</h1>" in html
    assert "一般のお客様" not in html
    assert "対象製品を探す" in html


def test_what_is_searched_for_is_never_markup(client: Client) -> None:
    html = client.get("/", query_string={"q": '"><svg onload=x>{{7*7}}'}).text
    assert "<svg onload" not in html
    assert "49" not in html.split("<main")[1].split('id="found"')[1][:400]


def test_the_front_page_takes_few_statements(client: Client, statements: list[str]) -> None:
    client.get("/")
    statements.clear()
    client.get("/?q=見本")
    assert len(statements) <= 4
