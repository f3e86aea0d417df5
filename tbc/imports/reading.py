"""Reading an uploaded workbook in a child process, and what of it is kept for showing (XLS-4, XLS-6)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from legacy_excel import Reading, SheetView, look_safely
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
    """What a workbook holds: at least one record, its sheets, and what was left alone (`macros`, `external-links`).

    `sheets` is None where they are still to be drawn, and empty where there is nothing to draw.
    """

    records: list[dict[str, Any]]
    sheets: list[Shown] | None = field(default_factory=list)
    notes: Sequence[str] = ()


def look_into(body: bytes, seconds: float = SECONDS, taught: Sequence[TaughtForm] = ()) -> Look:
    """Read `body` within `seconds`, by taught forms too; whatever it does to its reader happens to a child process."""
    return look_by(lambda path: look_safely(path, timeout=seconds, taught=taught), body)


def look_by(read: Callable[[Path], Reading], body: bytes, *, with_sheets: bool = True) -> Look:
    """Read `body` by `read`, which is given a file that is there as long as it reads; it says whether it draws."""
    reading = _told(read, body)
    is_readable = any(shape["form"] or shape["application"] or _is_unknown(shape) for shape in reading.shapes)
    shown = shown_of(reading) if is_readable else []
    return Look(_storable(reading.shapes), shown if with_sheets or not is_readable else None, reading.notes)


def draw_by(read: Callable[[Path], Reading], body: bytes) -> list[Shown]:
    """The sheets of `body` by `read`, which is given a file that is there as long as it reads; none if it cannot."""
    return shown_of(_told(read, body))


def shown_of(reading: Reading) -> list[Shown]:
    """The sheets of a reading, as they are kept."""
    return [_shown(sheet) for sheet in reading.sheets]


def _told(read: Callable[[Path], Reading], body: bytes) -> Reading:
    with NamedTemporaryFile(prefix="workbook-") as file:
        file.write(body)
        file.flush()
        return read(Path(file.name))


def _is_unknown(shape: dict[str, Any]) -> bool:
    return any(problem["code"] == "unknown_form" for problem in shape["problems"])


def _shown(sheet: SheetView) -> Shown:
    cells = _storable(kept_of(sheet).to_json())
    return Shown(str(_storable(sheet.name)), sheet.rows, sheet.cols, cells, is_cut=sheet.is_cut)


def _storable(value: Any) -> Any:
    """`value` without what no database text can hold: NUL and halves of surrogate pairs."""
    written = json.dumps(value)
    # Nearly every workbook has neither, and a search of the text takes a tenth of a walk over its parts.
    return _without_unstorable(value) if "\\u0000" in written or "\\ud" in written else value


def _without_unstorable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_without_unstorable(one) for one in value]
    if isinstance(value, dict):
        return {_without_unstorable(key): _without_unstorable(one) for key, one in value.items()}
    return value
