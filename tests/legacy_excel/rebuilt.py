"""Forms that their users rebuilt in parts: single cells, single labels or the table stand in another way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.legacy_excel.arrangements import Writer, bar, parties, titled, told_apart, with_fields, with_items
from tests.legacy_excel.layouts import (
    CLASS,
    DELIVERY,
    END_USER,
    FOOT,
    HEAD,
    ITEMS,
    RESELLER,
    Fields,
    Sheet,
    items_table,
    labels_left,
)

# Questions that the retired forms never asked; their answers belong to no field.
UNKNOWN = [("設立年月", "1990年4月"), ("利用目的", "社内利用"), ("導入時期", "2025年9月"), ("決算月", "3月")]
_VALUES: Mapping[str, Any] = dict(told_apart(END_USER))


def lines_of_two_rows(sheet: Sheet) -> None:
    """Each line of the table takes two rows, and so does its header."""
    rows: Sequence[tuple[Any, Any, Any]] = [("製品名", "数量", "契約年数"), *ITEMS]
    for name, quantity, term in rows:
        sheet.put(sheet.row, 0, name, across=4)
        sheet.put(sheet.row + 1, 0, quantity, across=2)
        sheet.put(sheet.row + 1, 2, term, across=2)
        sheet.row += 2


def tables_side_by_side(sheet: Sheet) -> None:
    """Two tables on the same rows."""
    for place, item in enumerate(ITEMS):
        for col, (header, value) in enumerate(zip(("製品名", "数量", "契約年数"), item, strict=True)):
            sheet.put(sheet.row, place * 4 + col, header)
            sheet.put(sheet.row + 1, place * 4 + col, value)
    sheet.row += 3


def blocks_side_by_side(sheet: Sheet) -> None:
    """製品1 on the left, 製品2 on the right."""
    for place, item in enumerate(ITEMS):
        sheet.put(sheet.row, place * 5, f"製品{place + 1}", across=4)
        for row, (label, value) in enumerate(zip(("製品名", "数量", "契約年数"), item, strict=True), 1):
            sheet.put(sheet.row + row, place * 5, label)
            sheet.put(sheet.row + row, place * 5 + 1, value, across=3)
    sheet.row += 4


def address_in_rows(sheet: Sheet, fields: Fields) -> None:
    """The label says which part of the address its row asks for."""
    _with_address_as(
        [
            ("住所（都道府県・市区町村）", "東京都渋谷区"),
            ("住所（町名・番地）", "代々木2-1-1"),
            ("住所（建物名・階）", "サンプルビル 8F"),
        ],
        sheet,
        fields,
    )


def address_in_lines(sheet: Sheet, fields: Fields) -> None:
    """住所１ and 住所２."""
    _with_address_as([("住所１", "東京都渋谷区代々木2-1-1"), ("住所２", "サンプルビル 8F")], sheet, fields)


def _with_address_as(rows: Fields, sheet: Sheet, fields: Fields) -> None:
    for field in fields:
        labels_left(sheet, rows if field[0] == "住所" else [field])


def values_below_their_label_in_one_cell(sheet: Sheet, fields: Fields) -> None:
    """Label and value in one cell, on two lines."""
    for place, (label, value) in enumerate(fields):
        sheet.put(sheet.row, place % 2 * 5, f"{label}\n{value or ''}", across=5)
        sheet.row += place % 2 if place + 1 < len(fields) else 1


def hints_beside(sheet: Sheet, fields: Fields) -> None:
    """Notes for whoever fills the form in, in the cells right of the values."""
    hints = {"会社名": "※正式名称でご記入ください", "電話番号": "（半角数字）", "E-mail": "例）taro@example.com",
             "住所": "都道府県からご記入ください", "フリガナ": "全角カタカナ", "申請日": "← 西暦"}  # fmt: skip
    for label, value in fields:
        sheet.put(sheet.row, 6, hints.get(label))
        labels_left(sheet, [(label, value)])


def unknown_questions(sheet: Sheet) -> None:
    """Two pairs on each row, and among them questions that nobody knows."""
    fields = list(END_USER)
    asked = [fields[0], UNKNOWN[0], fields[1], UNKNOWN[1], *fields[2:5], UNKNOWN[2], fields[5], UNKNOWN[3], *fields[6:]]
    titled(sheet)
    _pairs(sheet, [*HEAD, CLASS])
    bar(sheet, "■ 契約者情報")
    _pairs(sheet, asked)
    _others(sheet)


def _pairs(sheet: Sheet, fields: Fields) -> None:
    for place, (label, value) in enumerate(fields):
        sheet.put(sheet.row, place % 2 * 4, label)
        sheet.put(sheet.row, place % 2 * 4 + 1, value, across=3)
        sheet.row += place % 2 if place + 1 < len(fields) else 1


def groups_of_labels(sheet: Sheet) -> None:
    """ご担当者, ご連絡先 and 所在地 head the labels right of them."""
    titled(sheet)
    labels_left(sheet, [*HEAD, CLASS])
    bar(sheet, "■ 契約者情報")
    labels_left(sheet, [(label, _VALUES[label]) for label in ("会社名", "会社名フリガナ")])
    for title, labels in (
        ("ご担当者", {"部署": "部署名", "役職": "役職", "氏名": "ご担当者名", "フリガナ": "ご担当者名フリガナ"}),
        ("ご連絡先", {"TEL": "電話番号", "E-mail": "E-mail"}),
        ("所在地", {"〒": "郵便番号", "住所": "住所"}),
    ):
        sheet.put(sheet.row, 0, title, down=len(labels))
        for label, name in labels.items():
            sheet.put(sheet.row, 1, label)
            sheet.put(sheet.row, 2, _VALUES[name], across=4)
            sheet.row += 1
    _others(sheet)


def date_without_label(sheet: Sheet) -> None:
    """The date stands at the top right as in a letter."""
    titled(sheet)
    sheet.put(3, 7, "2025年7月15日")
    labels_left(sheet, [*HEAD[1:], CLASS])
    bar(sheet, "■ 契約者情報")
    labels_left(sheet, END_USER)
    _others(sheet)


def items_on_a_second_sheet(sheet: Sheet) -> None:
    """The parties on one sheet, the items and the foot on the next."""
    titled(sheet)
    parties(sheet)
    first, sheet.page, sheet.row = sheet.page, sheet.book.create_sheet("2枚目"), 1
    bar(sheet, "■ 購入製品")
    items_table(sheet)
    labels_left(sheet, FOOT)
    sheet.page = first


def rest_of_form(sheet: Sheet) -> None:
    """All that stands below a form's title."""
    labels_left(sheet, [*HEAD, CLASS])
    bar(sheet, "■ 契約者情報")
    labels_left(sheet, END_USER)
    _others(sheet)


def _others(sheet: Sheet) -> None:
    for title, fields in (
        ("サポート窓口　☑ 契約者と同じ", []),
        ("納品先", DELIVERY),
        ("販売店", RESELLER),
        ("代理店　☑ 販売店と同じ", []),
    ):
        bar(sheet, f"■ {title}")
        labels_left(sheet, fields)
    bar(sheet, "■ 購入製品")
    items_table(sheet)
    labels_left(sheet, FOOT)


REBUILT: Mapping[str, Writer] = {
    "lines_of_two_rows": with_items(lines_of_two_rows),
    "tables_side_by_side": with_items(tables_side_by_side),
    "blocks_side_by_side": with_items(blocks_side_by_side),
    "address_in_rows": with_fields(address_in_rows),
    "address_in_lines": with_fields(address_in_lines),
    "values_below_their_label_in_one_cell": with_fields(values_below_their_label_in_one_cell),
    "hints_beside": with_fields(hints_beside),
    "unknown_questions": unknown_questions,
    "groups_of_labels": groups_of_labels,
    "date_without_label": date_without_label,
    "items_on_a_second_sheet": items_on_a_second_sheet,
}
