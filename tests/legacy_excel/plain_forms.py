"""Small forms of rows of cells, to be changed in one respect and read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from legacy_excel.records import Record
from tests.legacy_excel.sheets import sheets_of

Row = Sequence[Any]

HEAD: list[Row] = [
    ("【A-1】ライセンス製品　新規購入申請書",),
    ("2025年6月6日版",),
    ("申請日", "2025/7/1"),
    ("契約区分", "☑ 一般　□ 官公庁　□ 教育"),
]
END_USER: list[Row] = [
    ("■ 契約者",),
    ("会社名", "株式会社見本工務店"),
    ("フリガナ", "ミホン　ハナ"),
    ("ご担当者名", "見本　花"),
    ("電話番号", "03-5555-1234"),
    ("E-mail", "hana@mihon.example.co.jp"),
    ("郵便番号", "100-0001"),
    ("住所", "東京都千代田区千代田1-1"),
]
OTHERS: list[Row] = [
    ("■ サポート窓口", "☑ 契約者と同じ"),
    ("■ 納品先",),
    ("E-mail", "license@mihon.example.co.jp"),
    ("■ 販売店",),
    ("会社名", "架空事務機株式会社"),
    ("ご担当者名", "仮名　次郎"),
]
ITEMS: list[Row] = [
    ("■ 購入製品",),
    ("No.", "製品名", "数量", "契約年数"),
    (1, "サンプルガード", 10, "1年"),
    (2, "見本バックアップ", "20 本", 3),
]
FOOT: list[Row] = [("同意確認", "☑ 契約者の同意を得ています"), ("備考", "月末までに")]
WHOLE: list[Row] = [*HEAD, *END_USER, *OTHERS, *ITEMS, *FOOT]


def read_rows(rows: Sequence[Row], merges: Sequence[str] = ()) -> Record:
    """The only record of a sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate(rows, 1):
        for col, value in enumerate(cells, 1):
            sheet.cell(row, col).value = value
    for area in merges:
        sheet.merge_cells(area)
    [record] = sheets_of(book).read()
    return record


def application_of(rows: Sequence[Row], merges: Sequence[str] = ()) -> dict[str, Any]:
    """The application of these rows, which is read without a problem."""
    record = read_rows(rows, merges)
    assert record.problems == []
    assert record.application is not None
    return record.application
