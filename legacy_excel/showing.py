"""The sheets of a workbook as they are shown beside a record: texts, and which cells are merged (XLS-4)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import Grid, Workbook, a1, open_workbook

# As much as a person looks at beside a record: no list of a hundred thousand lines is carried to a browser.
SHEETS: Final = 40
ROWS: Final = 300
COLUMNS: Final = 150
CELLS: Final = 8_000
TEXT: Final = 1_000


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell or merged area; row and column count from 0, the spans from 1."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str

    @property
    def address(self) -> str:
        """The A1 address of its first cell."""
        return a1(self.row, self.col)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet with its size in rows and columns; empty cells that are not merged are left out."""

    name: str
    rows: int
    cols: int
    cells: list[CellView]
    # Whether the sheet has more than is shown.
    is_cut: bool = False

    def to_json(self) -> list[Any]:
        """The sheet as plain data, a list per cell."""
        cells = [[c.row, c.col, c.rowspan, c.colspan, c.text] for c in self.cells]
        return [self.name, self.rows, self.cols, cells, self.is_cut]

    @classmethod
    def from_json(cls, shape: list[Any]) -> "SheetView":
        """The sheet that `to_json` wrote down."""
        name, rows, cols, cells, is_cut = shape
        return cls(name, rows, cols, [CellView(*cell) for cell in cells], is_cut)


def grid(path: str | Path) -> list[SheetView]:
    """The visible sheets of a workbook in the order of its tabs; none if it cannot be read."""
    try:
        return sheets_of(open_workbook(Path(path)))
    except WorkbookRefused:
        return []


def sheets_of(workbook: Workbook) -> list[SheetView]:
    """The visible sheets of an opened workbook, no more of them than a person looks at."""
    visible = [index for index, (_, is_hidden) in enumerate(workbook.sheets) if not is_hidden]
    return [_sheet(workbook.grid(index)) for index in visible[:SHEETS]]


def _sheet(found: Grid) -> SheetView:
    near = [block for block in found.blocks if block.row < ROWS and block.col < COLUMNS]
    cells = [CellView(b.row, b.col, b.row2 - b.row + 1, b.col2 - b.col + 1, b.text[:TEXT]) for b in near[:CELLS]]
    rows, cols = min(found.last_row + 1, ROWS), min(found.last_col + 1, COLUMNS)
    return SheetView(found.name, rows, cols, cells, len(cells) < len(found.blocks))
