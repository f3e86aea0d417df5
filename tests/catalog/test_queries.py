"""Reading the catalogue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tbc.catalog import queries
from tbc.catalog.queries import Wanted
from tbc.kit.clock import today
from tests.products import a_product


@pytest.mark.rule("CAT-1")
@pytest.mark.parametrize(
    "words",
    ["エンド", "ド", "えんどぽいんと", "ｴﾝﾄﾞ", "sge-adv", "ＳＧＥＡＤＶ", "アド エンド", "Endpoint", "サンプルガード"],
)
def test_any_part_of_a_name_or_code_finds_it_in_any_width_and_kana(session: Session, words: str) -> None:
    a_product("SGE-ADV", "サンプルガード エンドポイント アドバンス", name_en="Sample Guard Endpoint Advance")
    a_product("OTH-1", "例示メール", name_en="Other")
    assert [p.code for p in queries.list_products(Wanted(q=words))] == ["SGE-ADV"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "エンドX", "ポイントエン"])
def test_what_is_not_part_of_a_name_finds_nothing(session: Session, words: str) -> None:
    a_product("SGE-ADV", "サンプルガード エンドポイント アドバンス")
    found = queries.list_products(Wanted(q=words))
    assert [p.code for p in found] == (["SGE-ADV"] if words == "_" else [])


@pytest.mark.rule("CAT-1")
def test_eligible_are_those_offered_today_on_the_web_for_kind_and_class(session: Session) -> None:
    day = timedelta(days=1)
    a_product("A-NOW", offered_from=today(), offered_until=today())
    a_product("B-GONE", offered_until=today() - day)
    a_product("C-SOON", offered_from=today() + day)
    a_product("D-EXCEL", channel="excel", excel_form="A-1", excel_send_to="forms@vendor.example.com")
    a_product("E-NEW", application_kinds=["new"])
    a_product("F-SCHOOL", contract_classes=["academic"])
    assert _codes("renewal", "corporate") == ["A-NOW"]
    assert _codes("new", "academic") == ["A-NOW", "E-NEW", "F-SCHOOL"]
    assert _codes(None, None) == ["A-NOW", "E-NEW", "F-SCHOOL"]
    assert queries.count_eligible() == 3
    assert queries.count_products(Wanted()) == 4
    assert queries.count_products(Wanted(kind="saas")) == 0


def test_pages_lead_forth_and_back_without_gap_or_double(session: Session) -> None:
    for number in range(7):
        a_product(f"P-{number}")
    seen, page = [], queries.get_page(Wanted(), limit=3)
    assert page.previous is None
    while page.next:
        seen.append([p.code for p in page.products])
        page = queries.get_page(Wanted(), after=page.next, limit=3)
    assert [*seen, [p.code for p in page.products]] == [["P-0", "P-1", "P-2"], ["P-3", "P-4", "P-5"], ["P-6"]]
    back = []
    while page.previous:
        page = queries.get_page(Wanted(), before=page.previous, limit=3)
        back.append([p.code for p in page.products])
    assert back == seen[::-1]


def test_products_by_code_leave_out_unknown_codes(session: Session, statements: list[str]) -> None:
    a_product("A-1")
    a_product("A-2")
    session.expunge_all()
    statements.clear()
    assert set(queries.get_products(["A-1", "A-2", "A-1", "NONE"])) == {"A-1", "A-2"}
    assert len(statements) == 1
    assert queries.get_products([]) == {}
    assert queries.find_product("NONE") is None


@pytest.mark.rule("XLS-5")
@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("サンプルガード エンドポイント アドバンス (SGE-ADV)", "SGE-ADV"),
        ("何か別の名前（ＳＧＥ－ＡＤＶ）", "SGE-ADV"),
        ("サンプルガード サーバ保護 Plus [SGS-P01]", "SGS-P01"),
        ("ｻﾝﾌﾟﾙｶﾞｰﾄﾞ　サーバ保護ＰＬＵＳ", "SGS-P01"),
        ("サンプルガードエンドポイントアドバンス", "SGE-ADV"),
        ("Sample Guard Endpoint Advance", "SGE-ADV"),
        (" sge-adv ", "SGE-ADV"),
    ],
)
def test_a_name_on_an_old_sheet_means_one_product_without_doubt(session: Session, written: str, code: str) -> None:
    _some()
    found = queries.find_named(written)
    assert found is not None
    assert found.code == code
    assert queries.match_name(written) == [found]


@pytest.mark.rule("XLS-5")
def test_a_name_that_is_only_alike_is_offered_and_never_taken(session: Session) -> None:
    _some()
    assert queries.find_named("サンプルガード エンドポイント アドバンスト") is None
    assert queries.match_name("サンプルガード エンドポイント アドバンスト")[0].code == "SGE-ADV"
    assert queries.match_name("まったく別のもの") == []
    assert queries.match_name("") == []
    assert queries.find_named("(") is None


def _some() -> None:
    a_product("SGE-ADV", "サンプルガード エンドポイント アドバンス", name_en="Sample Guard Endpoint Advance")
    a_product("SGE-STD", "サンプルガード エンドポイント スタンダード", name_en="Sample Guard Endpoint Standard")
    a_product("SGS-P01", "サンプルガード サーバ保護 Plus", name_en="Sample Guard Server Protection Plus")


def _codes(kind: str | None, contract_class: str | None) -> list[str]:
    return [product.code for product in queries.list_eligible(kind, contract_class)]
