"""Search by any part of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tbc.catalog.models import Product
from tbc.kit.search import containing, fold, pairs, searchable
from tests.products import the_catalogue


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ｻﾝﾌﾟﾙ　ガード", "サンプル ガード"),
        ("さんぷる", "サンプル"),
        ("K-12 ＲＭ", "k12 rm"),
        ("㈱見本", "株 見本"),
        ("  [SGS-P01]  ", "sgsp01"),
        ("髙﨑", "髙﨑"),
        ("", ""),
    ],
)
def test_texts_are_compared_in_one_form(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


def test_pairs_stay_within_words_and_come_once() -> None:
    assert pairs("ababa 見本") == ["ab", "ba", "見本"]
    assert pairs("a b") == []
    assert searchable(["見本", None, "", "A-1"]) == ("見本 a1", ["a1", "見本"])


@pytest.mark.rule("APP-10")
def test_two_characters_are_found_through_the_index(session: Session) -> None:
    the_catalogue()
    query = select(Product.code).where(*containing("保護", Product.search_text, Product.search_pairs))
    session.execute(text("SET LOCAL enable_seqscan = off"))
    sql = str(query.compile(session.connection(), compile_kwargs={"literal_binds": True})).replace("%%", "%")
    plan = "\n".join(row[0] for row in session.execute(text("EXPLAIN " + sql.replace(":", "\\:"))))
    assert "ix_products_search_pairs" in plan


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize(
    ("words", "keys"),
    [("株式会社鈴木京都", ["鈴木京都"]), ("株式会社", ["株式会社"]), ("株式会社７", ["式会社7", "株式会社"])],
)
def test_what_half_of_all_names_have_is_not_asked_of_the_index(words: str, keys: list[str]) -> None:
    indexed, as_written = containing(words, Product.search_text, Product.search_pairs)
    assert indexed.right.value == keys  # type: ignore[attr-defined]  # a comparison has two sides
    assert fold(words) in str(as_written.compile(compile_kwargs={"literal_binds": True}))
