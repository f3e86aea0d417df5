"""A sheet that is written to: texts stay texts whatever they begin with, and long ones get the room they need."""

import math
import re
import unicodedata
from datetime import date
from typing import Final

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from legacy_excel.filling.places import Cell

# Excel would make a formula of such a text as soon as somebody edits the cell.
LIKE_A_FORMULA: Final = ("=", "+", "-", "@")
# What Excel itself writes for a character by its number must be written so when it is meant as it stands.
ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
UNWRITABLE: Final = re.compile(rf"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")
DATE_FORMAT: Final = "yyyy/m/d"
# In points: a line as high as its letters and a third, a row without a height of its own, the highest that Excel knows.
LEADING: Final = 1.35
PLAIN_ROW: Final = 15.0
HIGHEST_ROW: Final = 409.0


class Page:
    """One sheet of a workbook; rows and columns count from 1."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}

    def printed(self, at: Cell) -> str:
        """The text that stands in a cell, nothing if it is empty."""
        value = self.sheet.cell(*at).value
        return "" if value is None else str(value)

    def put_text(self, at: Cell, text: str, *, wraps: bool = True) -> None:
        """Writes a text that is never taken for a formula, an error or a number; characters that XML forbids go."""
        lines = UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        cell = self._cell(at)
        cell.value = ESCAPE.sub("_x005F_", lines)
        cell.data_type = "s"
        if lines.startswith(LIKE_A_FORMULA):
            cell.quotePrefix = True
        if wraps:
            self._make_room(at, lines)

    def put_number(self, at: Cell, number: int) -> None:
        """Writes a whole number."""
        self._cell(at).value = number

    def put_date(self, at: Cell, day: date) -> None:
        """Writes a day as a date cell."""
        cell = self._cell(at)
        cell.value = day
        cell.number_format = DATE_FORMAT

    def area(self, at: Cell) -> CellRange:
        """The merged area that begins at a cell, or the cell alone."""
        row, col = at
        return self._areas.get(at) or CellRange(min_row=row, max_row=row, min_col=col, max_col=col)

    def after(self, at: Cell) -> str:
        """The text printed directly right of a cell."""
        return self.printed((at[0], self.area(at).max_col + 1))

    def listed(self, at: Cell) -> list[str]:
        """The words of the drop-down list of a cell, none if it has no list on another sheet."""
        row, col = at
        address = f"{get_column_letter(col)}{row}"
        for rule in self.sheet.data_validations.dataValidation:
            if rule.type == "list" and address in rule.sqref:
                sheet, _, cells = rule.formula1.replace("$", "").partition("!")
                assert self.sheet.parent is not None
                column = self.sheet.parent[sheet.strip("'")][cells]
                return [str(line[0].value) for line in column if line[0].value is not None]
        return []

    def _cell(self, at: Cell) -> SheetCell:
        cell = self.sheet.cell(*at)
        assert isinstance(cell, SheetCell)  # a place is the first cell of its area
        return cell

    def _make_room(self, at: Cell, text: str) -> None:
        """Wraps a text that is longer than its cell, and makes the last of its rows as high as that needs."""
        cell, area = self._cell(at), self.area(at)
        size = float(cell.font.sz or 11)
        letters = max(sum(self._pixels(col) for col in range(area.min_col, area.max_col + 1)) / (size * 2 / 3) - 1, 1)
        lines = sum(max(1, math.ceil(_width(line) / letters)) for line in text.split("\n"))
        if lines < 2:
            return
        if not cell.alignment.wrap_text:
            aligned = cell.alignment
            cell.alignment = Alignment(horizontal=aligned.horizontal, vertical=aligned.vertical, wrap_text=True)
        heights = [self.sheet.row_dimensions[row].height or PLAIN_ROW for row in range(area.min_row, area.max_row + 1)]
        lacking = lines * size * LEADING + 4 - sum(heights)
        if lacking > 0:
            self.sheet.row_dimensions[area.max_row].height = min(heights[-1] + lacking, HIGHEST_ROW)

    def _pixels(self, col: int) -> float:
        """The width of a column; openpyxl keeps that of a group of columns with the first of them."""
        for dimension in self.sheet.column_dimensions.values():
            if (dimension.min or 0) <= col <= (dimension.max or 0):
                return float(dimension.width) * 7 + 5
        return float(self.sheet.sheet_format.defaultColWidth or 8.43) * 7 + 5


def _width(text: str) -> int:
    """How wide a line is, in half-width letters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
