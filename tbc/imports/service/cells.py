"""What stands in a cell, for whoever takes a value from there (XLS-4)."""

from __future__ import annotations

from tbc.imports.kept import KeptSheet, kept_sheet
from tbc.imports.marking import Mark, marked
from tbc.imports.models import Workbook
from tbc.imports.service.sheets import find_drawn


def text_in(workbook: Workbook, cell: str) -> str | None:
    """The text of the value that begins in `cell` (`Sheet!C12`); None if nothing stands there."""
    sheet, _, address = cell.rpartition("!")
    row = find_drawn(workbook, sheet)
    return text_at(kept_sheet(row.cells), address) if row else None


def text_at(sheet: KeptSheet, address: str) -> str | None:
    """As `text_in`, of a sheet that is there; a value may stand one character per cell."""
    texts: dict[str, str] = {}
    marked(sheet, {address: Mark("")}, "", texts)
    return texts.get(address) or None
