"""Workbooks in memory as the reader opens them, to be moved, stretched and renamed without a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from legacy_excel.reading import records_of
from legacy_excel.records import Record
from legacy_excel.workbook import Block, Grid
from legacy_excel.workbook.cells import grid_of_values

# Sheets of a form that are no application; reading them again and again shows nothing new.
ASIDE = ("記入例", "注意事項", "リスト")


class Sheets:
    """Grids with their names, none of them hidden."""

    date1904 = False

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = grids

    @property
    def sheets(self) -> list[tuple[str, bool]]:
        return [(grid.name, False) for grid in self._grids]

    def grid(self, index: int) -> Grid:
        return self._grids[index]

    def stretched(self, rows: Mapping[int, int], cols: Mapping[int, int]) -> Sheets:
        """With so many empty rows and columns put in before each of the given ones; cells merged there grow."""
        return Sheets([_stretched(grid, rows, cols) for grid in self._grids])

    def renamed(self, name: str) -> Sheets:
        """With another name on the first tab."""
        first, *others = self._grids
        return Sheets([Grid(name, first.blocks, date1904=first.date1904), *others])

    def read(self) -> list[Record]:
        """Its records."""
        return records_of(self)


def sheets_of(book: Workbook) -> Sheets:
    """What the reader would find in the file of this workbook, but for the sheets beside the application."""
    return Sheets([_grid(sheet) for sheet in book.worksheets if sheet.title not in ASIDE])


def _grid(sheet: Worksheet) -> Grid:
    values = {
        (cell.row - 1, cell.column - 1): _value(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type != "f"
    }
    merges = [
        ((area.min_row - 1, area.min_col - 1), (area.max_row - 1, area.max_col - 1))
        for area in sheet.merged_cells.ranges
    ]
    return grid_of_values(sheet.title, values, merges)


def _value(value: Any) -> Any:
    match value:
        case bool() | str():
            return value
        case int():
            return float(value)
        case datetime() if value.time().isoformat() == "00:00:00":
            return value.date()
    return value


def _stretched(grid: Grid, rows: Mapping[int, int], cols: Mapping[int, int]) -> Grid:
    blocks = [
        Block(
            _moved(b.row, rows), _moved(b.col, cols), _moved(b.row2, rows), _moved(b.col2, cols),
            b.value, b.text, b.is_empty,
        )
        for b in grid.blocks
    ]  # fmt: skip
    return Grid(grid.name, blocks, date1904=grid.date1904)


def _moved(place: int, inserted: Mapping[int, int]) -> int:
    return place + sum(count for at, count in inserted.items() if at <= place)
