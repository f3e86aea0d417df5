"""Writes a paper with xlwt, as the .xls of Excel 97 to 2003."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlwt

from tests.legacy_excel.unseen_builders.paper import Cell, Paper, Sheet


def write(paper: Paper, path: Path) -> None:
    """Write the paper as .xls."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = paper.from_1904
    styles: dict[tuple[str, str], Any] = {}
    for sheet in paper.sheets:
        _sheet(book.add_sheet(sheet.title), sheet, styles)
    book.save(str(path))


def _sheet(page: Any, sheet: Sheet, styles: dict[tuple[str, str], Any]) -> None:
    corners = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    for (row, column), cell in sorted(sheet.cells.items()):
        style = _style(cell, styles)
        if (row, column) in corners:
            bottom, right = corners[(row, column)]
            page.write_merge(row - 1, bottom - 1, column - 1, right - 1, cell.value, style)
        else:
            page.write(row - 1, column - 1, cell.value, style)
    for column, width in sheet.widths.items():
        page.col(column - 1).width = int(width * 256)
    for row in sheet.hidden_rows:
        page.row(row - 1).hidden = True
    if sheet.hidden:
        page.visibility = 1


def _style(cell: Cell, styles: dict[tuple[str, str], Any]) -> Any:
    number_format = cell.format or ("YYYY/M/D" if isinstance(cell.value, date) else "General")
    key = (cell.look, number_format)
    if key not in styles:
        looks = cell.look.split()
        text = "align: wrap on, vert centre;"
        if "label" in looks or "value" in looks:
            text += "borders: left thin, right thin, top thin, bottom thin;"
        if "bar" in looks or "label" in looks:
            text += "pattern: pattern solid, fore_colour gray25;"
        if "bar" in looks or "title" in looks:
            text += "font: bold on;"
        styles[key] = xlwt.easyxf(text, num_format_str=number_format)
    return styles[key]
