"""Says which section a cell belongs to: below a bar, in one of several columns, beside a title at the side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from legacy_excel.layout.titles import Title
from legacy_excel.workbook.grid import Block, Grid

FAR: Final = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A section and the area that its title rules; `tail` is what stands behind the title in the same cell."""

    name: str
    block: Block
    tail: str
    first_row: int
    last_row: int
    first_col: int
    last_col: int


class Sections:
    """The sections of a sheet; the nearest title above a cell decides."""

    def __init__(self, sections: Sequence[Section]) -> None:
        # The vendor's box may stand beside the form, where titles of the form begin further down than its own.
        self.all = sorted(sections, key=lambda s: (s.name == "office", s.first_row, s.first_col))
        self.blocks = {section.block for section in sections}
        self._known: dict[tuple[int, int], Section | None] = {}
        self._ruling: dict[Block, Section | None] = {}

    def at(self, row: int, col: int) -> Section | None:
        """The section that rules the cell; None in the head, before the first title."""
        if (row, col) not in self._known:
            self._known[row, col] = self._nearest(row, col)
        return self._known[row, col]

    def _nearest(self, row: int, col: int) -> Section | None:
        # They are in the order of their first rows and columns: the last that covers the cell is the nearest.
        for section in reversed(self.all):
            if section.first_row <= row <= section.last_row and section.first_col <= col <= section.last_col:
                return section
        return None

    def of(self, block: Block) -> Section | None:
        """The section that rules the block's first cell."""
        try:
            return self._ruling[block]
        except KeyError:
            ruling = self._ruling[block] = self.at(block.row, block.col)
            return ruling


def find_sections(
    grid: Grid, titles: Sequence[Title], more: Sequence[Section] = (), labels: Collection[Block] = ()
) -> Sections:
    """The sections of the sheet with their areas; `more` are those whose areas are known already.

    A title with `labels` left of it on its row rules its own columns alone: what is left goes on with its own section.
    """
    bars = [title for title in titles if not title.is_side and title.name != "office"]
    splits = sorted({right.block.col for left in bars for right in bars if _stands_right_of(right, left)})
    areas = [_area(grid, title, titles, splits) for title in titles]
    return Sections([*(_beside_fields(grid, area, labels) for area in areas), *more])


def _beside_fields(grid: Grid, area: Section, labels: Collection[Block]) -> Section:
    block = area.block
    is_beside = area.first_col < block.col and any(left in labels for left in grid.on_row(block.row, 0, block.col - 1))
    return replace(area, first_col=block.col) if is_beside else area


def _stands_right_of(right: Title, left: Title) -> bool:
    return left.block.row <= right.block.row <= left.block.row2 and right.block.col > left.block.col2


def _area(grid: Grid, title: Title, titles: Sequence[Title], splits: Sequence[int]) -> Section:
    if title.name == "office":
        return _box(grid, title, titles)
    if title.is_side:
        return _beside(grid, title, titles)
    block = title.block
    is_merged = block.col2 > block.col
    first_col = max((k for k in splits if k <= block.col), default=0)
    right_splits = [k for k in splits if k > block.col2]
    last_col = FAR
    if right_splits and (is_merged or _has_title_below(titles, block.row, right_splits[0])):
        last_col = right_splits[0] - 1
    return Section(title.name, block, title.tail, block.row, FAR, first_col, last_col)


def _has_title_below(titles: Sequence[Title], row: int, col: int) -> bool:
    return any(title.block.col == col and title.block.row >= row for title in titles)


def _beside(grid: Grid, title: Title, titles: Sequence[Title]) -> Section:
    """A title left of its labels rules the rows that it spans, or all rows down to what stands next in its column."""
    block = title.block
    spans_rows = block.row2 > block.row
    rivals = [
        other.block.col
        for other in titles
        if other.block.col > block.col2 and other.block.row <= block.row2 and other.block.row2 >= block.row
    ]
    first_col = block.col2 + 1 if spans_rows else block.col
    last_row = block.row2 if spans_rows else _row_above_next(grid, block)
    return Section(title.name, block, title.tail, block.row, last_row, first_col, min(rivals, default=FAR) - 1)


def _row_above_next(grid: Grid, block: Block) -> int:
    for row in range(block.row2 + 1, grid.last_row + 1):
        if any(not other.is_empty for other in grid.on_row(row, block.col, block.col2)):
            return row - 1
    return FAR


def _box(grid: Grid, title: Title, titles: Sequence[Title]) -> Section:
    """The vendor's own box: the columns of its title, down to an empty row or the next title in them."""
    block = title.block
    last_col = block.col2 if block.col2 > block.col else FAR
    next_titles = {other.block.row for other in titles if block.col <= other.block.col <= last_col} - {block.row}
    last_row = block.row2
    for row in range(block.row2 + 1, grid.last_row + 1):
        if row in next_titles:
            break
        if grid.on_row(row, block.col, last_col):
            last_row = row
        elif row > last_row + 1 or grid.on_row(row) or not _stands_beside_form(grid, block):
            # A row that is empty all across parts a box from the form below it, not one that stands beside the form.
            break
    return Section(title.name, block, title.tail, block.row, last_row, block.col, last_col)


def _stands_beside_form(grid: Grid, block: Block) -> bool:
    """Whether labels and values of the form stand left of the box on the rows below its title."""
    rows = range(block.row2 + 1, block.row2 + 8)
    return sum(1 for row in rows if any(not b.is_empty for b in grid.on_row(row, 0, block.col - 1))) >= 3
