"""Opens a workbook once, for its records and for its sheets as they are shown beside them (XLS-4)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from legacy_excel.problems import WorkbookRefused, problem
from legacy_excel.reading import coded, records_of
from legacy_excel.records import Record
from legacy_excel.showing import SheetView, sheets_of
from legacy_excel.taught.definition import TaughtForm
from legacy_excel.workbook import Workbook, open_workbook


@dataclass(frozen=True)
class Reading:
    """What one workbook gives: records, sheets, and notes such as `macros` on what was left alone.

    `shapes` has the records as `Record.to_json(provenance=True)` writes them, for those who keep them as JSON.
    """

    shapes: list[dict[str, Any]]
    sheets: list[SheetView] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    @cached_property
    def records(self) -> list[Record]:
        """At least one record, if they were asked for: where nothing can be read, it says why."""
        return [Record.from_json(shape) for shape in self.shapes]

    def to_json(self) -> dict[str, Any]:
        """The reading as plain data."""
        return {"records": self.shapes, "sheets": [s.to_json() for s in self.sheets], "notes": list(self.notes)}

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> "Reading":
        """The reading that `to_json` wrote down."""
        return cls(shape["records"], [SheetView.from_json(one) for one in shape["sheets"]], tuple(shape["notes"]))


def look(
    path: str | Path, *, with_records: bool = True, with_sheets: bool = True, taught: Sequence[TaughtForm] = ()
) -> Reading:
    """The records of a workbook, as `read`, and its sheets unless it is refused as a whole; raises nothing.

    Without records, a workbook that is refused has one all the same, which says why.
    """
    opened: list[Workbook] = []

    def read() -> list[Record]:
        opened.append(open_workbook(Path(path)))
        return records_of(opened[0], taught) if with_records else []

    shapes = [record.to_json(provenance=True) for record in coded(read)]
    sheets = _sheets(opened[0]) if opened and with_sheets else []
    return Reading(shapes, sheets, opened[0].notes if opened else ())


def refused(code: str) -> Reading:
    """The reading of a file of which nothing can be read."""
    return Reading([Record(problems=[problem(code)]).to_json(provenance=True)])


def _sheets(workbook: Workbook) -> list[SheetView]:
    try:
        return sheets_of(workbook)
    except (WorkbookRefused, MemoryError):
        return []
    except Exception:
        # Nothing to show is better than losing the records that were read.
        logging.getLogger(__name__).exception("the sheets of a workbook could not be shown")
        return []
