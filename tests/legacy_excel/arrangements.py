"""Arrangements of a whole form that dealers make: each writes the same application in a layout of its own kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.legacy_excel import arrangements_of_items as items
from tests.legacy_excel.layouts import (
    CLASS,
    DELIVERY,
    END_USER,
    FOOT,
    HEAD,
    RESELLER,
    TITLE,
    VERSION,
    Fields,
    Sheet,
    items_table,
    labels_left,
)

# Labels that leave no doubt which name a フリガナ belongs to, for arrangements without neighbours.
TOLD_APART = {"フリガナ1": "会社名フリガナ", "フリガナ2": "ご担当者名フリガナ"}
SECTIONS: Sequence[tuple[str, Fields]] = (
    ("契約者情報", END_USER),
    ("納品先", DELIVERY),
    ("販売店", RESELLER),
)
Writer = Callable[[Sheet], None]


def titled(sheet: Sheet) -> None:
    """The title and the version, and a row left empty."""
    sheet.put(sheet.row, 0, TITLE, across=8)
    sheet.put(sheet.row + 1, 0, VERSION)
    sheet.row += 3


def bar(sheet: Sheet, title: str, *, across: int = 9) -> None:
    """A section bar."""
    sheet.put(sheet.row, 0, title, across=across)
    sheet.row += 1


def parties(sheet: Sheet, write: Callable[[Sheet, Fields], None] = labels_left, bullet: str = "■ ") -> None:
    """Head and parties under bars."""
    write(sheet, [*HEAD, CLASS])
    for title, fields in (
        ("契約者情報", END_USER),
        ("サポート窓口　☑ 契約者と同じ", []),
        ("納品先", DELIVERY),
        ("販売店", RESELLER),
        ("代理店　☑ 販売店と同じ", []),
    ):
        sheet.row += 1
        bar(sheet, bullet + title)
        write(sheet, fields)
    sheet.row += 1


def with_items(write_items: Writer) -> Writer:
    """A form whose items are written in their own way."""

    def write(sheet: Sheet) -> None:
        titled(sheet)
        parties(sheet)
        bar(sheet, "■ 購入製品")
        write_items(sheet)
        sheet.row += 1
        bar(sheet, "■ その他")
        labels_left(sheet, FOOT)

    return write


def with_fields(write_fields: Callable[[Sheet, Fields], None]) -> Writer:
    """A form whose fields are written in their own way."""

    def write(sheet: Sheet) -> None:
        titled(sheet)
        parties(sheet, write_fields)
        bar(sheet, "■ 購入製品")
        items_table(sheet)
        write_fields(sheet, FOOT)

    return write


def matrix_of_parties(sheet: Sheet) -> None:
    """Fields down, parties across."""
    titled(sheet)
    labels_left(sheet, [*HEAD, CLASS])
    sheet.row += 1
    for col, title in enumerate(("項目", "契約者", "サポート窓口", "納品先", "販売店", "代理店")):
        sheet.put(sheet.row, col * 2, title, across=2)
    sheet.row += 1
    for label in _matrix_labels():
        sheet.put(sheet.row, 0, label, across=2)
        for col, (_, fields) in ((1, SECTIONS[0]), (3, SECTIONS[1]), (4, SECTIONS[2])):
            sheet.put(sheet.row, col * 2, _value(fields, label), across=2)
        sheet.row += 1
    sheet.put(sheet.row - len(_matrix_labels()), 4, "契約者と同じ", across=2)
    sheet.put(sheet.row - len(_matrix_labels()), 10, "販売店と同じ", across=2)
    sheet.row += 1
    bar(sheet, "■ 購入製品")
    items_table(sheet)
    labels_left(sheet, FOOT)


def matrix_with_parties_down(sheet: Sheet) -> None:
    """Parties down, fields across."""
    titled(sheet)
    labels_left(sheet, [*HEAD, CLASS])
    sheet.row += 1
    labels = _matrix_labels()
    for col, label in enumerate(["区別", *labels]):
        sheet.put(sheet.row, col, label)
    for title, fields in (
        *SECTIONS,
        ("サポート窓口", [(labels[0], "契約者と同じ")]),
        ("代理店", [(labels[0], "販売店と同じ")]),
    ):
        sheet.row += 1
        sheet.put(sheet.row, 0, title)
        for col, label in enumerate(labels, 1):
            sheet.put(sheet.row, col, _value(fields, label))
    sheet.row += 2
    bar(sheet, "■ 購入製品")
    items_table(sheet)
    labels_left(sheet, FOOT)


def _matrix_labels() -> list[str]:
    return [
        *("会社名", "会社名フリガナ", "支店名", "部署名", "役職", "ご担当者名", "ご担当者名フリガナ"),
        *("電話番号", "E-mail", "郵便番号", "住所"),
    ]


def _value(fields: Fields, label: str) -> Any:
    known = dict(told_apart(fields))
    return known.get(label)


def told_apart(fields: Fields) -> Fields:
    """The fields with labels that name what a フリガナ belongs to."""
    kana = iter(TOLD_APART.values())
    return [(next(kana) if label == "フリガナ" else label, value) for label, value in fields]


def without_section_titles(sheet: Sheet) -> None:
    """Labels that name their section themselves, in the ways that people word it."""
    titled(sheet)
    labels_left(sheet, [*HEAD, CLASS])
    for pattern, fields in (("契約者{}", END_USER), ("納品先の{}", DELIVERY), ("販売店{}", RESELLER)):
        labels_left(sheet, [(pattern.format(label), value) for label, value in told_apart(fields)])
    labels_left(sheet, [("サポート窓口", "契約者と同じ"), ("代理店", "販売店と同じ")])
    items_table(sheet)
    labels_left(sheet, FOOT)


def questions(sheet: Sheet, fields: Fields) -> None:
    """Questions, numbered, with the answer right of them."""
    labels_left(sheet, [(f"Q{n}. {label}を教えてください。", value) for n, (label, value) in enumerate(fields, 1)])


def outline(sheet: Sheet, fields: Fields) -> None:
    """Numbered as an outline."""
    labels_left(sheet, [(f"1-{n} {label}", value) for n, (label, value) in enumerate(fields, 1)])


def bracketed_numbers(sheet: Sheet, fields: Fields) -> None:
    """Numbered in brackets, with a word of courtesy."""
    labels_left(sheet, [(f"（{n}）{label}をご記入ください", value) for n, (label, value) in enumerate(fields, 1)])


def bilingual_lines(sheet: Sheet, fields: Fields) -> None:
    """Two languages in one cell, on two lines."""
    labels_left(sheet, [(f"{label}\n{_ENGLISH[label]}", value) for label, value in fields])


def letter_like(sheet: Sheet, fields: Fields) -> None:
    """Several `label：value` on one row of one cell."""
    for start in range(0, len(fields), 2):
        text = "　　".join(f"{label}：{value or ''}" for label, value in fields[start : start + 2])
        sheet.put(sheet.row, 0, text, across=9)
        sheet.row += 1


def value_pushed_right(sheet: Sheet, fields: Fields) -> None:
    """方眼紙: values begin some cells behind their label, nothing is merged."""
    for label, value in fields:
        sheet.put(sheet.row, 0, label)
        sheet.put(sheet.row, 6, value)
        sheet.row += 1


def options_below(sheet: Sheet, fields: Fields) -> None:
    """The options of a choice stand on the row below its label, the rest right of theirs."""
    for label, value in fields:
        sheet.put(sheet.row, 0, label, across=2)
        if label == "契約区分":
            sheet.row += 1
            for place, option in enumerate(("□ 一般", "☑ 官公庁", "□ 教育")):
                sheet.put(sheet.row, place * 2, option, across=2)
        elif label == "同意確認":
            sheet.row += 1
            sheet.put(sheet.row, 0, value, across=6)
        else:
            sheet.put(sheet.row, 2, value, across=4)
        sheet.row += 1


def postal_code_in_two_cells(sheet: Sheet, fields: Fields) -> None:
    """Postal code in cells of three and four digits, with 〒 and a hyphen printed."""
    for label, value in fields:
        sheet.put(sheet.row, 0, label)
        cells = ["〒", *value.split("-")] if label == "郵便番号" else [value]
        if label == "郵便番号":
            cells.insert(2, "－")
        for place, cell in enumerate(cells):
            sheet.put(sheet.row, 1 + place, cell)
        sheet.row += 1


def letters_down(sheet: Sheet) -> None:
    """Section titles written down the side, one character per cell."""
    titled(sheet)
    labels_left(sheet, [*HEAD, CLASS])
    sheet.row += 1
    for title, fields in (("契約者", END_USER), ("納品先", DELIVERY), ("販売店", RESELLER)):
        for place, letter in enumerate(title):
            sheet.put(sheet.row + place, 0, letter)
        for label, value in fields:
            sheet.put(sheet.row, 1, label, across=2)
            sheet.put(sheet.row, 3, value, across=5)
            sheet.row += 1
        sheet.row += 1
    sheet.put(sheet.row, 0, "サポート窓口")
    sheet.put(sheet.row, 1, "☑ 契約者と同じ")
    sheet.put(sheet.row + 1, 0, "代理店")
    sheet.put(sheet.row + 1, 1, "☑ 販売店と同じ")
    sheet.row += 3
    bar(sheet, "■ 購入製品")
    items_table(sheet)
    labels_left(sheet, FOOT)


def bars_without_bullets(sheet: Sheet) -> None:
    """Titles are coloured bars without ■; sections that are not imported stand between."""
    titled(sheet)
    labels_left(sheet, [*HEAD, CLASS])
    others = [
        ("会社名", "株式会社よその請求先"),
        ("部署名", "経理部"),
        ("ご担当者名", "請求　一郎"),
        ("電話番号", "03-9999-9999"),
        ("E-mail", "seikyu@other.example"),
        ("郵便番号", "100-0001"),
        ("住所", "東京都千代田区千代田1-1"),
    ]
    for title, fields in (
        ("契約者情報", END_USER),
        ("ご請求先", others),
        ("サポート窓口　☑ 契約者と同じ", []),
        ("納品先", DELIVERY),
        ("機器の設置について", others),
        ("販売店", RESELLER),
        ("経理ご担当窓口", others),
        ("代理店　☑ 販売店と同じ", []),
    ):
        sheet.row += 1
        bar(sheet, title)
        labels_left(sheet, fields)
    sheet.row += 1
    bar(sheet, "購入製品")
    items_table(sheet)
    labels_left(sheet, FOOT)


_ENGLISH = {
    "フリガナ": "Kana", "会社名": "Company Name", "部署名": "Department", "役職": "Job Title", "住所": "Street Address",
    "ご担当者名": "Contact Person", "電話番号": "Phone No.", "E-mail": "E-mail Address", "郵便番号": "ZIP Code",
    "支店名": "Branch", "申請日": "Date of Application", "備考": "Remarks", "同意確認": "Consent",
    "契約区分": "Contract Class", "注文番号": "Order No.", "販売店管理番号": "Reseller Control No.",
}  # fmt: skip

_ITEMS = (
    items.items_across,
    items.items_across_without_header,
    items.items_as_blocks,
    items.items_as_blocks_without_titles,
    items.items_with_numbered_labels,
    items.items_in_lines_of_fields,
    items.items_with_marks_between,
)
_FIELDS = (
    questions,
    outline,
    bracketed_numbers,
    bilingual_lines,
    letter_like,
    value_pushed_right,
    options_below,
    postal_code_in_two_cells,
)
_WHOLE = (matrix_of_parties, matrix_with_parties_down, without_section_titles, letters_down, bars_without_bullets)
ARRANGEMENTS: Mapping[str, Writer] = {
    **{write.__name__: with_items(write) for write in _ITEMS},
    **{write.__name__: with_fields(write) for write in _FIELDS},
    **{write.__name__: write for write in _WHOLE},
}
