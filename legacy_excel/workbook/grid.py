"""A sheet as blocks: every filled cell and every merged area, found by row and column."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from operator import attrgetter
from typing import Final

CellValue = str | float | int | bool | date | datetime | time | None

ERROR_TEXT: Final = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:\d+")


@dataclass(frozen=True, slots=True)
class ExcelError:
    """A cell that shows an Excel error such as #REF!; it is never a value."""

    text: str = "#ERROR"


# Not frozen, though nobody changes one: a sheet has hundreds, and a frozen one takes four times as long to make.
@dataclass(slots=True, eq=False)
class Block:
    """One cell or merged area, empty or with more than white space; counts from 0, the far ends are inside."""

    row: int
    col: int
    row2: int
    col2: int
    value: CellValue | ExcelError
    text: str = field(default="")
    is_empty: bool = field(default=True)

    @property
    def address(self) -> str:
        """The A1 address of its first cell."""
        return a1(self.row, self.col)


class Grid:
    """The blocks of one sheet, in reading order, with look-up by row."""

    def __init__(self, name: str, blocks: Iterable[Block], *, date1904: bool = False) -> None:
        self.name = name
        self.date1904 = date1904
        self.blocks: list[Block] = sorted(blocks, key=attrgetter("row", "col"))
        rows: defaultdict[int, list[Block]] = defaultdict(list)
        for block in self.blocks:
            for row in range(block.row, block.row2 + 1):
                rows[row].append(block)
        for blocks_of_row in rows.values():
            blocks_of_row.sort(key=attrgetter("col"))
        self._rows = dict(rows)
        self._starts = {row: [b.col for b in line] for row, line in self._rows.items()}
        self.last_row = max([b.row2 for b in self.blocks], default=-1)
        self.last_col = max([b.col2 for b in self.blocks], default=-1)
        self._filled = [b for b in self.blocks if not b.is_empty]
        # The same few hundred cells are asked for again and again.
        self._found: dict[tuple[int, int], Block | None] = {}

    def filled(self) -> Iterator[Block]:
        """The blocks that hold something, in reading order."""
        return iter(self._filled)

    def on_row(self, row: int, first_col: int = 0, last_col: int | None = None) -> list[Block]:
        """The blocks that touch this row and start within the columns, from left to right."""
        starts = self._starts.get(row)
        if not starts:
            return []
        end = len(starts) if last_col is None else bisect_right(starts, last_col)
        return self._rows[row][bisect_left(starts, first_col) : end]

    def at(self, row: int, col: int) -> Block | None:
        """The block that covers this cell, if there is one."""
        place = row, col
        try:
            return self._found[place]
        except KeyError:
            found = self._found[place] = self._at(row, col)
            return found

    def right_of(self, block: Block) -> Block | None:
        """The block that begins directly right of this one, on its first row."""
        beside = self.at(block.row, block.col2 + 1)
        return beside if beside is not None and beside.col == block.col2 + 1 else None

    def below(self, block: Block) -> Block | None:
        """The block that lies directly under this one's first column."""
        return self.at(block.row2 + 1, block.col)

    def cell(self, block: Block) -> str:
        """The block's place as problems and provenance name it: `Sheet!C12`."""
        return f"{self.name}!{block.address}"

    def _at(self, row: int, col: int) -> Block | None:
        starts = self._starts.get(row)
        place = bisect_right(starts, col) if starts else 0
        if not place:
            return None
        nearest = self._rows[row][place - 1]
        return nearest if col <= nearest.col2 else None


def block(row: int, col: int, row2: int, col2: int, value: CellValue | ExcelError) -> Block:
    """A block with the text its value shows; #REF! and its kin written as text are errors too."""
    if isinstance(value, str):
        # Excel writes control characters as _x000D_, and some programs leave the carriage return of a line break.
        if "\r" in value or "_x" in value:
            value = value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        if ("#" in value or ":" in value) and ERROR_TEXT.fullmatch(value.strip()):
            value = ExcelError(value.strip())
    text = shown(value)
    return Block(row, col, row2, col2, value, text, not text or text.isspace())


def shown(value: CellValue | ExcelError) -> str:
    """The text of a value: whole numbers without a decimal point, dates in ISO, nothing for an empty cell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case ExcelError():
            return value.text
        case datetime() | date() | time():
            return value.isoformat()
    return str(value)


def a1(row: int, col: int) -> str:
    """The A1 address of a cell counted from 0."""
    letters = ""
    number = col + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def position(address: str) -> tuple[int, int]:
    """Row and column, counted from 0, of an A1 address; anything else is a ValueError."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", address)
    if match is None:
        raise ValueError(address)
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, col - 1
