"""Reading an uploaded workbook in a child process, and what of it is kept for showing (XLS-4, XLS-6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from legacy_excel import Reading, Record, SheetView, look_safely
from legacy_excel.taught import TaughtForm
from tbc.imports.kept import kept_of

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Shown:
    """One sheet as `models.WorkbookSheet` keeps it; `cells` as `kept.KeptSheet.to_json` writes them."""

    name: str
    rows: int
    columns: int
    cells: Any
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What a workbook holds: at least one record, and its visible sheets."""

    records: list[dict[str, Any]]
    sheets: list[Shown] = field(default_factory=list)


def look_into(body: bytes, seconds: float = SECONDS, taught: Sequence[TaughtForm] = ()) -> Look:
    """Read `body` within `seconds`, by taught forms too; whatever it does to its reader happens to a child process."""
    return look_by(lambda path: look_safely(path, timeout=seconds, taught=taught), body)


def look_by(read: Callable[[Path], Reading], body: bytes) -> Look:
    """Read `body` by `read`, which is given a file that is there as long as it reads."""
    with NamedTemporaryFile(prefix="workbook-") as file:
        file.write(body)
        file.flush()
        reading = read(Path(file.name))
    records = reading.records
    is_readable = any(record.form or record.application for record in records) or _is_unknown(records)
    shown = [_shown(sheet) for sheet in reading.sheets] if is_readable else []
    return Look([_storable(shape) for shape in reading.shapes], shown)


def _is_unknown(records: list[Record]) -> bool:
    return any(problem.code == "unknown_form" for record in records for problem in record.problems)


def _shown(sheet: SheetView) -> Shown:
    cells = _storable(kept_of(sheet).to_json())
    return Shown(str(_storable(sheet.name)), sheet.rows, sheet.cols, cells, is_cut=sheet.is_cut)


def _storable(value: Any) -> Any:
    """`value` without what no database text can hold: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(one) for key, one in value.items()}
    return value
