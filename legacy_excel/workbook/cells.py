"""Makes a grid of what the cell readers give: rows of values, merged areas, error cells."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits
from legacy_excel.workbook.controls import Box, texts_of
from legacy_excel.workbook.grid import Block, CellValue, ExcelError, Grid, block

Corner = tuple[int, int]


def grid_of_rows(
    name: str,
    rows: Sequence[Sequence[Any]],
    start: Corner,
    merges: Sequence[tuple[Corner, Corner]],
    errors: Sequence[Block] = (),
    boxes: Sequence[Box] = (),
    *,
    date1904: bool = False,
) -> Grid:
    """The grid of rows that begin at `start`; merges are pairs of first and last cell, all counted from 0."""
    values: dict[Corner, CellValue | ExcelError] = {
        (row, col): value
        for row, line in enumerate(rows, start[0])
        for col, value in enumerate(line, start[1])
        if value is not None and value != ""
    }
    for error in errors:
        values[error.row, error.col] = error.value
    if boxes:
        values.update(texts_of(boxes, values, merges))
    return grid_of_values(name, values, merges, date1904=date1904)


def grid_of_values(
    name: str,
    values: dict[Corner, CellValue | ExcelError],
    merges: Sequence[tuple[Corner, Corner]],
    *,
    date1904: bool = False,
) -> Grid:
    """The grid of single cells and merged areas; a merged area over many rows ends with the last filled one."""
    if len(values) > limits.FILLED_CELLS or len(merges) > limits.MERGES:
        raise WorkbookRefused("too_large")
    bottom = min(max([row for row, _ in values], default=0) + 100, limits.ROWS)
    blocks = []
    # The columns of each row that merged areas take, a bit per column.
    covered: defaultdict[int, int] = defaultdict(int)
    for (row, col), (row2, col2) in merges:
        row2, col2 = min(row2, bottom), min(col2, limits.COLUMNS)
        if row2 < row or col2 < col or covered[row] >> col & 1:
            continue
        columns = (1 << col2 - col + 1) - 1 << col
        for covered_row in range(row, row2 + 1):
            covered[covered_row] |= columns
        value = values.get((row, col))
        blocks.append(Block(row, col, row2, col2, None) if value is None else block(row, col, row2, col2, value))
    blocks += [
        block(row, col, row, col, value)
        for (row, col), value in values.items()
        if not covered[row] >> col & 1 and row <= limits.ROWS and col <= limits.COLUMNS
    ]
    return Grid(name, blocks, date1904=date1904)
