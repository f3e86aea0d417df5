"""Parts a register, which has one application on each row, into a form for each row with the header above it.

契約者            │ 販売店    │ 更新対象製品
会社名 │ 担当者名 │ 会社名    │ 製品名 │ 数量
A      │ …        │ …         │ …      │ 10      →  a form
B      │ …        │ …         │ …      │ 20      →  a form
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from legacy_excel.definitions import names, vocabulary
from legacy_excel.workbook.grid import Block, Grid

# A header of a register has so many labels at least, and both a company's and an item's among them.
FEWEST_LABELS: Final = 6
COMPANY: Final = "company_name"
ITEM: Final = frozenset({"product_name", "license_id", "serial_number"})


def rows_as_forms(grid: Grid) -> list[Grid]:
    """The rows of a register as grids, values at their own addresses; nothing if the sheet is none."""
    header = _header(grid)
    if header is None:
        return []
    last = max(block.row2 for block in header)
    above = [block for block in grid.blocks if block.row <= last]
    return [_form(grid, above, row, last) for row in _data_rows(grid, header, last)]


def _header(grid: Grid) -> list[Block] | None:
    """The labels of the row that asks for companies and items side by side, if that is the only row of labels."""
    rows: dict[int, dict[Block, str]] = {}
    label = names().label
    for block in grid.filled():
        known = label(block.text) if isinstance(block.value, str) else None
        if known is not None:
            rows.setdefault(block.row2, {})[block] = known.concept
    for row, labels in rows.items():
        concepts = set(labels.values())
        if len(labels) >= FEWEST_LABELS and COMPANY in concepts and concepts & ITEM:
            return list(labels) if all(len(rows[other]) < FEWEST_LABELS for other in rows if other > row) else None
    return None


def _data_rows(grid: Grid, header: Sequence[Block], last: int) -> Iterator[int]:
    first_col = min(block.col for block in header)
    for row in range(last + 1, grid.last_row + 1):
        filled = [block for block in grid.on_row(row) if not block.is_empty and block.row == row]
        is_example = any(vocabulary().has_word("example_row", b.text) for b in filled if b.col < first_col)
        if not is_example and sum(1 for block in filled if block.col >= first_col) > len(header) / 3:
            yield row


def _form(grid: Grid, above: Sequence[Block], row: int, last: int) -> Grid:
    """The row with what stands above all rows moved down to it."""
    down = row - last - 1
    moved = [replace(block, row=block.row + down, row2=block.row2 + down) for block in above]
    own = [block for block in grid.on_row(row) if block.row == row]
    return Grid(grid.name, [*moved, *own], date1904=grid.date1904)
