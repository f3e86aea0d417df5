"""A sheet before it becomes a file: values, merges and looks by row and column (both from 1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | int | float | date | None


@dataclass
class Grid:
    """One sheet. `looks` name a style per cell: title, bar, label, side, value, hint or a colour bar."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    looks: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    freeze: str = ""
    print_titles: str = ""
    filter_range: str = ""

    def put(self, row: int, column: int, value: Value, right: int = 1, down: int = 1, look: str = "") -> None:
        """Write `value` into the block that starts at row and column, merged if it is wider or taller than one cell."""
        if value is not None and value != "":
            self.cells[row, column] = value
        if right > 1 or down > 1:
            self.merges.append((row, column, row + down - 1, column + right - 1))
        if look:
            for r in range(row, row + down):
                for c in range(column, column + right):
                    self.looks[r, c] = look

    def line(self, row: int, column: int, values: Iterable[Value], step: int = 1, look: str = "") -> None:
        """Write values side by side, each into a block `step` columns wide."""
        for index, value in enumerate(values):
            self.put(row, column + index * step, value, right=step, look=look)

    def pairs(self, row: int, column: int, lines: Sequence[tuple[str, Value]], label: int = 1, value: int = 1) -> int:
        """Write label and value pairs below one another, widths in columns; the row after the last."""
        for offset, (text, content) in enumerate(lines):
            self.put(row + offset, column, text, right=label, look="label")
            self.put(row + offset, column + label, content, right=value, look="value")
        return row + len(lines)

    def spell(self, row: int, column: int, text: str, length: int) -> None:
        """One character per cell, filled from the left into `length` cells."""
        for index in range(length):
            self.put(row, column + index, text[index] if index < len(text) else None, look="value")
