"""Where the fields of a blank form stand, by what the reader understands of it: no coordinates are written down.

The forms are protected, and what a customer may fill in is not: a field's cells are the unlocked ones beside its
label, up to the next label. Rows and columns count from 1, as openpyxl counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Final

from legacy_excel.definitions import Form, vocabulary
from legacy_excel.filling.blanks import form_of, path_of
from legacy_excel.filling.locks import unlocked_cells
from legacy_excel.layout.assignment import assign
from legacy_excel.layout.sheet import Layout
from legacy_excel.layout.tables import Column, Table
from legacy_excel.pages import Page
from legacy_excel.values.marks import MARK
from legacy_excel.words import key
from legacy_excel.workbook import open_workbook

Cell = tuple[int, int]
HEAD: Final = "head"


@dataclass(frozen=True, slots=True)
class Place:
    """The cells of one field from left to right, and the reader that the vocabulary names for its value."""

    reader: str
    concept: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A table: its header's row, and for each line the places by field name."""

    header_row: int
    first_row: int
    lines: tuple[Mapping[str, Place], ...]

    @property
    def last_row(self) -> int:
        """The row of its last line."""
        return self.first_row + len(self.lines) - 1

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the table has columns for."""
        return frozenset(self.lines[0])


@dataclass(frozen=True, slots=True)
class Places:
    """All that can be filled in: fields by section and name, boxes of 契約者と同じ by section, tables by name."""

    form: Form
    title: str
    fields: Mapping[str, Mapping[str, Place]]
    boxes: Mapping[str, Cell]
    tables: Mapping[str, Lines]


@cache
def places_of(code: str) -> Places:
    """The places of the form with that code; RecordRefused `unknown_form` if there is none."""
    form = form_of(code)
    grid = open_workbook(path_of(code)).grid(0)
    page = Page(grid)
    unlocked = unlocked_cells(path_of(code), grid)
    title = next(block.text for block in grid.filled() if any(known in key(block.text) for known in form.titles))
    return Places(
        form,
        title,
        _fields(page.layout, form, unlocked),
        _boxes(page.layout, unlocked),
        {table.name: _lines(table, unlocked) for table in page.tables},
    )


def _fields(layout: Layout, form: Form, unlocked: Mapping[int, list[int]]) -> dict[str, dict[str, Place]]:
    fields: dict[str, dict[str, Place]] = {}
    stops = [label.block for label in layout.labels]
    for entry in assign(layout, form):
        block = entry.label.block
        last = min((stop.col for stop in stops if stop.row == block.row and stop.col > block.col2), default=None)
        cells = tuple(
            (row, col)
            for row in range(block.row + 1, block.row2 + 2)
            for col in unlocked.get(row, ())
            if block.col2 + 1 < col and (last is None or col <= last)
        )
        # The parts of an address are known by their concepts, everything else by its name in the record.
        name = entry.concept if entry.field.reader in ("address", "building") else entry.field.name
        fields.setdefault(entry.section, {})[name] = Place(entry.field.reader, entry.concept, cells)
    return fields


def _boxes(layout: Layout, unlocked: Mapping[int, list[int]]) -> dict[str, Cell]:
    boxes: dict[str, Cell] = {}
    for block in layout.grid.filled():
        section, at = layout.sections.of(block), (block.row + 1, block.col + 1)
        if section is None or section.name not in vocabulary().same_as or at[1] not in unlocked.get(at[0], ()):
            continue
        _, words = vocabulary().same_as[section.name]
        if words.search(block.text) and MARK.search(block.text):
            boxes[section.name] = at
    return boxes


def _lines(table: Table, unlocked: Mapping[int, list[int]]) -> Lines:
    first_row = max(block.row2 for block in table.headers) + 2
    known = vocabulary().fields[table.name]
    columns = [column for column in table.columns if column.concept in known]
    lines: list[dict[str, Place]] = []
    for row in count(first_row):
        line = {
            known[column.concept].name: Place(known[column.concept].reader, column.concept, cells)
            for column in columns
            if (cells := _cells_of(column, row, unlocked))
        }
        if not line:
            break
        lines.append(line)
    return Lines(first_row - 1, first_row, tuple(lines))


def _cells_of(column: Column, row: int, unlocked: Mapping[int, list[int]]) -> tuple[Cell, ...]:
    return tuple((row, col) for col in unlocked.get(row, ()) if column.first_col < col <= column.last_col + 1)
