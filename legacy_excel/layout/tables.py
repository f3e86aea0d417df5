"""Finds tables by their header rows and reads them line by line: items, contact persons, continuation sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.labels import Label
from legacy_excel.layout.runs import Run
from legacy_excel.layout.sections import FAR
from legacy_excel.layout.sheet import Layout
from legacy_excel.values.text import squeezed
from legacy_excel.workbook.grid import Block, Grid

TABLES: Final = ("items", "contact_persons")
# Labels that ask for the application as a whole end a table that has no total row.
FOOT: Final = frozenset({"consent", "remarks"})
# Columns that are told from labels of the head only by standing in a header row.
NOT_IMPORTED: Final = frozenset({"ignored", "remarks"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it asks for, and the sheet columns that its cells take."""

    concept: str
    first_col: int
    last_col: int


@dataclass(slots=True)
class Table:
    """A table: `rows` has for each filled line the runs of its columns by concept."""

    name: str
    headers: set[Block]
    columns: list[Column]
    rows: list[dict[str, Run]] = field(default_factory=list)


def find_tables(layout: Layout) -> list[Table]:
    """The tables of a sheet with their rows, from top to bottom; the same kind may stand twice."""
    tables = []
    done: set[Block] = set()
    for name in TABLES:
        for header in _header_rows(layout, name):
            if any(label.block in done for label in header):
                continue
            table = _table(layout, name, header)
            done |= table.headers
            tables.append(table)
    return tables


def _header_rows(layout: Layout, name: str) -> list[list[Label]]:
    """Rows with labels of at least two of the table's columns, in its own section or in none that is read otherwise."""
    rows: dict[tuple[int, int], list[Label]] = {}
    for label in layout.labels:
        section = layout.section_of(label)
        ruled = section.name if section else None
        if (
            label.inline is None
            and ruled in (name, None)
            and (_is_column(name, label.concept) or label.concept in NOT_IMPORTED)
        ):
            rows.setdefault((label.block.row2, section.first_col if section else 0), []).append(label)
    headers = [row for _, row in sorted(rows.items()) if _is_header(name, row)]
    return _without_lines_of_fields(layout, headers)


def _is_column(name: str, concept: str) -> bool:
    return concept in vocabulary().fields[name]


def _is_header(name: str, row: Sequence[Label]) -> bool:
    concepts = {label.concept for label in row if _is_column(name, label.concept)}
    if len(concepts) < 2:
        return False
    key_columns = {"product_name", "license_id", "serial_number"} if name == "items" else {"contact_name"}
    return bool(concepts & key_columns)


def _without_lines_of_fields(layout: Layout, rows: Sequence[list[Label]]) -> list[list[Label]]:
    """The rows without those in which a value stands behind each label, `製品名 | A | 数量 | 10`, and their like."""
    lines = {_pattern(row) for row in rows if _is_line_of_fields(layout, row)}
    return [row for row in rows if _pattern(row) not in lines]


def _pattern(row: Sequence[Label]) -> tuple[tuple[str, int], ...]:
    return tuple((label.concept, label.block.col) for label in row)


def _is_line_of_fields(layout: Layout, row: Sequence[Label]) -> bool:
    grid = layout.grid
    labels = sorted((label.block for label in row), key=lambda block: block.col)
    limits = [*(block.col for block in labels[1:]), FAR]
    behind = [
        any(not block.is_empty for block in grid.on_row(label.row, label.col2 + 1, limit - 1))
        for label, limit in zip(labels, limits, strict=True)
    ]
    return all(behind) or (all(behind[:-1]) and len(labels) > 3)


def _table(layout: Layout, name: str, header: Sequence[Label]) -> Table:
    ordered = sorted(header, key=lambda label: label.block.col)
    columns = []
    for label, following in zip(ordered, [*ordered[1:], None], strict=True):
        last_col = _last_col(layout.grid, label.block, following)
        columns.append(Column(label.concept, label.block.col, last_col))
    table = Table(name, {label.block for label in ordered}, columns)
    first_row = max(label.block.row2 for label in ordered) + 1
    section = layout.section_of(ordered[0])
    for row in range(first_row, layout.grid.last_row + 1):
        ruling = layout.sections.at(row, columns[0].first_col)
        if ruling is not section or _ends_here(layout, row, table):
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


def _ends_here(layout: Layout, row: int, table: Table) -> bool:
    """Whether this row is the total, or begins something else."""
    words = vocabulary()
    blocks = [block for block in layout.grid.on_row(row, 0, table.columns[-1].last_col) if block.row == row]
    foot = {label.block for label in layout.labels if label.concept in FOOT}
    own = {label.block for label in layout.labels if _is_column(table.name, label.concept)}
    if sum(1 for block in blocks if block in own) >= min(2, len(table.columns)):
        # The header again on the next page, or labels of fields that follow the table.
        return True
    for block in blocks:
        if block in foot and block not in table.headers and block.col <= table.columns[0].first_col:
            return True
        if block.text and words.has_word("total", squeezed(block.text)):
            return True
    return False


def _line(layout: Layout, row: int, table: Table) -> dict[str, Run]:
    """The runs of one line; nothing for an example, an empty line, or the lower half of merged cells."""
    grid = layout.grid
    first, last = table.columns[0].first_col, table.columns[-1].last_col
    if _is_example(grid, row, first, table):
        return {}
    runs = {}
    for column in table.columns:
        blocks = [b for b in grid.on_row(row, column.first_col, column.last_col) if b.row == row]
        # A note may be merged across the columns; it is no value of the first of them.
        blocks = [b for b in blocks if not (b.col2 > column.last_col and column.last_col < last)]
        home = blocks[0] if blocks else Block(row, column.first_col, row, column.first_col, None)
        if column.concept not in NOT_IMPORTED and column.concept not in runs:
            runs[column.concept] = Run(tuple(blocks), home)
    return runs if any(run.filled() for run in runs.values()) else {}


def _is_example(grid: Grid, row: int, first_col: int, table: Table) -> bool:
    words = vocabulary()
    before = [b for b in grid.on_row(row, 0, first_col - 1) if not b.is_empty]
    if any(words.has_word("example_row", b.text) for b in before):
        return True
    within = next((b for b in grid.on_row(row, first_col, table.columns[-1].last_col) if not b.is_empty), None)
    return within is not None and within.text.strip().startswith(("（例）", "(例)", "例：", "例:", "例）", "【例】"))
