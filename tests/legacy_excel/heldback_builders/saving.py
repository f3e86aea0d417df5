"""Books into files, as different programs write them; the same bytes each time except through LibreOffice."""

import re
import shutil
import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .book import Book
from .grid import Grid
from .plain import save_plain

_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(wrap_text=True, vertical="center")
_FILLS = {"label": "E7E6E6", "head": "D9E1F2", "bar": "2F5597", "side": "DDEBF7", "green": "70AD47", "orange": "F4B084"}
_EPOCH = datetime(2025, 1, 6)  # noqa: DTZ001  a workbook's own times know no zone
_STAMP = (2025, 1, 6, 0, 0, 0)


def save(book: Book, path: Path, saved_by: str) -> None:
    """Write the book to `path` the way the named program would."""
    writers = {"openpyxl": _save_openpyxl, "plain": save_plain, "xlwt": _save_xlwt, "libreoffice": _save_libreoffice}
    writers[saved_by](book, path)


def _save_openpyxl(book: Book, path: Path) -> None:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    for grid in book.grids:
        _fill(workbook.create_sheet(grid.name), grid)
    workbook.properties.created = workbook.properties.modified = _EPOCH
    workbook.save(path)
    _settle(path)


def _fill(sheet: Worksheet, grid: Grid) -> None:
    for (row, column), look in grid.looks.items():
        _dress(sheet.cell(row, column), look)
    _write(sheet, grid)
    for r1, c1, r2, c2 in grid.merges:
        sheet.merge_cells(start_row=r1, start_column=c1, end_row=r2, end_column=c2)
    for (row, column), text in grid.comments.items():
        sheet.cell(row, column).comment = Comment(text, "受付")
    for column, width in grid.widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row in grid.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    _page(sheet, grid)


def _write(sheet: Worksheet, grid: Grid) -> None:
    for (row, column), value in grid.cells.items():
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
        if isinstance(value, date):
            cell.number_format = "yyyy/mm/dd"
        if (row, column) in grid.formats:
            cell.number_format = grid.formats[row, column]


def _page(sheet: Worksheet, grid: Grid) -> None:
    if grid.hidden:
        sheet.sheet_state = "hidden"
    if grid.freeze:
        sheet.freeze_panes = grid.freeze
    if grid.print_titles:
        sheet.print_title_rows = grid.print_titles
    if grid.filter_range:
        sheet.auto_filter.ref = grid.filter_range


def _dress(cell: Any, look: str) -> None:
    if look == "title":
        cell.font = Font(bold=True, size=14)
        return
    if look == "hint":
        cell.font = Font(size=8, color="808080")
        return
    cell.alignment = Alignment(textRotation=255, vertical="center") if look == "side" else _WRAPPED
    if look in _FILLS:
        cell.fill = PatternFill("solid", fgColor=_FILLS[look])
    if look in ("bar", "green", "orange"):
        cell.font = Font(bold=True, color="FFFFFF")
    else:
        cell.border = _BOX


def _settle(path: Path) -> None:
    """Give every part the same time, and a macro workbook its content type."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name == "[Content_Types].xml" and path.suffix == ".xlsm":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2025-01-06T00:00:00Z", content)
            package.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)


def _save_xlwt(book: Book, path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    dated = xlwt.easyxf(num_format_str="yyyy/m/d")
    usual = xlwt.easyxf("align: wrap on")
    for grid in book.grids:
        sheet = workbook.add_sheet(grid.name)
        merged = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in grid.merges}
        for place in sorted(set(grid.cells) | set(merged)):
            row, column = place
            value = grid.cells.get(place, "")
            style = dated if isinstance(value, date) else usual
            if place in merged:
                sheet.write_merge(row - 1, merged[place][0] - 1, column - 1, merged[place][1] - 1, value, style)
            else:
                sheet.write(row - 1, column - 1, value, style)
    workbook.save(str(path))


def _save_libreoffice(book: Book, path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice is not None, "LibreOffice re-saves these workbooks"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in", path.stem + ".xlsx")
        source.parent.mkdir()
        _save_openpyxl(book, source)
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                path.suffix[1:],
                "--outdir",
                str(path.parent),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
