"""Leaves out the cells of hidden rows and columns, which nobody sees who reads the form: old values, working notes.

Rows that a filter hides come back with a click, and are read.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from legacy_excel.workbook import limits
from legacy_excel.workbook.grid import Grid

_ROW: Final = re.compile(rb'<(?:\w+:)?row\b(?=[^>]{0,300}\bhidden="(?:1|true)")[^>]{0,300}\br="(\d{1,7})"')
_COLUMNS: Final = re.compile(rb'<(?:\w+:)?col\b(?=[^>]{0,300}\bhidden="(?:1|true)")[^>]{0,600}>')
_FIRST: Final = re.compile(rb'\bmin="(\d{1,5})"')
_LAST: Final = re.compile(rb'\bmax="(\d{1,5})"')


@dataclass(slots=True)
class Hidden:
    """The rows and columns of a sheet that are hidden, counted from 0."""

    rows: set[int] = field(default_factory=set)
    cols: set[int] = field(default_factory=set)
    is_filtered: bool = False

    def hide_columns(self, first: int, last: int) -> None:
        """Notes that the columns are hidden, up to the last that a form may have."""
        self.cols.update(range(first, min(last, limits.COLUMNS) + 1))


def hidden_in(raw: bytes) -> Hidden:
    """What the XML of an xlsx sheet says is hidden."""
    hidden = Hidden(is_filtered=b"filterColumn " in raw)
    if b'hidden="1"' not in raw and b'hidden="true"' not in raw:
        return hidden
    hidden.rows = {int(row) - 1 for row in _ROW.findall(raw)}
    for column in _COLUMNS.findall(raw):
        first, last = _FIRST.search(column), _LAST.search(column)
        if first is not None and last is not None:
            hidden.hide_columns(int(first[1]) - 1, int(last[1]) - 1)
    return hidden


def without_hidden(grid: Grid, hidden: Hidden) -> Grid:
    """The grid without the cells of which no part is to be seen; the grid itself where nothing is hidden."""
    rows: Collection[int] = () if hidden.is_filtered else hidden.rows
    if not rows and not hidden.cols:
        return grid
    seen = [
        block
        for block in grid.blocks
        if not all(row in rows for row in range(block.row, block.row2 + 1))
        and not all(col in hidden.cols for col in range(block.col, block.col2 + 1))
    ]
    return Grid(grid.name, seen, date1904=grid.date1904)
