"""Cell addresses as people type them: `C12`, `K17:R17`, `C20+E20`; columns `B:D`; rows `5:14`."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from legacy_excel.workbook import limits
from legacy_excel.workbook.grid import Block, a1, position

MOST_CELLS: Final = 400
MOST_PARTS: Final = 40
LONGEST: Final = 400
_SEPARATORS: Final = re.compile(r"[+,、，;＋]")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, counted from 0, the far ends inside."""

    row: int
    col: int
    row2: int
    col2: int

    def __str__(self) -> str:
        first, last = a1(self.row, self.col), a1(self.row2, self.col2)
        return first if first == last else f"{first}:{last}"

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.row2 - self.row + 1) * (self.col2 - self.col + 1)

    def covers(self, row: int, col: int) -> bool:
        """Whether the cell lies inside."""
        return self.row <= row <= self.row2 and self.col <= col <= self.col2

    def meets(self, block: Block) -> bool:
        """Whether the block has a cell inside."""
        rows = block.row <= self.row2 and self.row <= block.row2
        return rows and block.col <= self.col2 and self.col <= block.col2


def area_of(block: Block) -> Area:
    """The cells that a block takes."""
    return Area(block.row, block.col, block.row2, block.col2)


def cells(typed: str) -> tuple[Area, ...]:
    """The areas of `C12`, `K17:R17` or `C20+E20`, in the order typed; ValueError for anything else."""
    text = _plain(typed)
    parts = _SEPARATORS.split(text)
    if len(text) > LONGEST or len(parts) > MOST_PARTS:
        raise ValueError(typed)
    areas = tuple(_area(part) for part in parts)
    if sum(area.size for area in areas) > MOST_CELLS:
        raise ValueError(typed)
    return areas


def columns(typed: str) -> tuple[int, int]:
    """First and last column of `B`, `B:D`, or of a cell such as `B21`; ValueError for anything else."""
    text = _plain(typed)
    match = re.fullmatch(r"([A-Z]{1,3})[0-9]{0,7}(?::([A-Z]{1,3})[0-9]{0,7})?", text)
    if match is None:
        raise ValueError(typed)
    first, last = (position(f"{letters}1")[1] for letters in (match[1], match[2] or match[1]))
    return _in_order(typed, first, last, limits.COLUMNS)


def rows(typed: str) -> tuple[int, int]:
    """First and last row of `5:14`, `5-14` or `A5:H14`, counted from 0; ValueError for anything else."""
    match = re.fullmatch(r"[A-Z]{0,3}([0-9]{1,7})(?:[:~-][A-Z]{0,3}([0-9]{1,7}))?", _plain(typed))
    if match is None:
        raise ValueError(typed)
    return _in_order(typed, int(match[1]) - 1, int(match[2] or match[1]) - 1, limits.ROWS)


def column_text(first: int, last: int) -> str:
    """`B`, or `B:D`."""
    names = [a1(0, col)[:-1] for col in (first, last)]
    return names[0] if first == last else ":".join(names)


def row_text(first: int, last: int) -> str:
    """`5:14`."""
    return f"{first + 1}:{last + 1}"


def _plain(typed: str) -> str:
    text = unicodedata.normalize("NFKC", typed).upper().replace("～", "~").replace("〜", "~")
    return re.sub(r"[\s$]", "", text)


def _area(part: str) -> Area:
    first, colon, last = part.replace("~", ":").partition(":")
    row, col = position(first)
    row2, col2 = position(last) if colon else (row, col)
    if not (0 <= row <= row2 <= limits.ROWS and col <= col2 <= limits.COLUMNS):
        raise ValueError(part)
    return Area(row, col, row2, col2)


def _in_order(typed: str, first: int, last: int, most: int) -> tuple[int, int]:
    if not 0 <= first <= last <= most:
        raise ValueError(typed)
    return first, last
