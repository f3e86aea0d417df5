"""A sheet as a table: merged cells as merged, columns without an edge drawn as one, empty rows left out (XLS-4)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Kept = Sequence[object]
_BAR = re.compile(r"[■◆]|[0-9０-９]{1,2}[.．]")
_TITLE = re.compile(r"申請書|登録書")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
LABEL_LENGTH = 30
DENSE = 25
TITLE_ROWS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says: the field at `path`, the raw text of the reading if there is one, and a problem's level."""

    path: str
    raw: str = ""
    level: str = ""


@dataclass(slots=True)
class Cell:
    """One drawn cell; `address` is empty for the blank between cells, `kind` is bar, title, label, char or nothing."""

    text: str = ""
    address: str = ""
    rows: int = 1
    columns: int = 1
    kind: str = ""
    level: str = ""
    path: str = ""
    is_lit: bool = False
    is_first: bool = False


@dataclass(slots=True)
class Drawn:
    """The table: columns as (letter, width in columns of the sheet), lines as (row number, cells), which of both lead
    to the lit cell, texts by address. `is_dense` is a sheet of many narrow columns (方眼紙), drawn in their proportion.
    """

    columns: list[tuple[str, int]] = field(default_factory=list)
    is_dense: bool = False
    lines: list[tuple[int, list[Cell]]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    axis: tuple[str, int] = ("", 0)


def draw(kept: Sequence[Kept], marks: Mapping[str, Mark], lit: str = "") -> Drawn:
    """The table of the cells `[row, column, row span, column span, text]`; `marks` and `lit` by address such as E7."""
    cells = [_plain(one) for one in kept]
    edges = sorted({edge for _r, c, _rs, cs, _t in cells for edge in (c, c + cs)})
    rows = sorted({row for row, *_rest in cells})
    texts: dict[str, str] = {}
    drawn = _marked(cells, marks, lit, texts)
    columns = [(letters(edge), after - edge) for edge, after in pairwise(edges)]
    table = Drawn(columns, is_dense=bool(edges) and edges[-1] - edges[0] >= DENSE, texts=texts, axis=_axis(lit, edges))
    taken: set[tuple[int, int]] = set()
    for row in rows:
        line: list[Cell] = []
        for at in range(len(edges) - 1):
            if (row, at) in taken:
                continue
            cell = drawn.get((row, edges[at]))
            if cell is None:
                _add_blank(line)
                continue
            cell.columns = bisect_left(edges, edges[at] + cell.columns) - at
            spanned = [below for below in rows if row <= below < row + cell.rows]
            cell.rows = len(spanned)
            taken |= {(below, at + step) for below in spanned for step in range(cell.columns)}
            if marks:
                _name(cell, row, len(edges) - 1)
            line.append(cell)
        table.lines.append((row + 1, line))
    return table


def letters(column: int) -> str:
    """The name of the column that counts from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _plain(kept: Kept) -> tuple[int, int, int, int, str]:
    row, column, rows, columns, text = kept
    return int(str(row)), int(str(column)), int(str(rows)), int(str(columns)), str(text)


def _marked(
    cells: Sequence[tuple[int, int, int, int, str]], marks: Mapping[str, Mark], lit: str, texts: dict[str, str]
) -> dict[tuple[int, int], Cell]:
    """The cells by row and column, each value's whole run of cells marked, and the texts of the runs."""
    drawn = {
        (row, column): Cell(text, f"{letters(column)}{row + 1}", rows, columns)
        for row, column, rows, columns, text in cells
    }
    for address, mark in marks.items():
        for number, cell in enumerate(_run(drawn, address, mark)):
            cell.level, cell.path = mark.level or cell.level, mark.path
            cell.is_lit, cell.is_first = address == lit, number == 0
            texts[address] = texts.get(address, "") + cell.text
    if lit not in marks and (at := _place(lit)) in drawn:
        drawn[at].is_lit = True
    return drawn


def _run(drawn: Mapping[tuple[int, int], Cell], address: str, mark: Mark) -> list[Cell]:
    """The cells of one value: one, or as many neighbours as its raw text is made of, one character or part each."""
    at = _place(address)
    first = drawn.get(at)
    if first is None:
        return []
    run, wanted = [first], re.sub(r"\s", "", mark.raw)
    row, column = at[0], at[1] + first.columns
    while (following := drawn.get((row, column))) is not None and following.text:
        joined = "".join(re.sub(r"\s", "", cell.text) for cell in [*run, following])
        is_part = wanted.startswith(joined) if wanted else len(following.text) == 1 == len(first.text)
        if not is_part:
            break
        run.append(following)
        column += following.columns
    return run


def _place(address: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(address)
    if not found:
        return -1, -1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _axis(lit: str, edges: Sequence[int]) -> tuple[str, int]:
    row, column = _place(lit)
    return (letters(column), row + 1) if column in edges else ("", row + 1)


def _add_blank(line: list[Cell]) -> None:
    if line and not line[-1].address:
        line[-1].columns += 1
    else:
        line.append(Cell())


def _name(cell: Cell, row: int, width: int) -> None:
    """What kind of cell it is, by its looks: it only helps the eye."""
    text = cell.text.strip()
    is_wide = cell.columns * 2 > width
    if cell.path:
        cell.kind = "char" if len(text) == 1 else ""
    elif text and row < TITLE_ROWS and _TITLE.search(text):
        cell.kind = "title"
    elif text and is_wide and _BAR.match(text):
        cell.kind = "bar"
    elif text and not is_wide and len(text) <= LABEL_LENGTH:
        cell.kind = "label" if len(text) > 1 else "char"
