"""Reading an uploaded workbook in a child process, and what of it is kept for showing (XLS-4, XLS-6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from legacy_excel import Record, SheetView, look_safely

SECONDS = 10.0
# As many sheets, rows, columns and cells as a person looks at; the file itself is kept whole.
SHEETS, ROWS, COLUMNS, CELLS, TEXT = 30, 300, 150, 8000, 500


@dataclass(frozen=True, slots=True)
class Shown:
    """One sheet as `models.WorkbookSheet` keeps it."""

    name: str
    rows: int
    columns: int
    cells: list[list[Any]]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What a workbook holds: at least one record, and its visible sheets."""

    records: list[dict[str, Any]]
    sheets: list[Shown] = field(default_factory=list)


def look_into(body: bytes, seconds: float = SECONDS) -> Look:
    """Read `body` within `seconds`; whatever it does to its reader happens to a child process."""
    with NamedTemporaryFile(prefix="workbook-") as file:
        file.write(body)
        file.flush()
        reading = look_safely(Path(file.name), timeout=seconds)
    records = reading.records
    is_readable = any(record.form or record.application for record in records) or _is_unknown(records)
    shown = [_shown(sheet) for sheet in reading.sheets[:SHEETS]] if is_readable else []
    return Look([_storable(shape) for shape in reading.shapes], shown)


def _is_unknown(records: list[Record]) -> bool:
    return any(problem.code == "unknown_form" for record in records for problem in record.problems)


def _shown(sheet: SheetView) -> Shown:
    cells = [[c.row, c.col, c.rowspan, c.colspan, _storable(c.text[:TEXT])] for c in sheet.cells]
    inside = [cell for cell in cells if cell[0] < ROWS and cell[1] < COLUMNS]
    kept = sorted(inside)[:CELLS]
    rows = max((cell[0] + cell[2] for cell in kept), default=0)
    columns = max((cell[1] + cell[3] for cell in kept), default=0)
    name = str(_storable(sheet.name))
    return Shown(name, min(rows, ROWS), min(columns, COLUMNS), kept, is_cut=len(kept) < len(cells))


def _storable(value: Any) -> Any:
    """`value` without what no database text can hold: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(one) for key, one in value.items()}
    return value
