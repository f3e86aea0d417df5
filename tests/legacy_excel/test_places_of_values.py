"""Values are found in the cell of their label, behind a colon of its own, in parties as rows, and in shared cells."""

from __future__ import annotations

import pytest

from tests.legacy_excel.plain_forms import (
    END_USER,
    FOOT,
    HEAD,
    ITEMS,
    OTHERS,
    WHOLE,
    Row,
    application_of,
    read_rows,
)

pytestmark = pytest.mark.rule("XLS-1")


@pytest.mark.parametrize("colon", ["：", ":", "→"])
def test_a_colon_may_have_a_cell_of_its_own(colon: str) -> None:
    rows = [(row[0], colon, *row[1:]) if len(row) == 2 else row for row in (*HEAD, *END_USER, *OTHERS)]

    assert application_of([*rows, *ITEMS, *FOOT]) == application_of(WHOLE)


def test_values_on_the_line_below_their_label_in_one_cell_may_be_left_empty() -> None:
    rows: list[Row] = [
        *HEAD,
        ("■ 契約者",),
        ("会社名\n株式会社見本工務店", "フリガナ\nミホン　ハナ", "ご担当者名\n見本　花"),
        ("役職\n", "電話番号\n03-5555-1234", "E-mail\nhana@mihon.example.co.jp"),
        ("郵便番号\n100-0001", "住所\n東京都千代田区千代田1-1"),
        *OTHERS,
        *ITEMS,
        *FOOT,
    ]

    assert application_of(rows) == application_of(WHOLE)


def test_how_a_name_is_read_may_stand_in_brackets_behind_it() -> None:
    rows: list[Row] = [*END_USER[:2], ("ご担当者名：見本　花（フリガナ：ミホン　ハナ）",), *END_USER[4:]]

    assert application_of([*HEAD, *rows, *OTHERS, *ITEMS, *FOOT]) == application_of(WHOLE)


def test_parties_may_be_rows_below_their_kind() -> None:
    rows: list[Row] = [
        ("区分", "会社名", "ご担当者名", "フリガナ", "電話番号", "E-mail", "郵便番号", "住所"),
        ("契約者", *(END_USER[place][1] for place in (1, 3, 2, 4, 5, 6, 7))),
        ("サポート窓口", "契約者と同じ"),
        ("納品先", None, None, None, None, "license@mihon.example.co.jp"),
        ("販売店", "架空事務機株式会社", "仮名　次郎"),
        (),
    ]

    assert application_of([*HEAD, *rows, *ITEMS, *FOOT]) == application_of(WHOLE)


def test_parties_may_be_columns_beside_their_kind() -> None:
    rows: list[Row] = [
        ("区分", "契約者", "納品先", "販売店"),
        ("会社名／Company", "株式会社見本工務店", None, "架空事務機株式会社"),
        ("フリガナ", "ミホン　ハナ"),
        ("ご担当者名／Name", "見本　花", None, "仮名　次郎"),
        ("TEL／Phone", "03-5555-1234"),
        ("E-mail", "hana@mihon.example.co.jp", "license@mihon.example.co.jp"),
        ("〒", "100-0001"),
        ("住所／Address", "東京都千代田区千代田1-1"),
        ("サポート窓口", "契約者と同じ"),
    ]

    assert application_of([*HEAD, *rows, *ITEMS, *FOOT]) == application_of(WHOLE)


def test_lines_may_share_a_cell_but_not_how_many() -> None:
    rows: list[Row] = [*ITEMS[:2], (1, "サンプルガード", 10, "1年"), (2, None, 20, None)]
    top = len([*HEAD, *END_USER, *OTHERS]) + 3

    items = application_of([*HEAD, *END_USER, *OTHERS, *rows, *FOOT], [f"B{top}:B{top + 1}", f"D{top}:D{top + 1}"])[
        "items"
    ]

    assert [(item["product_name"], item["quantity"], item["term_years"]) for item in items] == [
        ("サンプルガード", 10, 1),
        ("サンプルガード", 20, 1),
    ]


@pytest.mark.parametrize("title", ["■ お買い上げの品", "■ Purchased Products", None])
def test_a_table_below_a_title_that_is_not_known_is_read(title: str | None) -> None:
    rows = [*HEAD, *END_USER, *OTHERS, *([(title,)] if title else []), *ITEMS[1:], *FOOT]

    assert application_of(rows) == application_of(WHOLE)


@pytest.mark.parametrize("total", ["合計／Total", "合計数量", "Grand Total", "総合計本数", "小計（Subtotal）"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_is_no_item(total: str, column: int) -> None:
    row: Row = (total, None, 30) if column == 0 else (None, total, 30)

    assert application_of([*HEAD, *END_USER, *OTHERS, *ITEMS, row, *FOOT]) == application_of(WHOLE)


def test_a_sentence_of_consent_ends_a_table() -> None:
    sentence = ("☑ 契約者の同意を得たうえで申請します",)

    application = application_of([*HEAD, *END_USER, *OTHERS, *ITEMS, sentence, FOOT[1]])

    assert application == application_of(WHOLE)


def test_a_request_is_a_remark_not_a_hint() -> None:
    rows = [*WHOLE[:-1], ("備考", None, "請求書は別送してください")]

    assert application_of(rows)["remarks"] == "請求書は別送してください"


def test_of_two_companies_without_a_title_neither_is_taken() -> None:
    rows: list[Row] = [
        *HEAD,
        ("会社名", "株式会社見本工務店", None, "会社名", "架空事務機株式会社"),
        ("電話番号", "03-5555-1234", None, "電話番号", "03-5555-1234"),
        ("E-mail", "hana@mihon.example.co.jp", None, "E-mail", "jiro@kakuu.example.co.jp"),
        ("郵便番号", "100-0001", None, "住所", "東京都千代田区千代田1-1"),
        ITEMS[1],
        ITEMS[2],
    ]

    record = read_rows(rows)

    assert record.form == "A-1"
    assert record.application is not None
    assert record.application["end_user"]["corporate_name"] is None
    assert record.application["end_user"]["phone"] is None
    assert record.application["end_user"]["postal_code"] == "1000001"
    assert ("uncertain", "end_user.corporate_name") in {(found.code, found.field) for found in record.problems}


def test_a_cover_letter_of_a_company_is_no_application() -> None:
    letter: list[Row] = [(HEAD[0][0] + "の送付について",), *END_USER[1:], ("よろしくお願いいたします。",)]

    assert [found.code for found in read_rows(letter).problems] == ["unknown_form"]


@pytest.mark.parametrize("kana", [("セイ", "メイ"), ("せい", "めい")])
def test_the_parts_of_a_name_may_stand_one_below_the_other(kana: tuple[str, str]) -> None:
    names: list[Row] = [(kana[0], "ミホン"), (kana[1], "ハナ"), ("姓", "見本"), ("名", "花")]

    application = application_of([*HEAD, *END_USER[:2], *names, *END_USER[4:], *OTHERS, *ITEMS, *FOOT])

    assert application == application_of(WHOLE)


def test_labels_known_in_part_hold_their_values_where_others_do() -> None:
    rows: list[Row] = [
        *HEAD,
        ("■ 契約者",),
        ("ご契約法人名：株式会社見本工務店",),
        ("氏名（カナ）：ミホン　ハナ",),
        ("ご担当者氏名：見本　花",),
        ("ＴＥＬ番号：03-5555-1234",),
        ("メールアドレス：<hana@mihon.example.co.jp>",),
        ("郵便番号：100-0001",),
        ("本社所在地：東京都千代田区千代田1-1",),
        *OTHERS,
    ]

    assert application_of([*rows, *ITEMS, *FOOT]) == application_of(WHOLE)


def test_a_table_has_its_columns_beside_a_section_that_is_not_read() -> None:
    rows: list[Row] = [*OTHERS[:4], (*OTHERS[4], None, "■ 請求先"), (*OTHERS[5], None, "会社名", "株式会社請求"), ()]
    items: list[Row] = [("■ ご注文製品",), *ITEMS[1:]]

    assert application_of([*HEAD, *END_USER, *OTHERS[:3], *rows[3:], *items, *FOOT]) == application_of(WHOLE)


def test_a_bar_below_parties_as_rows_is_none_of_them() -> None:
    rows: list[Row] = [
        ("区分", "会社名", "ご担当者名", "フリガナ", "電話番号", "E-mail", "郵便番号", "住所"),
        ("契約者", *(END_USER[place][1] for place in (1, 3, 2, 4, 5, 6, 7))),
        ("サポート窓口", "契約者と同じ"),
        ("販売店", "架空事務機株式会社", "仮名　次郎"),
        (),
        ("■ 納品先メール",),
        OTHERS[2],
        ("会社名",),
        (),
    ]

    assert application_of([*HEAD, *rows, *ITEMS, *FOOT]) == application_of(WHOLE)
