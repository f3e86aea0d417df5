"""The shape in which a sheet is kept for showing: texts, merged areas, and how its cells look (XLS-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from legacy_excel import SheetView

COLUMN_PIXELS = 64
ROW_PIXELS = 20
NO_LOOK = -1


@dataclass(frozen=True, slots=True)
class KeptCell:
    """One cell or merged area, counted from 0; `look` numbers one of the sheet's looks, or is `NO_LOOK`."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    look: int = NO_LOOK


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """The cells of a sheet; looks are words such as `bold shade-1 top`, sizes are pixels at 100 %.

    Columns and rows beyond those listed have the usual size.
    """

    cells: Sequence[KeptCell]
    looks: Sequence[str] = ()
    widths: Sequence[int] = ()
    heights: Sequence[int] = ()
    has_lines: bool = True
    is_hidden: bool = False

    def width(self, column: int) -> int:
        """The pixels of a column."""
        return self.widths[column] if column < len(self.widths) else COLUMN_PIXELS

    def height(self, row: int) -> int:
        """The pixels of a row."""
        return self.heights[row] if row < len(self.heights) else ROW_PIXELS

    def look_of(self, cell: KeptCell) -> str:
        """The words for a cell's look."""
        return self.looks[cell.look] if 0 <= cell.look < len(self.looks) else ""

    def to_json(self) -> dict[str, Any]:
        """The sheet as the column `cells` keeps it."""
        return {
            "cells": [[c.row, c.column, c.rows, c.columns, c.text, c.look] for c in self.cells],
            "looks": list(self.looks),
            "widths": list(self.widths),
            "heights": list(self.heights),
            "has_lines": self.has_lines,
            "is_hidden": self.is_hidden,
        }


def kept_of(view: SheetView) -> KeptSheet:
    """A sheet as the reader saw it, in the shape in which it is kept."""
    looks = {look: number for number, look in enumerate(dict.fromkeys(one.look for one in view.cells if one.look))}
    cells = [
        KeptCell(one.row, one.col, one.rowspan, one.colspan, one.text, looks.get(one.look, NO_LOOK))
        for one in view.cells
    ]
    return KeptSheet(cells, list(looks), view.widths, view.heights, view.has_lines, view.is_hidden)


def kept_sheet(shape: Any) -> KeptSheet:
    """The sheet that `to_json` wrote down; sheets that were kept before they had looks are a bare list of cells."""
    if isinstance(shape, list):
        return KeptSheet([KeptCell(*cell) for cell in shape])
    return KeptSheet(
        [KeptCell(*cell) for cell in shape["cells"]],
        shape["looks"],
        shape["widths"],
        shape["heights"],
        shape["has_lines"],
        shape["is_hidden"],
    )
