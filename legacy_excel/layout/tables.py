"""Finds tables by their header rows and reads them line by line: items, contact persons, continuation sheets."""

import re
from dataclasses import dataclass, field
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.headers import NOT_IMPORTED, Header, find_headers, is_column
from legacy_excel.layout.labels import Label
from legacy_excel.layout.runs import Run
from legacy_excel.layout.sheet import Layout
from legacy_excel.values.marks import MARK
from legacy_excel.workbook.grid import Block, Grid

TABLES: Final = ("items", "contact_persons")
# Labels that ask for the application as a whole end a table that has no total row.
FOOT: Final = frozenset({"consent", "remarks"})
# What lines may have in common in one merged cell, and what each of them has of its own.
COMMON: Final = frozenset({"product_name", "term_years", "current_end_on"})
COUNTED: Final = frozenset({"product_name", "license_id", "serial_number", "quantity"})
_TOTAL_OF: Final = re.compile(
    r"\s*(?:総|小)?(?:合\s*計|計)\s*(?=\S)|\s*(?:grand\s*|sub)?total\s+(?:of\s+)?", re.IGNORECASE
)
# The box before a sentence of consent, without a label.
_CONSENT: Final = re.compile(rf"\s*(?:{MARK.pattern}).*(?:同意|agree|consent)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it asks for, the sheet columns that its cells take, and their row within a line."""

    concept: str
    first_col: int
    last_col: int
    offset: int = 0


@dataclass(slots=True)
class Table:
    """A table: `rows` has for each filled line the runs of its columns by concept."""

    name: str
    headers: set[Block]
    columns: list[Column]
    rows: list[dict[str, Run]] = field(default_factory=list)

    @property
    def last_header_row(self) -> int:
        """The row above the first line."""
        return max((block.row2 for block in self.headers), default=-1)


def find_tables(layout: Layout) -> list[Table]:
    """The tables of a sheet with their rows, from top to bottom; the same kind may stand twice."""
    tables = []
    done: set[Block] = set()
    for name in TABLES:
        for header in find_headers(layout, name):
            if any(label.block in done for label in header.labels):
                continue
            table = _table(layout, name, header)
            done |= table.headers
            tables.append(table)
    return tables


def _table(layout: Layout, name: str, header: Header) -> Table:
    columns = [
        Column(label.concept, label.block.col, _last_col(layout.grid, label.block, following), offset)
        for offset, line in enumerate(header.lines)
        for label, following in zip(line, [*line[1:], None], strict=True)
    ]
    table = Table(name, {label.block for label in header.labels}, columns)
    first_row = max(label.block.row2 for label in header.labels) + 1
    section = layout.section_of(header.labels[0])
    ends = _Ends(layout, table)
    for row in range(first_row, layout.grid.last_row + 1, len(header.lines)):
        ruling = layout.sections.at(row, columns[0].first_col)
        if ruling is not section or any(ends.at(row + offset) for offset in range(len(header.lines))):
            break
        line = _line(layout, row, table)
        if line:
            table.rows.append(line)
    return table


def _last_col(grid: Grid, block: Block, following: Label | None) -> int:
    """A column reaches to the next header on its row, whether or not that is of a known kind."""
    beside = next((b for b in grid.on_row(block.row, block.col2 + 1) if not b.is_empty), None)
    limits = [b.col - 1 for b in (beside, following.block if following else None) if b is not None]
    if limits:
        return max(block.col2, min(limits))
    return block.col2


class _Ends:
    """Where a table ends: at its total, at the foot of the form, or where labels follow it."""

    def __init__(self, layout: Layout, table: Table) -> None:
        labels = [label for label in layout.labels if label.block not in table.headers]
        self._grid = layout.grid
        self._first_col = table.columns[0].first_col
        self._last_col = max(column.last_col for column in table.columns)
        self._foot = {label.block for label in labels if label.concept in FOOT}
        self._own = {label.block for label in labels if is_column(table.name, label.concept)}
        self._fewest = min(2, len(table.columns))

    def at(self, row: int) -> bool:
        """Whether this row is the total, the header again on a next page, or begins something else."""
        blocks = [block for block in self._grid.on_row(row, 0, self._last_col) if block.row == row]
        if sum(1 for block in blocks if block in self._own) >= self._fewest:
            return True
        return any(
            (block.col <= self._first_col and (block in self._foot or _CONSENT.match(block.text) is not None))
            or (block.text and _is_total(block.text))
            for block in blocks
        )


def _is_total(text: str) -> bool:
    """合計, 合計／Total, 合計数量, Total Quantity."""
    words = vocabulary()
    of_what = _TOTAL_OF.match(text)
    known = words.label(text[of_what.end() :]) if of_what is not None else None
    return words.has_word("total", text) or (known is not None and known.concept in ("quantity", "ignored"))


def _line(layout: Layout, row: int, table: Table) -> dict[str, Run]:
    """The runs of one line; nothing for an example, an empty line, or the lower half of merged cells."""
    grid = layout.grid
    first, last = table.columns[0].first_col, max(column.last_col for column in table.columns)
    if _is_example(grid, row, first, table):
        return {}
    runs = {}
    for column in table.columns:
        line = row + column.offset
        blocks = [b for b in grid.on_row(line, column.first_col, column.last_col) if b.row == line]
        if blocks and column.last_col == last:
            blocks += _characters_beyond(grid, blocks[-1])
        blocks = blocks or _of_lines_above(grid, line, column, table)
        # A note may be merged across the columns; it is no value of the first of them.
        blocks = [b for b in blocks if not (b.col2 > column.last_col and column.last_col < last)]
        home = blocks[0] if blocks else Block(line, column.first_col, line, column.first_col, None)
        if column.concept not in NOT_IMPORTED and column.concept not in runs:
            runs[column.concept] = Run(tuple(blocks), home)
    return runs if any(block.row >= row for run in runs.values() for block in run.filled()) else {}


def _characters_beyond(grid: Grid, block: Block) -> list[Block]:
    """Boxes of one character may go on beyond the head of the last column, if it is not merged over them."""
    beyond: list[Block] = []
    beside: Block | None = block
    while beside is not None and len(beside.text.strip()) == 1:
        beside = grid.right_of(beside)
        if beside is not None and len(beside.text.strip()) == 1:
            beyond.append(beside)
    return beyond


def _of_lines_above(grid: Grid, row: int, column: Column, table: Table) -> list[Block]:
    """One cell may say for two lines what they have in common; how many of it there are it cannot."""
    block = grid.at(row, column.first_col)
    is_common = (
        column.concept in COMMON and block is not None and not block.is_empty and block.row > table.last_header_row
    )
    own = {c.concept for c in table.columns if (b := grid.at(row, c.first_col)) and b.row == row and not b.is_empty}
    return [block] if block is not None and is_common and own & COUNTED else []


def _is_example(grid: Grid, row: int, first_col: int, table: Table) -> bool:
    words = vocabulary()
    before = [b for b in grid.on_row(row, 0, first_col - 1) if not b.is_empty]
    if any(words.has_word("example_row", b.text) for b in before):
        return True
    within = next((b for b in grid.on_row(row, first_col, table.columns[-1].last_col) if not b.is_empty), None)
    return within is not None and within.text.strip().startswith(("（例）", "(例)", "例：", "例:", "例）", "【例】"))
