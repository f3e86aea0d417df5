"""A workbook as it is laid out, before a writer (openpyxl, XlsxWriter, xlwt) makes a file of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Formula:
    """A formula with the result that the office program stored for it."""

    text: str
    result: str | int | float


@dataclass(frozen=True)
class Rich:
    """Text in runs; a run whose look is `struck` is crossed out, `bold` and `red` are what they say."""

    runs: tuple[tuple[str, str], ...]


Value = str | int | float | date | Formula | Rich | None


@dataclass(frozen=True)
class Cell:
    """One cell: its value, its look (words such as `label struck`) and its number format."""

    value: Value
    look: str = "value"
    format: str = ""


@dataclass
class Sheet:
    """A sheet: cells by (row, column) counted from 1, merged areas, widths in characters, what is hidden."""

    title: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, where: str, value: Value, look: str = "value", number_format: str = "") -> None:
        """Write into a cell (`B3`) or into an area that becomes one merged cell (`B3:D4`)."""
        first, _, last = where.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        self.at(top, left, value, look, down=bottom - top + 1, across=right - left + 1, number_format=number_format)

    def at(
        self,
        row: int,
        column: int,
        value: Value,
        look: str = "value",
        *,
        down: int = 1,
        across: int = 1,
        number_format: str = "",
    ) -> None:
        """Write by numbers, over `down` rows and `across` columns."""
        self.cells[(row, column)] = Cell(value, look, number_format)
        if down > 1 or across > 1:
            self.merges.append((row, column, row + down - 1, column + across - 1))

    def label(self, where: str, text: str) -> None:
        """A label, shaded and framed."""
        self.put(where, text, "label")

    def across(self, where: str, *values: Value, look: str = "value") -> None:
        """Values side by side, one per column."""
        row, column = _place(where)
        for step, value in enumerate(values):
            if value is not None:
                self.at(row, column + step, value, look)

    def down(self, where: str, *values: Value, look: str = "value") -> None:
        """Values one below the other."""
        row, column = _place(where)
        for step, value in enumerate(values):
            if value is not None:
                self.at(row + step, column, value, look)

    def pairs(self, where: str, *rows: tuple[str, Value]) -> int:
        """Rows of a label and the value right of it; returns the next free row."""
        row, column = _place(where)
        for step, (text, value) in enumerate(rows):
            self.at(row + step, column, text, "label")
            self.at(row + step, column + 1, value)
        return row + len(rows)

    def letters(self, where: str, text: str, *, every: int = 1) -> None:
        """One character per cell."""
        row, column = _place(where)
        for step, letter in enumerate(text):
            self.at(row, column + step * every, letter, across=every)


@dataclass
class Paper:
    """A workbook: its sheets in order, and whether it counts days from 1904."""

    sheets: list[Sheet] = field(default_factory=list)
    from_1904: bool = False

    def sheet(self, title: str, *, hidden: bool = False, **widths: float) -> Sheet:
        """A new sheet at the end; `B=20` makes column B 20 characters wide."""
        made = Sheet(title, hidden=hidden)
        made.widths = {column_number(letters): width for letters, width in widths.items()}
        self.sheets.append(made)
        return made


def column_number(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _place(address: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(address)
    assert found, address
    return int(found[2]), column_number(found[1])
