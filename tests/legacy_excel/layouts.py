"""Builds workbooks in arrangements that differ in kind from the samples, all with the same application on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

APPLICATION: dict[str, Any] = {
    "kind": "new",
    "applied_on": "2025-07-15",
    "customer_po": "PO-2025-0001",
    "reseller_reference": "00012345",
    "contract_class": "government",
    "end_user": {
        "corporate_name": "株式会社サンプル商事",
        "corporate_name_kana": "カブシキガイシャサンプルショウジ",
        "corporate_number": None,
        "department": "情報システム部",
        "title": "課長",
        "contact_name": "髙﨑　花子",
        "contact_name_kana": "タカサキ　ハナコ",
        "phone": "03-5555-1234",
        "email": "hanako@sample-shoji.example.co.jp",
        "postal_code": "1510053",
        "prefecture": "東京都",
        "city": "渋谷区",
        "street": "代々木2-1-1",
        "building": "サンプルビル 8F",
    },
    "support_contact": {"same_as": "end_user"},
    "delivery": {"email": "nouhin@sample-shoji.example.co.jp", "company": "株式会社サンプル商事", "contact_name": None},
    "reseller": {
        "company": "例示販売株式会社",
        "branch": "大阪支店",
        "department": "営業部",
        "contact_name": "例示　次郎",
        "phone": "06-5555-4321",
        "email": "jiro@reiji.example.jp",
    },
    "distributor": {"same_as": "reseller"},
    "items": [
        {
            "product_name": "サンプルガード スタンダード",
            "quantity": 100,
            "term_years": 1,
            "license_id": None,
            "activation_code": None,
            "serial_number": None,
            "current_end_on": None,
        },
        {
            "product_name": "見本チェッカー [MC-1]",
            "quantity": 25,
            "term_years": 3,
            "license_id": None,
            "activation_code": None,
            "serial_number": None,
            "current_end_on": None,
        },
    ],
    "contact_persons": [],
    "consent": True,
    "remarks": "午前中の納品を希望します。",
}

HEAD = [("申請日", "2025年7月15日"), ("注文番号", "PO-2025-0001"), ("販売店管理番号", "12345")]
CLASS = ("契約区分", "□ 一般　☑ 官公庁　□ 教育")
END_USER = [
    ("フリガナ", "カブシキガイシャサンプルショウジ"),
    ("会社名", "株式会社サンプル商事"),
    ("部署名", "情報システム部"),
    ("役職", "課長"),
    ("フリガナ", "タカサキ　ハナコ"),
    ("ご担当者名", "髙﨑　花子"),
    ("電話番号", "03-5555-1234"),
    ("E-mail", "hanako@sample-shoji.example.co.jp"),
    ("郵便番号", "151-0053"),
    ("住所", "東京都渋谷区代々木2-1-1 サンプルビル 8F"),
]
DELIVERY = [("E-mail", "nouhin@sample-shoji.example.co.jp"), ("会社名", "株式会社サンプル商事"), ("ご担当者名", None)]
RESELLER = [
    ("会社名", "例示販売株式会社"),
    ("支店名", "大阪支店"),
    ("部署名", "営業部"),
    ("ご担当者名", "例示　次郎"),
    ("電話番号", "06-5555-4321"),
    ("E-mail", "jiro@reiji.example.jp"),
]
ITEMS = [("サンプルガード スタンダード", 100, "1年"), ("見本チェッカー [MC-1]", 25, "36ヶ月")]
FOOT = [("同意確認", "☑ 契約者の同意を得ています"), ("備考", "午前中の納品を希望します。")]
TITLE = "【A-1】ライセンス製品　新規購入申請書"
VERSION = "2025年6月6日版"

Fields = Sequence[tuple[str, Any]]


class Sheet:
    """A worksheet that is written to from above, `at` a current row."""

    def __init__(self, name: str = "申請書", *, first_row: int = 1, first_col: int = 1) -> None:
        self.book = Workbook()
        assert isinstance(self.book.active, Worksheet)
        self.page = self.book.active
        self.page.title = name
        self.row, self.left = first_row, first_col

    def put(self, row: int, col: int, value: object, *, down: int = 1, across: int = 1) -> None:
        """Writes a cell, merged over rows and columns if asked; the column counts from the sheet's left edge."""
        col = self.left + col
        self.page.cell(row, col).value = value  # type: ignore[assignment] # any cell value
        if down > 1 or across > 1:
            self.page.merge_cells(start_row=row, start_column=col, end_row=row + down - 1, end_column=col + across - 1)

    def save(self, folder: Path) -> Path:
        """The file."""
        path = folder / "own.xlsx"
        self.book.save(path)
        return path


def labels_left(sheet: Sheet, fields: Fields, *, width: int = 4) -> None:
    """Each label with its value right of it, on a row of its own."""
    for label, value in fields:
        sheet.put(sheet.row, 0, label, across=2)
        sheet.put(sheet.row, 2, value, across=width)
        sheet.row += 1


def labels_above(sheet: Sheet, fields: Fields, *, columns: int = 3) -> None:
    """Rows of labels, each over its value."""
    for start in range(0, len(fields), columns):
        for place, (label, value) in enumerate(fields[start : start + columns]):
            sheet.put(sheet.row, place * 3, label, across=3)
            sheet.put(sheet.row + 1, place * 3, value, across=3)
        sheet.row += 2


def items_table(sheet: Sheet) -> None:
    """The items with their header."""
    for col, header in enumerate(("No.", "製品名", "数量", "契約年数")):
        sheet.put(sheet.row, col, header)
    for number, item in enumerate([*ITEMS, (None, None, None)], 1):
        sheet.row += 1
        for col, value in enumerate((number, *item)):
            sheet.put(sheet.row, col, value)
    sheet.row += 2


def whole_form(sheet: Sheet, write: Callable[[Sheet, Fields], None]) -> None:
    """A form under titles, its fields written by `write`."""
    sheet.put(sheet.row, 0, TITLE, across=8)
    sheet.put(sheet.row + 1, 0, VERSION)
    sheet.row += 3
    write(sheet, [*HEAD, CLASS])
    for title, fields in (
        ("■ 契約者情報", END_USER),
        ("■ サポート窓口　☑ 契約者と同じ", []),
        ("■ 納品先", DELIVERY),
        ("■ 販売店", RESELLER),
        ("■ 代理店　☑ 販売店と同じ", []),
    ):
        sheet.row += 1
        sheet.put(sheet.row, 0, title, across=9)
        sheet.row += 1
        write(sheet, fields)
    sheet.row += 1
    sheet.put(sheet.row, 0, "■ 購入製品", across=9)
    sheet.row += 1
    items_table(sheet)
    write(sheet, FOOT)
