"""The sheets of a workbook as they are shown beside a record: texts, and which cells are merged (XLS-4)."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import Grid, open_workbook


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell or merged area; row and column count from 0, the spans from 1."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet with its size in rows and columns; empty cells that are not merged are left out."""

    name: str
    is_hidden: bool
    rows: int
    cols: int
    cells: list[CellView]

    def to_json(self) -> dict[str, Any]:
        """The sheet as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> "SheetView":
        """The sheet that `to_json` wrote down."""
        return cls(**{**shape, "cells": [CellView(**cell) for cell in shape["cells"]]})


def grid(path: str | Path) -> list[SheetView]:
    """The sheets of a workbook in the order of its tabs; none if it cannot be read."""
    try:
        workbook = open_workbook(Path(path))
        return [_sheet(workbook.grid(index), is_hidden=hidden) for index, (_, hidden) in enumerate(workbook.sheets)]
    except WorkbookRefused:
        return []


def _sheet(found: Grid, *, is_hidden: bool) -> SheetView:
    cells = [CellView(b.row, b.col, b.row2 - b.row + 1, b.col2 - b.col + 1, b.text, b.address) for b in found.blocks]
    return SheetView(found.name, is_hidden, found.last_row + 1, found.last_col + 1, cells)
