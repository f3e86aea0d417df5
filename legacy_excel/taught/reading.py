"""Reads a sheet by a taught form into the same record as every other form, with provenance and problems (XLS-2)."""

from collections.abc import Iterator, Mapping

from legacy_excel.application import put_together
from legacy_excel.definitions import vocabulary
from legacy_excel.drafts import Draft
from legacy_excel.found import Found
from legacy_excel.layout.runs import Run
from legacy_excel.layout.tables import Column, Table
from legacy_excel.records import Record
from legacy_excel.taught.definition import SAME_AS, TaughtTable, record_path, slots_of
from legacy_excel.taught.placing import Placed, empty
from legacy_excel.taught.recognition import Recognised
from legacy_excel.taught.values import read_field, read_options, read_yes_or_no, shares, tick
from legacy_excel.values.text import squeezed
from legacy_excel.workbook.grid import Block, Grid, position


def read_taught(known: Recognised) -> Record | None:
    """The record of a recognised sheet; None if nothing is filled in. Doubt about a cell is `uncertain`."""
    taught, grid = known.taught, known.grid
    draft = Draft(grid, taught.base, is_trial=taught.is_trial)
    tables = [(grid, _table(known, name, table, draft)) for name, table in taught.tables.items()]
    application = put_together(draft, _fields(known), tables, _shared(known), consent=False)
    if application is None:
        return None
    _doubt(known, draft)
    provenance = dict(sorted(draft.provenance.items()))
    return Record(grid.name, taught.form, None, application, draft.problems, provenance, taught.name)


def _fields(known: Recognised) -> dict[str, dict[str, Found]]:
    """What was found, by section and by the names that the record's makers look for."""
    found: dict[str, dict[str, Found]] = {}
    options: dict[tuple[str, str], dict[str, Placed]] = {}
    entries = slots_of(known.taught.base)
    for slot, placed in known.placed.items():
        section, _, rest = slot.partition(".")
        concept, _, option = rest.partition("=")
        if concept == SAME_AS:
            continue
        if option:
            options.setdefault((section, concept), {})[option] = placed
            continue
        entry, parts = entries[slot], len(known.taught.spots[slot].areas)
        name = concept if entry.reader == "address" else entry.name
        value = read_field(entry.reader, concept, placed, parts, date1904=known.grid.date1904)
        found.setdefault(section, {})[name] = value
    for (section, concept), boxes in options.items():
        read = read_yes_or_no if concept == "consent" else read_options
        found.setdefault(section, {})[concept] = read(boxes)
    return found


def _shared(known: Recognised) -> Mapping[str, Block | None]:
    slots = {section: f"{section}.{SAME_AS}" for section in vocabulary().same_as}
    return {section: shares(section, known.placed[slot]) for section, slot in slots.items() if slot in known.placed}


def _table(known: Recognised, name: str, table: TaughtTable, draft: Draft) -> Table:
    """The lines of a table: from its first row to the text that ends it, or as far as they were taught."""
    columns = [
        Column(concept, known.placing.col(column.first), known.placing.col(column.last))
        for concept, column in table.columns.items()
    ]
    made = Table(name, set(), columns)
    for row in _rows(known, table, columns):
        line = _line(known, row, columns)
        if line:
            made.rows.append(line)
    if any(not known.alignment.is_sure_of(column.label) for column in table.columns.values()):
        draft.report("uncertain", name, None)
    return made


def _rows(known: Recognised, table: TaughtTable, columns: list[Column]) -> Iterator[int]:
    first = known.placing.row(table.first_row)
    headers = [known.alignment.found.get(column.label or "") for column in table.columns.values()]
    # The header tells best where the lines begin: between the two a line may have been inserted.
    first = max([first, *(header.row2 + 1 for header in headers if header is not None)])
    foot = known.alignment.found.get(table.foot or "")
    last = foot.row - 1 if foot is not None else known.placing.row(table.last_row)
    right = max(column.last_col for column in columns)
    below = {id(b) for a, b in known.alignment.found.items() if position(a)[0] > table.last_row}
    for row in range(first, known.grid.last_row + 1):
        blocks = [b for b in known.grid.on_row(row, 0, right) if b.row == row and not b.is_empty]
        is_total = any(vocabulary().has_word("total", squeezed(block.text)) for block in blocks)
        is_over = row > last and (foot is not None or not _line(known, row, columns))
        if is_over or is_total or any(id(block) in below for block in blocks):
            return
        if not _is_example(blocks, columns[0].first_col):
            yield row


def _is_example(blocks: list[Block], first_col: int) -> bool:
    """Whether the line is numbered 例, or its first text says that it is one."""
    before = [block for block in blocks if block.col < first_col]
    first = next((block.text.strip() for block in blocks if block.col >= first_col), "")
    is_numbered = any(vocabulary().has_word("example_row", block.text) for block in before)
    return is_numbered or first.startswith(("（例）", "(例)", "例：", "例:", "例）", "【例】"))


def _line(known: Recognised, row: int, columns: list[Column]) -> dict[str, Run]:
    grid: Grid = known.grid
    runs = {}
    for column in columns:
        blocks = [b for b in grid.on_row(row, column.first_col, column.last_col) if b.row == row]
        # A note may be merged across the columns; it is no value of the first of them.
        blocks = [b for b in blocks if b.col2 <= column.last_col or len(columns) == 1]
        home = blocks[0] if blocks else empty(row, column.first_col)
        runs[column.concept] = Run(tuple(blocks), home)
    return runs if any(run.filled() for run in runs.values()) else {}


def _doubt(known: Recognised, draft: Draft) -> None:
    """What stands where the labels leave room for doubt, or beside something that was not taught, is uncertain."""
    for slot, placed in known.placed.items():
        is_unread = "=" in slot and tick(placed) is None
        if placed.is_doubtful or slot in known.strays or is_unread:
            draft.doubt(record_path(slot), placed.home)
