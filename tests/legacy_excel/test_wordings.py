"""Labels and titles are known under wordings that nobody listed: deeds, numbers of every kind, what was before."""

from __future__ import annotations

import pytest

from legacy_excel.definitions import vocabulary
from tests.legacy_excel.plain_forms import END_USER, FOOT, HEAD, ITEMS, OTHERS, WHOLE, Row, application_of

pytestmark = pytest.mark.rule("XLS-1")


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("ご購入数量", "quantity"),
        ("御注文本数", "quantity"),
        ("更新対象製品名", "product_name"),
        ("ご契約更新年数", "term_years"),
        ("保守契約終了日", "current_end_on"),
        ("ご登録ライセンスID", "license_id"),
        ("G. TEL", "phone"),
        ("（ｂ） ご担当者名", "contact_name"),
        ("三、 住所", "address"),
        ("iv. E-mail", "email"),
        ("契約者の同意を得ていますか", "consent"),
    ],
)
def test_a_label_is_known_by_its_core(text: str, concept: str) -> None:
    meaning = vocabulary().label(text)

    assert meaning is not None
    assert (meaning.concept, meaning.is_partial) == (concept, False)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("貴校名・貴社名", "company_name"),
        ("貴院名・貴社名（必須）", "company_name"),
        ("病院名／施設名", "company_name"),
        ("ご契約者名（会社名）", "company_name"),
        ("ご契約者名（ご担当者名）", "contact_name"),
        ("ご契約者名", "contact_name"),
        ("お名前・ご担当者名", "contact_name"),
        ("市区町村・番地", "city"),
        ("市区町村以下", "city"),
        ("都道府県・市区町村・番地", "prefecture"),
        ("担当者１　氏名", "contact_name"),
        ("会社名・部署名", None),
    ],
)
def test_a_label_may_be_put_together_of_words_for_one_thing(text: str, concept: str | None) -> None:
    meaning = vocabulary().label(text)

    assert (meaning.concept if meaning else None) == concept


@pytest.mark.parametrize("text", ["サポート", "技術サポート", "Support", "■ サポート"])
def test_support_alone_is_a_title_and_no_part_of_labels(text: str) -> None:
    assert vocabulary().section(text) == "support_contact"
    label = vocabulary().label("サポート期間")
    assert label is not None
    assert (label.concept, label.section) == ("term_years", None)


@pytest.mark.parametrize(
    "text", ["[更新対象製品]", "〔お申込み製品〕", "Products to Renew", "■ 更新対象製品 / Products to Renew"]
)
def test_a_title_of_items_is_no_label_of_a_product(text: str) -> None:
    assert vocabulary().section(text) == "items"
    assert vocabulary().label(text) is None


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("〔ご契約者（エンドユーザー様）〕", "end_user"),
        ("Delivery Destination", "delivery"),
        ("Renewed Licenses", "items"),
        ("二、 販売店", "reseller"),
    ],
)
def test_a_title_is_known_in_brackets_numbered_and_in_english(text: str, section: str) -> None:
    assert vocabulary().section(text) == section


def test_what_was_before_is_not_read() -> None:
    former: list[Row] = [
        ("（旧）会社名", "株式会社昔"),
        ("旧フリガナ", "ムカシ"),
        ("変更前メールアドレス", "old@mukashi.example.com"),
    ]

    rows = [*HEAD, *END_USER[:2], *former, *END_USER[2:], *OTHERS, *ITEMS, *FOOT]

    assert application_of(rows) == application_of(WHOLE)


@pytest.mark.parametrize("number", ["{}．", "({}) ", "{}、", "{}) "])
def test_fields_may_be_numbered_in_any_way(number: str) -> None:
    signs = ("A", "b", "三", "iv", "５", "６", "vii", "H")
    rows: list[Row] = [(number.format(sign) + str(row[0]), *row[1:]) for sign, row in zip(signs, END_USER, strict=True)]
    rows[0] = END_USER[0]

    assert application_of([*HEAD, *rows, *OTHERS, *ITEMS, *FOOT]) == application_of(WHOLE)
