"""A dealer's own order sheet in words that nobody taught the reader: 導入先, ご発注主, coded labels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

LINE = Side(style="thin", color="808080")
EDGE = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
BAR = PatternFill("solid", fgColor="DDE6E8")
PRODUCT = "ウイルスバスター ビジネスセキュリティ"
# What a person assigns on this sheet, slot by slot.
TYPED = {
    "title": "B2",
    "head.applied_on": "D3+F3+H3",
    "sections.end_user": "5:12",
    "end_user.company_name": "D6",
    "end_user.company_kana": "D7",
    "end_user.postal_code": "D8:J8",
    "end_user.address": "D9",
    "end_user.contact_name": "D10",
    "end_user.phone": "D11",
    "end_user.email": "H11",
    "head.contract_class=corporate": "D12",
    "head.contract_class=government": "F12",
    "head.contract_class=academic": "H12",
    "sections.reseller": "14:17",
    "reseller.company_name": "D15",
    "reseller.contact_name": "D16",
    "reseller.email": "D17",
    "sections.delivery": "19:20",
    "delivery.email": "D20",
    "support_contact.same_as": "D21",
    "items.rows": "24:28",
    "items.product_name": "C",
    "items.quantity": "G",
    "items.term_years": "H",
    "head.remarks": "D30",
    "head.consent": "D31",
}


@dataclass(frozen=True)
class Order:
    """What one customer filled in."""

    year: int = 2025
    month: int = 7
    day: int = 15
    company: str = "例示精機株式会社"
    kana: str = "レイジセイキカブシキガイシャ"
    postal: str = "2310023"
    address: str = "神奈川県横浜市中区山下町1-2 例示ビル 5F"
    contact: str = "見本　花子"
    phone: str = "045-555-0123"
    email: str = "hanako@seiki.example.co.jp"
    chosen: str = "民"
    reseller: str = "北斗例示商事株式会社"
    reseller_contact: str = "雛形　次郎"
    reseller_email: str = "jiro@hokuto.example.co.jp"
    delivery_email: str = "nohin@seiki.example.co.jp"
    items: list[tuple[str, Any, str]] = field(default_factory=lambda: [(PRODUCT, 25, "1年")])
    remarks: str = "至急お願いします。"


NEXT = replace(
    Order(),
    month=9,
    day=3,
    company="試供食品株式会社",
    kana="シキョウショクヒンカブシキガイシャ",
    postal="0600001",
    address="北海道札幌市中央区北一条西2-3",
    contact="試供　太郎",
    phone="011-555-0199",
    email="taro@foods.example.jp",
    chosen="学",
    delivery_email="taro@foods.example.jp",
    items=[(PRODUCT, 120, "3年"), ("Trend Micro Apex One", 30, "2年")],
    remarks="",
)


def workbook(order: Order | None = None) -> Workbook:
    """The sheet, filled in."""
    one = order or Order()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "票"
    for cell, text in _printed().items():
        sheet[cell] = text
    for cell, value in _filled(one).items():
        sheet[cell] = value
    for at, digit in enumerate(one.postal):
        sheet.cell(8, 4 + at, digit)
    for row, (product, quantity, term) in enumerate(one.items, 24):
        sheet.cell(row, 3, product)
        sheet.cell(row, 7, quantity)
        sheet.cell(row, 8, term)
    for area in ("B2:J2", "D6:J6", "D7:J7", "D9:J9", "D11:F11", "H11:J11", "D15:J15", "D30:J30"):
        sheet.merge_cells(area)
    _dress(sheet)
    return book


def written(path: Path, order: Order | None = None) -> Path:
    """The workbook as a file."""
    workbook(order).save(path)
    return path


def _printed() -> dict[str, str]:
    return {
        "B2": "北斗例示商事　御手配票　様式HK-7", "B3": "HK-01 起票", "E3": "年", "G3": "月", "I3": "日",
        "B5": "▽ 導入先", "B6": "K-11 組織の名", "B7": "K-12 組織のよみ", "B8": "K-13 在り処の番", "B9": "K-14 在り処",
        "B10": "K-15 当番の方", "B11": "K-16 直通", "G11": "K-17 電信",
        "B12": "K-18 どちらの方か", "E12": "民", "G12": "官", "I12": "学",
        "B14": "▽ ご発注主", "B15": "K-21 屋号", "B16": "K-22 当番の方", "B17": "K-23 電信",
        "B19": "▽ お届け", "B20": "K-31 電信", "B21": "K-41 助け先は導入先に準ずる",
        "B23": "番", "C23": "もの", "G23": "数", "H23": "ねん",
        "B24": "い", "B25": "ろ", "B26": "は", "B27": "に", "B28": "ほ",
        "B29": "－ 以上 －ここまで", "B30": "K-51 申し送り", "B31": "K-61 規約を承知",
    }  # fmt: skip


def _filled(one: Order) -> dict[str, Any]:
    boxes = {text: "☑" if text == one.chosen else "□" for text in "民官学"}
    return {
        "D3": one.year, "F3": one.month, "H3": one.day,
        "D6": one.company, "D7": one.kana, "D9": one.address, "D10": one.contact, "D11": one.phone, "H11": one.email,
        "D12": boxes["民"], "F12": boxes["官"], "H12": boxes["学"],
        "D15": one.reseller, "D16": one.reseller_contact, "D17": one.reseller_email, "D20": one.delivery_email,
        "D21": "レ", "D30": one.remarks or None, "D31": "☑",
    }  # fmt: skip


def _dress(sheet: Any) -> None:
    for column, width in zip("ABCDEFGHIJ", (3, 26, 14, 14, 6, 6, 14, 8, 6, 14), strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=6, max_row=31, min_col=2, max_col=10):
        for cell in row:
            cell.border = EDGE
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for cell in ("B5", "B14", "B19", "B23", "C23", "G23", "H23"):
        sheet[cell].fill = BAR
    sheet["B2"].font = Font(bold=True, size=14)
