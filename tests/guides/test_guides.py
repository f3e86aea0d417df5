"""Help: guides, their links and their search."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tbc.guides.contents import GUIDES
from tbc.guides.passages import Passage, passages_of
from tbc.guides.search import lit, search
from tests.client import Client

LANGUAGES = ("ja", "en")
KANA = re.compile(r"[ぁ-んァ-ヶ]{2}")


@pytest.mark.rule("HLP-1")
def test_the_index_lists_every_guide_in_both_languages(client: Client) -> None:
    for code in LANGUAGES:
        html = client.get(f"/help?language={code}").text
        assert all(f'href="/help/{guide.name}"' in html for guide in GUIDES)


@pytest.mark.rule("HLP-1")
@pytest.mark.parametrize("name", [guide.name for guide in GUIDES])
def test_each_guide_has_the_same_passages_in_both_languages(client: Client, name: str) -> None:
    anchors = []
    for code in LANGUAGES:
        html = client.get(f"/help/{name}?language={code}").text
        anchors.append(re.findall(r'<h2 class="index" id="([a-z-]+)">', html))
        assert len(anchors[-1]) > 4
    assert anchors[0] == anchors[1]


@pytest.mark.rule("UX-1")
def test_english_guides_are_english(app: Flask) -> None:
    with app.test_request_context("/help?language=en"):
        for guide in GUIDES:
            for passage in passages_of(guide, "en"):
                assert not KANA.search(passage.title), passage.anchor


@pytest.mark.rule("HLP-1")
def test_no_link_in_help_is_dead(client: Client) -> None:
    pages: dict[str, str] = {}
    for guide in GUIDES:
        pages[f"/help/{guide.name}"] = client.get(f"/help/{guide.name}").text
    links = {link for html in pages.values() for link in re.findall(r'href="([^"]+)"', html.split("<main")[1])}
    for link in links:
        path, _, anchor = link.replace("&amp;", "&").partition("#")
        if path.startswith("/") and "language=" not in path and "static" not in path:
            html = pages.get(path) or client.get(path).text
            pages[path] = html
            assert not anchor or f'id="{anchor}"' in html, link
            assert "見つかりません" not in html.split("</title>")[0], link


@pytest.mark.rule("HLP-1")
def test_a_search_leads_to_the_passage_and_lights_the_words(client: Client) -> None:
    html = client.get("/help?q=コピー").text
    assert 'href="/help/customer#copy-and-new"' in html
    assert "<mark>コピー</mark>" in html
    assert "ガイドの一覧" not in html


@pytest.mark.rule("HLP-1")
@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("会社アカウントへ移す", "/help/organizations#move"),
        ("リカバリーコード", "/help/security#recovery-codes"),
        ("承認 新規ユーザー登録書", "/help/staff#import-approve"),
        ("様式を教える", "/help/staff#teach-form"),
        ("候補 確信", "/help/staff#import-doubt"),
        ("要確認 振込専用口座", "/help/staff#payment-waiting"),
        ("消込を取り消す", "/help/staff#payment-undoing"),
    ],
)
def test_what_is_new_is_found_too(client: Client, words: str, passage: str) -> None:
    assert f'href="{passage}"' in client.get("/help", query_string={"q": words}).text


def test_a_search_takes_any_width_and_kana_and_needs_every_word() -> None:
    passages = [Passage("g", "a", "受付番号", "24桁の番号です。"), Passage("g", "b", "パスワード", "番号とは別です。")]
    assert [hit.passage.anchor for hit in search(passages, "ぱすわーど")] == ["b"]
    assert [hit.passage.anchor for hit in search(passages, "２４桁　番号")] == ["a"]
    assert [hit.passage.anchor for hit in search(passages, "番号")] == ["a", "b"]
    assert search(passages, "24桁 別") == []
    assert search(passages, "  ") == []


def test_hits_are_lit_where_they_stand_in_the_text_as_written() -> None:
    assert lit("K-12 RM用の別紙", ["k12", "別紙"]) == [("K-12", True), (" RM用の", False), ("別紙", True)]
    assert lit("㈱見本", ["株"]) == [("㈱", True), ("見本", False)]
    assert lit("", ["a"]) == []


def test_a_search_without_hits_says_how_to_go_on(client: Client) -> None:
    html = client.get("/help?q=存在しない言葉").text
    assert "を含むガイドはありません。" in html
    assert "ガイドの一覧を見る" in html


def test_htmx_gets_the_hits_alone(client: Client) -> None:
    part = client.get("/help?q=受付番号", headers={"HX-Request": "true"}).text
    assert "<h1" not in part
    assert "<mark>受付番号</mark>" in part


def test_an_unknown_guide_is_404(client: Client) -> None:
    assert client.get("/help/none").status_code == 404


def test_what_is_searched_for_is_never_markup(client: Client) -> None:
    html = client.get("/help", query_string={"q": "<b>受付番号</b>"}).text
    assert "<b>" not in html
