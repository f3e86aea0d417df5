"""The cells of a sheet with what was read of them: each value's whole run of cells, and its problem's level (XLS-4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tbc.imports.kept import KeptSheet

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# A value that stands one character per cell has no more of them.
LONGEST_RUN = 30
HYPHENS = frozenset("-－‐‑–—―−ー")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says: the field at `path`, the raw text of the reading if there is one, and a problem's level.

    The level is `problem`, `warned`, `candidate`, or empty where a value was read without doubt.
    """

    path: str
    raw: str = ""
    level: str = ""


@dataclass(slots=True)
class Cell:
    """One drawn cell; `address` is empty for the blank between cells, `kind` is bar, title, label, char or nothing.

    `look` has the words of its look in the workbook. A cell is part of the value that stands `of` an address; the one
    that `is_first` leads to its field.
    """

    text: str = ""
    address: str = ""
    rows: int = 1
    columns: int = 1
    kind: str = ""
    level: str = ""
    path: str = ""
    look: str = ""
    of: str = ""
    is_lit: bool = False
    is_first: bool = False

    @property
    def classes(self) -> str:
        """The class words of its element."""
        said = [f"is-{word}" for word in (self.kind, self.level) if word]
        said += ["is-read"] if self.path and not self.level else []
        said += ["is-lit"] if self.is_lit else []
        return " ".join([*said, _look_classes(self.look)]) if self.look else " ".join(said)


def letters(column: int) -> str:
    """The name of the column that counts from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place_of(address: str) -> tuple[int, int]:
    """Row and column, counted from 0, of an address; (-1, -1) for what is none."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return -1, -1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def marked(kept: KeptSheet, marks: Mapping[str, Mark], lit: str, texts: dict[str, str]) -> dict[tuple[int, int], Cell]:
    """The cells by row and column, each value's whole run of cells marked, and the texts of the runs."""
    drawn = {
        (one.row, one.column): Cell(
            one.text, f"{letters(one.column)}{one.row + 1}", one.rows, one.columns, look=kept.look_of(one)
        )
        for one in kept.cells
    }
    for address, mark in marks.items():
        drawn.setdefault(place_of(address), Cell(address=address))
        run = _run(drawn, address, mark)
        for number, cell in enumerate(run):
            if cell.is_first:
                break
            cell.level, cell.path, cell.of = mark.level or cell.level, mark.path, address
            cell.is_lit, cell.is_first = address == lit, number == 0
        texts[address] = "".join(cell.text for cell in run)
    if lit not in marks and (at := place_of(lit)) in drawn:
        drawn[at].is_lit = True
    return drawn


def _run(drawn: Mapping[tuple[int, int], Cell], address: str, mark: Mark) -> list[Cell]:
    """The cells of one value, its own first, and as many neighbours as its raw text is made of."""
    row, column = place_of(address)
    first = drawn[row, column]
    run, wanted, joined = [first], _bare(mark.raw), _bare(first.text)
    if joined not in wanted and joined.lstrip("0") in wanted:
        joined = joined.lstrip("0")
    at = column + first.columns
    if not wanted and len(joined) != 1:
        return run
    while beside := drawn.get((row, at)):
        longer = _longer(joined, beside, "", wanted)
        at += beside.columns
        if not longer and _bare(beside.text) in HYPHENS:
            # A printed hyphen between the digits is part of the value, if the value goes on behind it.
            run = [*run, beside]
            continue
        if not longer:
            break
        run, joined = [*run, beside], longer
    while len(run) > 1 and _bare(run[-1].text) in HYPHENS and not wanted.endswith(tuple(HYPHENS)):
        run = run[:-1]
    at = column
    while (beside := _ending(drawn, row, at)) and wanted and (longer := _longer("", beside, joined, wanted)):
        run, joined, at = [*run, beside], longer, at - beside.columns
    return run


def _longer(before: str, beside: Cell, after: str, wanted: str) -> str:
    """The text of a run with one more cell, if the value's raw text has it so; empty if not."""
    own = _bare(beside.text)
    if not own:
        return ""
    if not wanted:
        return before + own + after if len(own) == 1 and len(before) < LONGEST_RUN else ""
    # A cell may show 06 where its value is 6.
    parts = own, own.lstrip("0") or own
    return next((text for part in parts if (text := before + part + after) in wanted), "")


def _ending(drawn: Mapping[tuple[int, int], Cell], row: int, column: int) -> Cell | None:
    """The cell that ends directly before `column`."""
    for start in range(column - 1, max(-1, column - LONGEST_RUN), -1):
        if (row, start) in drawn:
            cell = drawn[row, start]
            return cell if start + cell.columns == column else None
    return None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def _look_classes(look: str) -> str:
    return " ".join(f"has-{word}" for word in look.split())
