"""Parts a sheet that bears several forms, one below the other or side by side, into a region for each.

【A-1】 新規購入申請書      【A-1】 新規購入申請書  │  【A-1】 新規購入申請書
…                           …                       │  …
─────────────────────
【A-1】 新規購入申請書
…
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.registers import rows_as_forms
from legacy_excel.recognition import heads_a_form
from legacy_excel.workbook.grid import Block, Grid

# So far above its title a form may begin, with its version or a stamp.
ABOVE_TITLE: Final = 3


def regions(grid: Grid) -> list[Grid]:
    """The forms of a sheet in reading order, as grids with the addresses of the sheet; the grid itself if it is one."""
    rows_of_register = rows_as_forms(grid)
    if rows_of_register:
        return rows_of_register
    titles = [block for block in grid.filled() if isinstance(block.value, str) and heads_a_form(block.text)]
    if len(titles) < 2:
        titles = _beginnings(grid)
    if len(titles) < 2:
        return [grid]
    rows = _rows_of_titles(titles)
    edges = [0, *(_first_row(grid, line[0].row) for line in rows[1:]), grid.last_row + 1]
    parts = []
    for line, (first, end) in zip(rows, pairwise(edges), strict=True):
        band = _part(grid, [block for block in grid.blocks if first <= block.row < end])
        parts += _side_by_side(band, line)
    return [part for part in parts if part.blocks]


def _beginnings(grid: Grid) -> list[Block]:
    """The first label of each form where all stand under one title: end user and dealer come again and again."""
    bars = [block for block in grid.filled() if isinstance(block.value, str) and vocabulary().section(block.text)]
    counts = Counter(vocabulary().section(block.text) for block in bars)
    again = counts["end_user"]
    if again < 2 or counts["reseller"] != again or len({block.row for block in bars}) < 2 * again:
        return []
    first = next((block for block in grid.filled() if _is_label(block)), None)
    same = [block for block in grid.filled() if first is not None and block.text == first.text]
    return same if len({block.row for block in same}) == again == len(same) else []


def _is_label(block: Block) -> bool:
    return isinstance(block.value, str) and vocabulary().label(block.text) is not None


def _rows_of_titles(titles: Sequence[Block]) -> list[list[Block]]:
    """The titles by the rows on which they stand, from left to right."""
    rows: dict[int, list[Block]] = {}
    for title in sorted(titles, key=lambda block: (block.row, block.col)):
        rows.setdefault(title.row, []).append(title)
    return list(rows.values())


def _first_row(grid: Grid, title_row: int) -> int:
    """The first row of a form: what stands close above its title belongs to it when an empty row is above that."""
    for row in range(title_row, max(title_row - ABOVE_TITLE - 1, 0), -1):
        above = [block for block in grid.on_row(row - 1) if not block.is_empty]
        if not above:
            return row
        if any(vocabulary().label(block.text) is not None for block in above):
            return title_row
    return title_row


def _side_by_side(band: Grid, titles: Sequence[Block]) -> list[Grid]:
    cuts = [_cut(band, left, right) for left, right in pairwise(titles)]
    edges = [0, *cuts, band.last_col + 1]
    return [_part(band, [block for block in band.blocks if first <= block.col < end]) for first, end in pairwise(edges)]


def _cut(band: Grid, left: Block, right: Block) -> int:
    """The column with which the right form begins: its labels repeat there those of the left one."""
    columns = range(left.col2 + 1, right.col + 1) if right.col > left.col2 else range(right.col, right.col + 1)
    crossed = {col for block in band.filled() for col in range(block.col + 1, block.col2 + 1)}
    first_seen: dict[str, int] = {}
    repeated: Counter[int] = Counter()
    for block in sorted(band.filled(), key=lambda block: block.col):
        if first_seen.setdefault(block.text, block.col) < block.col and isinstance(block.value, str):
            repeated[block.col] += 1
    return max(columns, key=lambda col: (col not in crossed or repeated[col] > 2, repeated[col], col))


def _part(grid: Grid, blocks: Iterable[Block]) -> Grid:
    return Grid(grid.name, blocks, date1904=grid.date1904)
