"""A workbook before any program wrote it: sheets of cells with merges, styles, notes and lists."""

from dataclasses import dataclass, field
from typing import Any

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Formula:
    """A formula and the result which the program stored with it."""

    text: str
    result: Any


@dataclass(frozen=True)
class Cell:
    """What one cell holds: its value, number format and the name of its style."""

    value: Any
    style: str = "value"
    fmt: str | None = None


@dataclass
class Sheet:
    """One sheet; rows and columns count from 0, merges are (row, column, height, width)."""

    name: str
    narrow: bool = True
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    lists: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    hidden: bool = False
    protected: bool = False
    vertical: set[tuple[int, int]] = field(default_factory=set)

    def put(
        self, row: int, column: int, value: Any, *, w: int = 1, h: int = 1, style: str = "value", fmt: str | None = None
    ) -> None:
        """Write a value and merge the cells of its box if it has more than one."""
        self.cells[row, column] = Cell(value, style, fmt)
        if w > 1 or h > 1:
            self.merges.append((row, column, h, w))

    @property
    def height(self) -> int:
        """The rows in use."""
        return 1 + max((row for row, _ in self.cells), default=-1)

    def insert_row(self, row: int) -> None:
        """Insert an empty row before `row`; merges over it grow."""

        def down(at: tuple[int, int]) -> tuple[int, int]:
            return (at[0] + (at[0] >= row), at[1])

        self.cells = {down(at): cell for at, cell in self.cells.items()}
        self.merges = [(*down((r, c)), h + (r < row < r + h), w) for r, c, h, w in self.merges]
        self.hidden_rows = {each + (each >= row) for each in self.hidden_rows}
        self.comments = {down(at): text for at, text in self.comments.items()}
        self.lists = {down(at): texts for at, texts in self.lists.items()}
        self.vertical = {down(at) for at in self.vertical}

    def insert_column(self, column: int) -> None:
        """Insert an empty column before `column`; merges over it grow."""

        def right(at: tuple[int, int]) -> tuple[int, int]:
            return (at[0], at[1] + (at[1] >= column))

        self.cells = {right(at): cell for at, cell in self.cells.items()}
        self.merges = [(*right((r, c)), h, w + (c < column < c + w)) for r, c, h, w in self.merges]
        self.comments = {right(at): text for at, text in self.comments.items()}
        self.lists = {right(at): texts for at, texts in self.lists.items()}
        self.vertical = {right(at) for at in self.vertical}

    def moved(self, rows: int, columns: int) -> None:
        """Move everything down and to the right."""
        self.cells = {(r + rows, c + columns): cell for (r, c), cell in self.cells.items()}
        self.merges = [(r + rows, c + columns, h, w) for r, c, h, w in self.merges]
        self.hidden_rows = {row + rows for row in self.hidden_rows}
        self.comments = {(r + rows, c + columns): text for (r, c), text in self.comments.items()}
        self.lists = {(r + rows, c + columns): texts for (r, c), texts in self.lists.items()}
        self.vertical = {(r + rows, c + columns) for r, c in self.vertical}
        self.widths = {column + columns: width for column, width in self.widths.items()}


@dataclass
class Book:
    """The sheets of a workbook and how it is coloured and dated."""

    sheets: list[Sheet]
    colour: str = "DDEBF7"
    font: str = "游ゴシック"
    date1904: bool = False


def address(row: int, column: int) -> str:
    """A1 address of a cell."""
    letters, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = _LETTERS[digit] + letters
    return f"{letters}{row + 1}"
