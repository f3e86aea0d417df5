"""Writes a book with openpyxl or XlsxWriter."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]  # it has no types of its own
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from .canvas import Book, Cell, Formula, Sheet, address

_THIN = Side(style="thin", color="808080")
_SIZES = {"heading": 16, "title": 11, "label": 9, "value": 10, "note": 8, "stamp": 20}


def openpyxl_book(book: Book, path: Path, *, bare: bool = False, rich: bool = False) -> None:
    """Save with openpyxl; bare leaves styles and merges out, rich writes labels as rich text."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    if book.date1904:
        workbook.epoch = CALENDAR_MAC_1904
    for sheet in book.sheets:
        target = workbook.create_sheet(sheet.name)
        _fill(target, sheet, book, bare=bare, rich=rich)
    workbook.save(path)


def _fill(target: Any, sheet: Sheet, book: Book, *, bare: bool, rich: bool) -> None:
    for (r, c), cell in sorted(sheet.cells.items()):
        drawn = target.cell(r + 1, c + 1, _shown(cell, rich=rich))
        if cell.fmt:
            drawn.number_format = cell.fmt
        elif isinstance(cell.value, datetime):
            drawn.number_format = "yyyy/m/d"
        if not bare:
            _dress(drawn, cell, book, vertical=(r, c) in sheet.vertical)
    if bare:
        return
    for r, c, h, w in sheet.merges:
        target.merge_cells(start_row=r + 1, start_column=c + 1, end_row=r + h, end_column=c + w)
    for column in range(60 if sheet.narrow else 0):
        target.column_dimensions[get_column_letter(column + 1)].width = 2.4
    for column, width in sheet.widths.items():
        target.column_dimensions[get_column_letter(column + 1)].width = width
    for row in sheet.hidden_rows:
        target.row_dimensions[row + 1].hidden = True
    for at, text in sheet.comments.items():
        target[address(*at)].comment = Comment(text, "作成者")
    for at, texts in sheet.lists.items():
        validation = DataValidation(type="list", formula1='"' + ",".join(texts) + '"')
        target.add_data_validation(validation)
        validation.add(address(*at))
    target.sheet_state = "hidden" if sheet.hidden else "visible"
    target.protection.sheet = sheet.protected


def _shown(cell: Cell, *, rich: bool) -> Any:
    if isinstance(cell.value, Formula):
        return cell.value.text
    if rich and isinstance(cell.value, str) and len(cell.value) > 2 and cell.style in ("label", "value"):
        head, tail = cell.value[:2], cell.value[2:]
        return CellRichText(TextBlock(InlineFont(b=True), head), TextBlock(InlineFont(color=Color("FFC00000")), tail))
    return cell.value


def _dress(drawn: Any, cell: Cell, book: Book, *, vertical: bool) -> None:
    bold = cell.style in ("heading", "title")
    colour = "FFFF0000" if cell.style == "note" and cell.value == "例" else "FF000000"
    drawn.font = Font(name=book.font, size=_SIZES[cell.style], bold=bold, color=colour)
    drawn.alignment = Alignment(wrap_text=True, vertical="center", text_rotation=255 if vertical else 0)
    if cell.style in ("title", "label"):
        drawn.fill = PatternFill("solid", fgColor=book.colour if cell.style == "label" else "FFBDD7EE")
    if cell.style in ("label", "value"):
        drawn.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def xlsxwriter_book(book: Book, path: Path) -> None:
    """Save with XlsxWriter, formulas with their results."""
    workbook = xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"})
    for sheet in book.sheets:
        target = workbook.add_worksheet(sheet.name)
        merged = {(r, c): (h, w) for r, c, h, w in sheet.merges}
        if sheet.narrow:
            target.set_column(0, 60, 2.4)
        for column, width in sheet.widths.items():
            target.set_column(column, column, width)
        for (r, c), cell in sorted(sheet.cells.items()):
            look = {
                "font_name": book.font,
                "font_size": _SIZES[cell.style],
                "text_wrap": True,
                "border": int(cell.style in ("label", "value")),
            }
            look |= {"bg_color": "#" + book.colour[-6:]} if cell.style in ("label", "title") else {}
            look |= {"num_format": cell.fmt or "yyyy/m/d"} if cell.fmt or isinstance(cell.value, datetime) else {}
            look |= {"rotation": 270} if (r, c) in sheet.vertical else {}
            style = workbook.add_format(look)
            if (r, c) in merged:
                h, w = merged[r, c]
                target.merge_range(r, c, r + h - 1, c + w - 1, None, style)
            if isinstance(cell.value, Formula):
                target.write_formula(r, c, cell.value.text, style, cell.value.result)
            else:
                target.write(r, c, cell.value, style)
        for row in sheet.hidden_rows:
            target.set_row(row, None, None, {"hidden": True})
        for at, text in sheet.comments.items():
            target.write_comment(*at, text)
        for at, texts in sheet.lists.items():
            target.data_validation(*at, *at, {"validate": "list", "source": list(texts)})
        if sheet.hidden:
            target.hide()
        if sheet.protected:
            target.protect()
    workbook.close()
