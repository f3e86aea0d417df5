"""The history: found by what people remember, page by page, and taken along as a table."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.applications.queries import PAGE
from tbc.applications.service import filing
from tbc.kit.db import session
from tests.applications import given
from tests.applications.given import PARTY, a_product, content
from tests.client import Client
from tests.people import a_customer, acting, sign_in


def a_filed(*arguments: Any) -> Application:
    return given.apart(given.a_filed(*arguments))


def a_draft(*arguments: Any) -> Application:
    return given.apart(given.a_draft(*arguments))


@pytest.fixture
def filer(client: Client) -> Any:
    """The client signed in as a customer, who is returned."""
    user = a_customer()
    sign_in(client, user)
    return user


def _found(client: Client, **query: str) -> str:
    return client.get("/applications", query_string=query).get_data(as_text=True)


def _named(name: str, **changes: Any) -> dict[str, Any]:
    return content(end_user=PARTY | {"corporate_name": name}, **changes)


def test_an_empty_history_says_how_to_begin(client: Client, filer: Any) -> None:
    text = _found(client)
    assert "まだ申請がありません" in text
    assert "/applications/new" in text


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize(
    "words",
    [
        "髙﨑",
        "建設",
        "サンプル",
        "さんぷる",
        "ｻﾝﾌﾟﾙ髙﨑",
        "エンドポイント",
        "SGE-ADV",
        "sge",
        "8928880361560",
        "ダミー情報 建設",
    ],
)
def test_an_application_is_found_by_two_characters_and_more(client: Client, filer: Any, words: str) -> None:
    a_filed(filer)
    a_filed(filer, _named("株式会社例示", reseller={"company": "別の販売店"}))
    text = _found(client, q=words)
    assert "サンプル髙﨑建設株式会社" in text


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize("words", ["髙﨑市", "存在しない", "建設髙﨑"])
def test_what_stands_nowhere_is_not_found(client: Client, filer: Any, words: str) -> None:
    a_filed(filer)
    assert "条件に合う申請はありません" in _found(client, q=words)


@pytest.mark.rule("NUM-2")
@pytest.mark.rule("APP-10")
def test_a_number_is_found_however_it_is_typed(client: Client, filer: Any) -> None:
    filed = a_filed(filer, _named("番号株式会社"))
    a_filed(filer, _named("別の株式会社"))
    number = filed.number or ""
    for typed in (
        number,
        number.lower(),
        " ".join(numbers.groups(number)),
        "-".join(numbers.groups(number)),
        number[:9],
    ):
        text = _found(client, q=typed)
        assert "番号株式会社" in text
        assert "別の株式会社" not in text


@pytest.mark.rule("APP-10")
def test_a_license_id_is_found(client: Client, filer: Any) -> None:
    a_product()
    line = {"product": "SGE-ADV", "quantity": "10", "term_years": "1", "license_id": "4471903852"}
    a_filed(filer, _named("更新株式会社", kind="renewal", items=[line]))
    a_filed(filer, _named("新規株式会社"))
    text = _found(client, q="4471903852")
    assert "更新株式会社" in text
    assert "新規株式会社" not in text


@pytest.mark.rule("APP-10")
def test_filters_narrow_and_are_taken_off_one_by_one(client: Client, filer: Any) -> None:
    withdrawn = given.a_filed(filer, _named("取下株式会社"))
    filing.withdraw(acting(filer), withdrawn, "")
    session.commit()
    a_filed(filer, _named("申請株式会社"))
    text = _found(client, state="withdrawn", kind="new")
    assert "取下株式会社" in text
    assert "申請株式会社" not in text
    assert 'href="/applications?kind=new"' in text
    assert "申請株式会社" not in _found(client, until="2020/01/01")
    assert "申請株式会社" in _found(client, since="令和2年1月1日")


def test_a_day_that_cannot_be_read_is_said_at_its_field(client: Client, filer: Any) -> None:
    a_filed(filer)
    text = _found(client, since="昨日")
    assert "年月日で入力してください" in text
    assert "サンプル髙﨑建設株式会社" in text


@pytest.mark.rule("APP-10")
def test_pages_follow_each_other_without_gap_or_double(client: Client, filer: Any) -> None:
    made = {a_filed(filer, _named(f"第{at}株式会社")).number for at in range(PAGE * 2 + 3)}
    seen: list[str] = []
    address = "/applications"
    while address:
        text = client.get(address).get_data(as_text=True)
        seen += [number for number in made if number and f"{number[:4]} {number[4:8]} {number[8:12]}" in text]
        older = (
            text.rpartition('rel="next"')[0].rpartition('href="')[2].partition('"')[0] if 'rel="next"' in text else ""
        )
        address = older.replace("&amp;", "&")
    assert sorted(seen) == sorted(number for number in made if number)


@pytest.mark.rule("APP-1")
def test_nobody_elses_applications_are_listed(client: Client, filer: Any) -> None:
    a_filed(a_customer(), _named("他社株式会社"))
    assert "他社株式会社" not in _found(client)
    assert "他社株式会社" not in _found(client, q="他社")


@pytest.mark.rule("APP-10")
def test_the_csv_holds_what_is_filtered_and_no_formula(client: Client, filer: Any) -> None:
    a_filed(filer, _named("=cmd|' /C calc'!A0", customer_po="+1-2"))
    a_filed(filer, _named("別の株式会社"))
    answer = client.get("/applications/export.csv", query_string={"q": "calc"})
    text = answer.get_data().decode("utf-8-sig")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "別の株式会社" not in text
    assert "\"'=cmd|' /C calc'!A0\"" in text or "'=cmd|' /C calc'!A0" in text
    assert "'+1-2" in text
    assert "販売店と同じ" in text


@pytest.mark.rule("APP-10")
def test_the_workbook_holds_one_row_per_product_line(client: Client, filer: Any) -> None:
    a_product()
    a_product("SGM-STD")
    lines = [{"product": code, "quantity": "10", "term_years": "1"} for code in ("SGE-ADV", "SGM-STD")]
    a_filed(filer, content(items=lines))
    answer = client.get("/applications/export.xlsx")
    sheet = load_workbook(io.BytesIO(answer.get_data())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    titles = list(rows[0])
    assert len(rows) == 3
    assert [row[titles.index("製品コード")] for row in rows[1:]] == ["SGE-ADV", "SGM-STD"]
    assert [row[titles.index("数量")] for row in rows[1:]] == [10, 10]


def test_htmx_gets_the_list_alone(client: Client, filer: Any) -> None:
    a_filed(filer)
    answer = client.get("/applications", headers={"HX-Request": "true"})
    assert "<html" not in answer.get_data(as_text=True)
    assert "HX-Request" in answer.headers["Vary"]


@pytest.mark.parametrize("query", [{}, {"q": "髙﨑"}, {"state": "draft"}])
def test_the_list_takes_at_most_eight_statements(
    client: Client, filer: Any, statements: list[str], query: dict[str, str]
) -> None:
    a_filed(filer)
    a_draft(filer)
    session.remove()
    statements.clear()
    client.get("/applications", query_string=query)
    assert len(statements) <= 8, statements
