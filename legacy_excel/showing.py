"""The sheets of a workbook as they are shown beside a record: texts as displayed, merged cells, looks (XLS-4)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from legacy_excel.looks.formats import as_shown
from legacy_excel.looks.sheet import Look, SheetLooks
from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import Block, Grid, Workbook, a1, open_workbook

# As much as a person looks at beside a record: no list of a hundred thousand lines is carried to a browser.
SHEETS: Final = 40
ROWS: Final = 300
COLUMNS: Final = 150
CELLS: Final = 8_000
TEXT: Final = 1_000
# How a date is shown where the workbook does not say.
DATE: Final = "yyyy/m/d"
# The frame of a form reaches a little beyond its last text.
MARGIN: Final = 2
Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell or merged area; row and column count from 0, the spans from 1. `look` has words such as `bold top`."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    look: str = ""

    @property
    def address(self) -> str:
        """The A1 address of its first cell."""
        return a1(self.row, self.col)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet with its size in rows and columns; empty cells that are not merged and look plain are left out.

    `widths` and `heights` are the pixels of each column and row at 100 %; `has_lines` tells whether the sheet shows the
    lines between its cells.
    """

    name: str
    rows: int
    cols: int
    cells: list[CellView]
    # Whether the sheet has more than is shown.
    is_cut: bool = False
    is_hidden: bool = False
    has_lines: bool = True
    widths: list[int] = field(default_factory=list)
    heights: list[int] = field(default_factory=list)

    def to_json(self) -> list[Any]:
        """The sheet as plain data, a list per cell."""
        cells = [[c.row, c.col, c.rowspan, c.colspan, c.text, c.look] for c in self.cells]
        facts = [self.is_cut, self.is_hidden, self.has_lines]
        return [self.name, self.rows, self.cols, cells, *facts, self.widths, self.heights]

    @classmethod
    def from_json(cls, shape: list[Any]) -> "SheetView":
        """The sheet that `to_json` wrote down."""
        name, rows, cols, cells, *facts = shape
        return cls(name, rows, cols, [CellView(*cell) for cell in cells], *facts)


def grid(path: str | Path) -> list[SheetView]:
    """The sheets of a workbook in the order of its tabs; none if it cannot be read."""
    try:
        return sheets_of(open_workbook(Path(path)))
    except WorkbookRefused:
        return []


def sheets_of(workbook: Workbook) -> list[SheetView]:
    """The sheets of an opened workbook, hidden ones too, no more of them than a person looks at."""
    return [
        _sheet(workbook.grid(index), workbook.looks(index), is_hidden=is_hidden)
        for index, (_, is_hidden) in enumerate(workbook.sheets[:SHEETS])
    ]


def _sheet(found: Grid, looks: SheetLooks, *, is_hidden: bool) -> SheetView:
    near = [block for block in found.blocks if block.row < ROWS and block.col < COLUMNS]
    cells = [_cell(block, looks) for block in near[:CELLS]]
    is_cut = len(cells) < len(found.blocks)
    cells += list(_blanks(found, looks))[: CELLS - len(cells)]
    rows = min(max([cell.row + cell.rowspan for cell in cells], default=0), ROWS)
    cols = min(max([cell.col + cell.colspan for cell in cells], default=0), COLUMNS)
    sizes = [looks.width(col) for col in range(cols)], [looks.height(row) for row in range(rows)]
    return SheetView(found.name, rows, cols, cells, is_cut, is_hidden, looks.has_lines, *sizes)


def _cell(block: Block, looks: SheetLooks) -> CellView:
    row2, col2 = min(block.row2, ROWS - 1), min(block.col2, COLUMNS - 1)
    own = looks.looks.get((block.row, block.col), _PLAIN)
    words = own.words
    if (row2, col2) != (block.row, block.col):
        # The far edges of a merged area belong to the cells at its other ends.
        words += _edge(looks, (block.row, block.col2), "end", words) + _edge(
            looks, (block.row2, block.col), "bottom", words
        )
    text = as_shown(block.value, own.number_format or (DATE if isinstance(block.value, date) else ""))
    shown = (block.text if text is None else text)[:TEXT]
    return CellView(block.row, block.col, row2 - block.row + 1, col2 - block.col + 1, shown, " ".join(words))


def _edge(looks: SheetLooks, place: Corner, word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    far = looks.looks.get(place, _PLAIN).words
    return (word,) if word in far and word not in words else ()


def _blanks(found: Grid, looks: SheetLooks) -> Iterator[CellView]:
    """The empty cells that show a fill or an edge; neighbours that look the same without an edge between are one."""
    bottom, right = min(found.last_row + MARGIN, ROWS), min(found.last_col + MARGIN, COLUMNS)
    covered = _covered(found)
    # By identity: the cells of a sheet share some dozens of looks.
    seen = {id(look): _of_blank(look) for look in {id(look): look for look in looks.looks.values()}.values()}
    run: CellView | None = None
    for (row, col), look in sorted(looks.looks.items(), key=itemgetter(0)):
        said, has_side = seen[id(look)]
        if not said or row >= bottom or col >= right or covered.get(row, 0) >> col & 1:
            continue
        if run and not has_side and (run.row, run.col + run.colspan, run.look) == (row, col, said):
            run = CellView(row, run.col, 1, run.colspan + 1, "", said)
            continue
        if run:
            yield run
        run = CellView(row, col, 1, 1, "", said)
    if run:
        yield run


def _covered(found: Grid) -> dict[int, int]:
    """The columns of each row that hold a cell or a merged area, a bit per column."""
    covered: dict[int, int] = {}
    for block in found.blocks:
        columns = (1 << block.col2 - block.col + 1) - 1 << block.col
        for row in range(block.row, min(block.row2, ROWS) + 1):
            covered[row] = covered.get(row, 0) | columns
    return covered


def _of_blank(look: Look) -> tuple[str, bool]:
    """What of a look is seen on an empty cell, and whether that has an edge on its left or right."""
    words = tuple(word for word in look.words if word not in _OF_TEXT)
    return " ".join(words), "start" in words or "end" in words


_PLAIN: Final = Look()
_OF_TEXT: Final = frozenset({"bold", "large", "centred", "right"})
