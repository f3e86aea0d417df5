"""The template as a workbook with drop-down lists and notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tbc.bulk_filing.columns import ACCOUNT, IN_TEMPLATE, PARTS, QUICK, Column, choices_of
from tbc.bulk_filing.rules import MOST_ROWS
from tbc.bulk_filing.template import notes
from tbc.bulk_filing.template.rows import example, hints
from tbc.catalog.models import Product
from tbc.kit.language import language
from tbc.kit.phrases import lazy as _l
from tbc.kit.postal import PREFECTURES
from tbc.kit.sheets import neutral

_ROWS, _PRODUCTS, _LISTS = _l("申請の行"), _l("製品"), _l("選択肢")
_FIRST = 3  # Bands and headings stand above; hints, example and rows to fill in follow.
_BAND = (PatternFill("solid", fgColor="004C59"), PatternFill("solid", fgColor="003741"))
_HEAD = (PatternFill("solid", fgColor="E9F7F9"), PatternFill("solid", fgColor="F4F7F8"))
_LINE = Border(bottom=Side("thin", color="666666"))
_NUMBERS = {"items.quantity", "items.term_years", "items.held_quantity"}
_WIDE = {
    "corporate_name": 30,
    "corporate_name_kana": 30,
    "email": 30,
    "street": 26,
    "activation_code": 32,
    "remarks": 30,
}


def workbook(products: Sequence[Product], accounts: Iterable[str], filled: Mapping[str, str] | None = None) -> bytes:
    """The template: `products` that can be applied for, the reader's company `accounts` by name, and cells of a first
    row that are `filled` already."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = str(_ROWS)
    _head(sheet)
    first = products[0].code if products else ""
    rows = [hints(), *example(first)]
    for number, row in enumerate(rows, _FIRST):
        _write(sheet, number, row, Font(color="4D4D4D", italic=True))
    if filled:
        _write(sheet, _FIRST + len(rows), [filled.get(column.path, "") for column in IN_TEMPLATE], Font())
    notes.write(book.create_sheet(str(notes.TITLE)))
    _products(book.create_sheet(str(_PRODUCTS)), products)
    names = [str(QUICK), *accounts]
    _lists(book.create_sheet(str(_LISTS)), names)
    _offer(sheet, len(products), len(names))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _head(sheet: Any) -> None:
    """A band over the columns of each section, and the headings."""
    at = 1
    for number, (part, group) in enumerate(groupby(IN_TEMPLATE, lambda column: column.part)):
        columns = list(group)
        band = sheet.cell(1, at, str(PARTS[part]))
        band.font, band.fill = Font(bold=True, color="FFFFFF"), _BAND[number % 2]
        for place, column in enumerate(columns, at):
            _head_column(sheet, place, column, number)
        if len(columns) > 1:
            sheet.merge_cells(start_row=1, start_column=at, end_row=1, end_column=at + len(columns) - 1)
        at += len(columns)
    sheet.freeze_panes = sheet.cell(_FIRST, 2)
    sheet.row_dimensions[2].height = sheet.row_dimensions[_FIRST].height = 36


def _head_column(sheet: Any, place: int, column: Column, number: int) -> None:
    cell = sheet.cell(2, place, column.heading)
    cell.font, cell.fill, cell.border = Font(bold=True), _HEAD[number % 2], _LINE
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    kept = sheet.column_dimensions[get_column_letter(place)]
    kept.width = _WIDE.get(column.path.rpartition(".")[2], 18)
    # Text keeps the leading zeros of codes and phone numbers.
    kept.number_format = "General" if column.path in _NUMBERS else "@"


def _write(sheet: Any, row: int, texts: Iterable[str], font: Font) -> None:
    for place, text in enumerate(texts, 1):
        cell = sheet.cell(row, place)
        if text:
            cell.value, cell.data_type = neutral(text), "s"
        cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="top")
        cell.number_format = "General" if IN_TEMPLATE[place - 1].path in _NUMBERS else "@"


def _products(sheet: Any, products: Sequence[Product]) -> None:
    titles = (_l("製品コード"), _l("製品名"), _l("申請区分"), _l("契約区分"), _l("年数"), _l("別紙"))
    sheet.append([str(title) for title in titles])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD[0]
    for product in products:
        sheet.append([neutral(text) for text in notes.product_row(product, language())])
    for letter, width in zip("ABCDEF", (16, 52, 18, 20, 12, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _lists(sheet: Any, accounts: Sequence[str]) -> None:
    for row, name in enumerate(PREFECTURES, 1):
        sheet.cell(row, 1, name)
    for row, name in enumerate(accounts, 1):
        cell = sheet.cell(row, 2, neutral(name))
        cell.data_type = "s"
    sheet.sheet_state = "hidden"


def _offer(sheet: Any, products: int, accounts: int) -> None:
    """Drop-down lists; what is not in them may be written all the same, and is answered with a sentence."""
    lists = {
        "items.product": f"'{_PRODUCTS}'!$A$2:$A${max(products, 1) + 1}",
        ACCOUNT: f"'{_LISTS}'!$B$1:$B${accounts}",
    }
    for place, column in enumerate(IN_TEMPLATE, 1):
        source = lists.get(column.path)
        if column.path.endswith(".prefecture"):
            source = f"'{_LISTS}'!$A$1:$A${len(PREFECTURES)}"
        elif choices_of(column):
            source = '"' + ",".join(map(str, choices_of(column))) + '"'
        if source:
            rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(place)
            rule.add(f"{letter}{_FIRST}:{letter}{MOST_ROWS}")
            sheet.add_data_validation(rule)
