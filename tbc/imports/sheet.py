"""A sheet as a table: sizes in proportion, merged cells as merged, each value's cells marked (XLS-4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tbc.imports.kept import KeptCell, KeptSheet
from tbc.imports.marking import Cell, Mark, letters, marked, place_of

_BAR = re.compile(r"[■◆]|[0-9０-９]{1,2}[.．]")
_FIGURES = re.compile(r"[0-9./-]{1,10}")
_TITLE = re.compile(r"申請書|登録書")
LABEL_LENGTH = 30
SHORT = 4
TITLE_ROWS = 6
# What a text takes at 12 pixels, drawn on a sheet that is shrunk to its pane.
CHARACTER_PIXELS = 11
AXIS_PIXELS = 34
# The axis has at least this share of a sheet that is shrunk to its pane, in %; letters need so much.
AXIS_SHARE = 3.2
NARROW_SHARE = 2.6


@dataclass(slots=True)
class Drawn:
    """The table of a sheet, `pixels` wide at 100 % with its axis.

    Columns are (letter, share of the width in %, whether the letter is shown), lines (row number, pixels, cells),
    `axis` is what leads to the lit cell, `texts` are the values' texts by address.
    """

    columns: list[tuple[str, str, bool]] = field(default_factory=list)
    axis_share: str = ""
    pixels: int = 0
    lines: list[tuple[int, int, list[Cell]]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    axis: tuple[str, int] = ("", 0)
    has_lines: bool = True


def draw(kept: KeptSheet, marks: Mapping[str, Mark], lit: str = "", *, every: bool = False) -> Drawn:
    """The table of a sheet; `marks` and `lit` by address such as E7. With `every`, blank cells have addresses too."""
    width = max([cell.column + cell.columns for cell in kept.cells], default=0)
    height = max([cell.row + cell.rows for cell in kept.cells], default=0)
    widths = [kept.width(column) for column in range(width)]
    table = Drawn(pixels=AXIS_PIXELS + sum(widths), has_lines=kept.has_lines, axis=_axis(lit))
    axis = max(AXIS_PIXELS * 100 / table.pixels, AXIS_SHARE)
    shares = [(100 - axis) * one / max(sum(widths), 1) for one in widths]
    table.axis_share = f"{axis:.3f}%"
    # Two letters do not fit over the columns of a 方眼紙: every other one is shown.
    table.columns = [
        (letters(column), f"{share:.3f}%", share > NARROW_SHARE or column < 26 or column % 2 == 0)
        for column, share in enumerate(shares)
    ]
    drawn = marked(kept, marks, lit, table.texts)
    taken = {place for cell in kept.cells for place in covered_by(cell)}
    for row in range(height):
        line = _line(kept, drawn, taken, row, width, every=every)
        table.lines.append((row + 1, kept.height(row), line))
    return table


def _line(
    kept: KeptSheet,
    drawn: Mapping[tuple[int, int], Cell],
    taken: set[tuple[int, int]],
    row: int,
    width: int,
    *,
    every: bool,
) -> list[Cell]:
    line: list[Cell] = []
    column = 0
    while column < width:
        cell = drawn.get((row, column))
        if cell is not None:
            column += _spread(kept, drawn, taken, row, column, width)
            _name(kept, cell, row, width)
            line.append(cell)
            continue
        if (row, column) not in taken:
            _add_blank(line, f"{letters(column)}{row + 1}" if every else "")
        column += 1
    return line


def _spread(
    kept: KeptSheet,
    drawn: Mapping[tuple[int, int], Cell],
    taken: set[tuple[int, int]],
    row: int,
    column: int,
    width: int,
) -> int:
    """Lets a text run on over the blank cells right of it, as a sheet does; gives how many columns it has."""
    cell = drawn[row, column]
    if cell.rows == 1 and cell.text and "centred" not in cell.look:
        wanted = len(cell.text) if len(cell.text) == 1 else _pixels(cell.text)
        has = sum(kept.width(column + step) for step in range(cell.columns))
        while has < wanted and column + cell.columns < width:
            at = (row, column + cell.columns)
            if at in taken or at in drawn:
                break
            has += kept.width(at[1])
            cell.columns += 1
    return cell.columns


def _pixels(text: str) -> int:
    longest = max(text.split("\n"), key=len)
    return CHARACTER_PIXELS * sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in longest)


def covered_by(cell: KeptCell) -> Sequence[tuple[int, int]]:
    """The places under a merged area, all but its first."""
    if cell.rows == 1 == cell.columns:
        return ()
    area = [(cell.row + down, cell.column + right) for down in range(cell.rows) for right in range(cell.columns)]
    return area[1:]


def _axis(lit: str) -> tuple[str, int]:
    row, column = place_of(lit)
    return (letters(column), row + 1) if column >= 0 else ("", 0)


def _add_blank(line: list[Cell], address: str) -> None:
    if not address and line and not line[-1].address:
        line[-1].columns += 1
    else:
        line.append(Cell(address=address))


def _name(kept: KeptSheet, cell: Cell, row: int, width: int) -> None:
    """What kind of cell it is; where the workbook does not say how it looks, its text does."""
    text = cell.text.strip()
    if len(text) <= SHORT or _FIGURES.fullmatch(text):
        cell.kind = "char" if len(text) == 1 else "short" if text else ""
    if kept.looks or cell.path:
        return
    is_wide = cell.columns * 2 > width
    if text and row < TITLE_ROWS and _TITLE.search(text):
        cell.kind = "title"
    elif text and is_wide and _BAR.match(text):
        cell.kind = "bar"
    elif len(text) > 1 and not is_wide and len(text) <= LABEL_LENGTH:
        cell.kind = "label"
