"""A sheet is read by what it says: the same application comes out of every arrangement."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from legacy_excel import read
from tests.legacy_excel import layouts
from tests.legacy_excel.layouts import (
    APPLICATION,
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
    labels_above,
    labels_left,
    whole_form,
)

pytestmark = pytest.mark.rule("XLS-1")

ENGLISH = {
    "フリガナ": "Kana", "会社名": "Company", "部署名": "Department", "役職": "Title", "ご担当者名": "Contact",
    "電話番号": "Phone", "E-mail": "E-mail", "郵便番号": "Postal Code", "住所": "Address", "支店名": "Branch",
    "申請日": "Date", "備考": "Remarks", "同意確認": "Consent", "契約区分": "Contract Class", "注文番号": "PO No.",
    "販売店管理番号": "Reseller Reference",
}  # fmt: skip


def bilingual(sheet: Sheet, fields: Fields) -> None:
    labels_left(sheet, [(f"{label} / {ENGLISH[label]}", value) for label, value in fields])


def english(sheet: Sheet, fields: Fields) -> None:
    labels_left(sheet, [(ENGLISH[label], value) for label, value in fields])


def unmerged(sheet: Sheet, fields: Fields) -> None:
    for label, value in fields:
        sheet.put(sheet.row, 0, label)
        sheet.put(sheet.row, 1, value)
        sheet.row += 1


def one_cell_each(sheet: Sheet, fields: Fields) -> None:
    for label, value in fields:
        sheet.put(sheet.row, 0, f"{label}：{value or ''}")
        sheet.row += 1


def two_pairs_a_row(sheet: Sheet, fields: Fields) -> None:
    for start in range(0, len(fields), 2):
        for place, (label, value) in enumerate(fields[start : start + 2]):
            sheet.put(sheet.row, place * 4, label)
            sheet.put(sheet.row, place * 4 + 1, value, across=3)
        sheet.row += 1


def furigana_after_names(sheet: Sheet, fields: Fields) -> None:
    ordered = list(fields)
    if fields is END_USER:
        ordered = [ordered[place] for place in (1, 0, 2, 3, 5, 4, 6, 7, 8, 9)]
    labels_left(sheet, ordered)


def example_column(sheet: Sheet, fields: Fields) -> None:
    examples = {"電話番号": "03-1111-1111", "E-mail": "rei@example.com", "郵便番号": "100-0001", "申請日": "2020/1/1"}
    for col, header in ((0, "項目"), (1, "記入例"), (4, "ご記入欄")):
        sheet.put(sheet.row, col, header, across=1 if col == 0 else 3)
    sheet.row += 1
    for label, value in fields:
        sheet.put(sheet.row, 0, label)
        sheet.put(sheet.row, 1, examples.get(label, "例示"), across=3)
        sheet.put(sheet.row, 4, value, across=3)
        sheet.row += 1


@pytest.mark.parametrize(
    "write",
    [
        labels_left,
        labels_above,
        bilingual,
        english,
        unmerged,
        one_cell_each,
        two_pairs_a_row,
        furigana_after_names,
        example_column,
    ],
)
def test_fields_are_found_in_any_arrangement(tmp_path: Path, write: Callable[[Sheet, Fields], None]) -> None:
    sheet = Sheet()
    whole_form(sheet, write)

    _assert_read(sheet, tmp_path)


def test_a_moved_and_renamed_sheet_is_read_the_same(tmp_path: Path) -> None:
    sheet = Sheet("Sheet1", first_row=9, first_col=12)
    whole_form(sheet, labels_left)

    _assert_read(sheet, tmp_path)


def test_section_titles_may_stand_at_the_side(tmp_path: Path) -> None:
    sheet = _titled()
    _at_the_side(sheet, None, [*HEAD, CLASS])
    _at_the_side(sheet, "契\n約\n者", END_USER)
    _at_the_side(sheet, "サポート窓口", [("☑ 契約者と同じ", None), ("会社名", None), ("電話番号", None)])
    _at_the_side(sheet, "納\n品\n先", DELIVERY)
    _at_the_side(sheet, "販\n売\n店", RESELLER)
    _at_the_side(sheet, "代理店", [("☑ 販売店と同じ", None), ("会社名", None)])
    sheet.put(sheet.row, 0, "■ 購入製品")
    sheet.row += 1
    items_table(sheet)
    _at_the_side(sheet, None, FOOT)

    _assert_read(sheet, tmp_path)


def test_sections_may_stand_side_by_side(tmp_path: Path) -> None:
    sheet = _titled()
    labels_left(sheet, [*HEAD, CLASS])
    left = _column(sheet, sheet.row + 1, 0, "■ 契約者情報", END_USER)
    left = _column(sheet, left, 0, "■ 納品先", DELIVERY)
    right = _column(sheet, sheet.row + 1, 7, "■ サポート窓口", [("☑ 契約者と同じ", None), ("会社名", None)])
    right = _column(sheet, right, 7, "■ 販売店", RESELLER)
    right = _column(sheet, right, 7, "■ 代理店", [("☑ 販売店と同じ", None), ("会社名", None), ("TEL", None)])
    sheet.row = max(left, right)
    sheet.put(sheet.row, 0, "■ 購入製品", across=13)
    sheet.row += 1
    items_table(sheet)
    labels_left(sheet, FOOT)

    _assert_read(sheet, tmp_path)


def test_sections_may_stand_in_any_order_and_the_code_may_be_missing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(1, 0, "ライセンス製品　新規購入申請書", across=8)
    sheet.put(2, 0, "Rev. 2025/06/06")
    sheet.put(4, 0, "■ 購入製品", across=9)
    sheet.row = 5
    items_table(sheet)
    for title, fields in (
        ("■ 販売店", RESELLER),
        ("■ 代理店　[✓] 販売店と同じ", []),
        ("■ 納品先", DELIVERY),
        ("■ 契約者情報", END_USER),
        ("■ サポート窓口　（○）契約者と同じ", []),
    ):
        sheet.put(sheet.row + 1, 0, title, across=9)
        sheet.row += 2
        labels_left(sheet, fields)
    sheet.put(sheet.row, 0, "■ その他", across=9)
    sheet.row += 1
    labels_left(sheet, [*HEAD, CLASS, *FOOT])

    _assert_read(sheet, tmp_path)


def test_labels_that_name_their_section_need_no_title(tmp_path: Path) -> None:
    sheet = _titled()
    for section, fields in (("", [*HEAD, CLASS]), ("契約者", END_USER), ("納品先", DELIVERY), ("販売店", RESELLER)):
        unmerged(sheet, [(section + label, value) for label, value in fields])
    items_table(sheet)
    unmerged(sheet, FOOT)

    [record] = read(sheet.save(tmp_path))
    assert record.application == {**APPLICATION, "support_contact": None, "distributor": None}


def test_notes_beside_the_form_are_no_values(tmp_path: Path) -> None:
    for write in (labels_left, unmerged):
        sheet = Sheet()
        whole_form(sheet, write)
        for row in range(4, sheet.row, 3):
            sheet.put(row, 15, "確認済 03-9999-0000")

        _assert_read(sheet, tmp_path)


def test_a_value_that_reads_like_a_label_or_title_is_a_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = [(label, {"部署名": "サポート窓口", "役職": "担当者"}.get(label, value)) for label, value in END_USER]
    monkeypatch.setattr(layouts, "END_USER", odd)
    want = deepcopy(APPLICATION)
    want["end_user"] |= {"department": "サポート窓口", "title": "担当者"}
    for write in (labels_left, labels_above, two_pairs_a_row):
        sheet = Sheet()
        whole_form(sheet, write)

        _assert_read(sheet, tmp_path, want)


def test_the_vendors_box_at_the_top_right_is_left_alone(tmp_path: Path) -> None:
    sheet = Sheet()
    whole_form(sheet, labels_left)
    sheet.put(1, 10, "弊社使用欄", across=4)
    for col, (label, value) in enumerate(
        [("受付日", "2025/1/1"), ("備考", "至急"), ("ライセンスID", "9999999999")], 10
    ):
        sheet.put(2, col, label)
        sheet.put(3, col, value)

    _assert_read(sheet, tmp_path)


def test_two_different_values_for_one_field_are_a_doubt(tmp_path: Path) -> None:
    sheet = Sheet()
    whole_form(sheet, labels_left)
    labels_left(sheet, [("備考", "別の備考です。")])

    [record] = read(sheet.save(tmp_path))
    assert record.application is not None
    assert [(problem.code, problem.field, problem.level) for problem in record.problems] == [
        ("uncertain", "remarks", "warning")
    ]


def _titled() -> Sheet:
    sheet = Sheet()
    sheet.put(1, 0, TITLE, across=8)
    sheet.put(2, 0, VERSION)
    sheet.row = 4
    return sheet


def _at_the_side(sheet: Sheet, title: str | None, fields: Fields) -> None:
    sheet.put(sheet.row, 0, title, down=len(fields))
    for label, value in fields:
        sheet.put(sheet.row, 1, label, across=2)
        sheet.put(sheet.row, 3, value, across=4)
        sheet.row += 1


def _column(sheet: Sheet, row: int, col: int, title: str, fields: Fields) -> int:
    sheet.put(row, col, title, across=6)
    for place, (label, value) in enumerate(fields, 1):
        sheet.put(row + place, col, label, across=2)
        sheet.put(row + place, col + 2, value, across=4)
    return row + len(fields) + 2


def _assert_read(sheet: Sheet, folder: Path, want: dict[str, Any] = APPLICATION) -> None:
    [record] = read(sheet.save(folder))
    assert record.problems == []
    assert record.application == want
    assert (record.form, record.version) == ("A-1", "2025-06-06")
