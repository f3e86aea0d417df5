"""Writes a paper with openpyxl."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.legacy_excel.unseen_builders.paper import Cell, Formula, Paper, Rich, Sheet

_LINE = Side(style="thin", color="808080")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write(paper: Paper, path: Path) -> None:
    """Write the paper as .xlsx; formulas are not for this writer, as it stores no results."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one
    if paper.from_1904:
        book.epoch = CALENDAR_MAC_1904
    for sheet in paper.sheets:
        _sheet(book.create_sheet(sheet.title), sheet)
    book.save(path)


def _sheet(page: Any, sheet: Sheet) -> None:
    for (row, column), cell in sorted(sheet.cells.items()):
        _cell(page.cell(row, column), cell)
    for top, left, bottom, right in sheet.merges:
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for column, width in sheet.widths.items():
        page.column_dimensions[get_column_letter(column)].width = width
    for row in sheet.hidden_rows:
        page.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        page.column_dimensions[get_column_letter(column)].hidden = True
    if sheet.hidden:
        page.sheet_state = "hidden"


def _cell(target: Any, cell: Cell) -> None:
    if isinstance(cell.value, Formula):
        raise TypeError("openpyxl stores no results: take XlsxWriter")
    target.value = _rich(cell.value) if isinstance(cell.value, Rich) else cell.value
    looks = cell.look.split()
    target.font = Font(
        name="ＭＳ Ｐゴシック",
        sz=14 if "title" in looks else 10,
        b="title" in looks or "bar" in looks,
        strike="struck" in looks,
        color="FFFF0000" if "red" in looks else None,
    )
    if "bar" in looks or "label" in looks:
        target.fill = PatternFill("solid", fgColor="FF9DC3E6" if "bar" in looks else "FFEDEDED")
    if "label" in looks or "value" in looks:
        target.border = _FRAME
    target.alignment = Alignment(wrapText=True, vertical="center")
    if cell.format:
        target.number_format = cell.format


def _rich(text: Rich) -> CellRichText:
    blocks = []
    for words, look in text.runs:
        font = InlineFont(strike="struck" in look, b="bold" in look, color=Color("FFFF0000") if "red" in look else None)
        blocks.append(TextBlock(font, words))
    return CellRichText(*blocks)
