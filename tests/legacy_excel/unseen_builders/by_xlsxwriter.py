"""Writes a paper with XlsxWriter, which can store results of formulas."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it has no stubs

from tests.legacy_excel.unseen_builders.paper import Cell, Formula, Paper, Rich, Sheet


def write(paper: Paper, path: Path) -> None:
    """Write the paper as .xlsx."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": paper.from_1904, "strings_to_urls": False})
    book.set_properties({"created": datetime(2025, 7, 1, 9)})  # noqa: DTZ001 -- the format knows no zone
    for sheet in paper.sheets:
        page = book.add_worksheet(sheet.title)
        _sheet(book, page, sheet)
    book.close()


def _sheet(book: Any, page: Any, sheet: Sheet) -> None:
    for column, width in sheet.widths.items():
        page.set_column(column - 1, column - 1, width, None, {"hidden": column in sheet.hidden_columns})
    for column in sheet.hidden_columns - set(sheet.widths):
        page.set_column(column - 1, column - 1, None, None, {"hidden": True})
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    for top, left, bottom, right in sheet.merges:
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", _format(book, sheet.cells[(top, left)]))
    for (row, column), cell in sorted(sheet.cells.items()):
        _cell(book, page, (row - 1, column - 1), cell)
    if sheet.hidden:
        page.hide()


def _cell(book: Any, page: Any, place: tuple[int, int], cell: Cell) -> None:
    form = _format(book, cell)
    value = cell.value
    if isinstance(value, Formula):
        page.write_formula(*place, value.text, form, value.result)
    elif isinstance(value, Rich):
        pieces: list[Any] = []
        for words, look in value.runs:
            pieces += [book.add_format({"font_strikeout": "struck" in look, "bold": "bold" in look}), words]
        page.write_rich_string(*place, *pieces, form)
    elif value is None:
        page.write_blank(*place, None, form)
    elif isinstance(value, str):
        page.write_string(*place, value, form)
    elif isinstance(value, (int, float)):
        page.write_number(*place, value, form)
    else:
        page.write_datetime(*place, value, form)


def _format(book: Any, cell: Cell) -> Any:
    looks = cell.look.split()
    form: dict[str, Any] = {"text_wrap": True, "valign": "vcenter", "font_name": "Meiryo UI", "font_size": 10}
    if "title" in looks or "bar" in looks:
        form["bold"] = True
    if "bar" in looks or "label" in looks:
        form["bg_color"] = "#C6E0B4" if "bar" in looks else "#F2F2F2"
    if "label" in looks or "value" in looks:
        form["border"] = 1
    if "struck" in looks:
        form["font_strikeout"] = True
    if "red" in looks:
        form["font_color"] = "red"
    if "quoted" in looks:
        form["quote_prefix"] = True
    if cell.format or isinstance(cell.value, date):
        form["num_format"] = cell.format or "yyyy/m/d"
    return book.add_format(form)
