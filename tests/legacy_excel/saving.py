"""A workbook saved in the older and the open format: .xls by xlwt, .ods by hand."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlwt
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = ("office", "table", "text", "manifest")
SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in NAMES}
_DAY = xlwt.easyxf(num_format_str="YYYY/M/D")
_PLAIN = xlwt.easyxf()


def as_xls(book: Workbook, path: Path) -> None:
    """Saves values and merged cells of the visible sheets as BIFF8; formulas are left out."""
    saved = xlwt.Workbook(encoding="utf-8")
    for sheet in _visible(book):
        page = saved.add_sheet(sheet.title)
        areas = _areas(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                at = (cell.row, cell.column)
                if isinstance(cell, MergedCell) or (cell.value is None and at not in areas) or cell.data_type == "f":
                    continue
                style = _DAY if isinstance(cell.value, date) else _PLAIN
                bottom, right = areas.get(at, at)
                page.write_merge(at[0] - 1, bottom - 1, at[1] - 1, right - 1, cell.value, style)
    saved.save(str(path))


def as_ods(book: Workbook, path: Path) -> None:
    """Saves values and merged cells of the visible sheets as OpenDocument; formulas are left out."""
    declared = " ".join(f"xmlns:{name}={quoteattr(space)}" for name, space in SPACES.items())
    tables = "".join(_table(sheet) for sheet in _visible(book))
    content = f"<office:document-content {declared}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    manifest = f"<manifest:manifest {declared}>{entry}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        package.writestr("content.xml", f"{content}</office:body></office:document-content>")
        package.writestr("META-INF/manifest.xml", f"{manifest}</manifest:manifest>")


def _visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _areas(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    return {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}


def _table(sheet: Worksheet) -> str:
    areas = _areas(sheet)
    rows = "".join(
        f"<table:table-row>{''.join(_cell(cell, areas) for cell in row)}</table:table-row>"
        for row in sheet.iter_rows(min_col=1, min_row=1)
    )
    return f"<table:table table:name={quoteattr(sheet.title)}>{rows}</table:table>"


def _cell(cell: Any, areas: dict[tuple[int, int], tuple[int, int]]) -> str:
    if isinstance(cell, MergedCell):
        return "<table:covered-table-cell/>"
    bottom, right = areas.get((cell.row, cell.column), (cell.row, cell.column))
    down, across = bottom - cell.row + 1, right - cell.column + 1
    spans = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    value = None if cell.data_type == "f" else cell.value
    if value is None:
        return f"<table:table-cell{spans}/>"
    if isinstance(value, datetime | date):
        typed = f' office:value-type="date" office:date-value="{value.strftime("%Y-%m-%d")}"'
        return f"<table:table-cell{spans}{typed}><text:p>{value:%Y/%m/%d}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        typed = f' office:value-type="float" office:value="{value}"'
        return f"<table:table-cell{spans}{typed}><text:p>{value}</text:p></table:table-cell>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell{spans} office:value-type="string">{lines}</table:table-cell>'
