"""Which cells of a blank form may be filled in: the forms are protected, but for these.

Read from the package's XML, where openpyxl would take half a second to build all that is not needed here.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from legacy_excel.workbook.grid import Grid, position

STYLES: Final = "xl/styles.xml"
FIRST_SHEET: Final = "xl/worksheets/sheet1.xml"


def unlocked_cells(path: Path, grid: Grid) -> dict[int, list[int]]:
    """The columns of the unlocked cells of the first sheet by row, counted from 1; of merged cells the first."""
    with zipfile.ZipFile(path) as package:
        styles, sheet = (defusedxml.ElementTree.fromstring(package.read(name)) for name in (STYLES, FIRST_SHEET))
    found: dict[int, list[int]] = {}
    for row, col in _cells_in(sheet, _unlocked_styles(styles)):
        block = grid.at(row, col)
        if block is None or (block.row, block.col) == (row, col):
            found.setdefault(row + 1, []).append(col + 1)
    return found


def _unlocked_styles(styles: Element) -> set[str]:
    """The numbers of the cell styles that are not protected."""
    return {
        str(number)
        for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if any(protection.get("locked") in ("0", "false") for protection in style.iterfind("{*}protection"))
    }


def _cells_in(sheet: Element, styles: set[str]) -> Iterator[tuple[int, int]]:
    for cell in sheet.iterfind("{*}sheetData/{*}row/{*}c"):
        if cell.get("s") in styles:
            yield position(cell.get("r", ""))
