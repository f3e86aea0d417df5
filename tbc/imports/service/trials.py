"""Trying a taught form on its workbook: what it reads there, and whether that is enough to read others by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from legacy_excel import Record
from legacy_excel import taught as library
from legacy_excel.definitions import form as base_form
from legacy_excel.sandbox import look_safely
from tbc.imports import rules
from tbc.imports.models import Workbook
from tbc.imports.reading import SECONDS


@dataclass(frozen=True, slots=True)
class Lacking:
    """A mandatory field that cannot be read from the workbook."""

    field: str
    code: str


def read_by(workbook: Workbook, taught: Sequence[library.TaughtForm]) -> list[Record]:
    """The records of a workbook, read in a child process by these taught forms beside those that are known."""
    with NamedTemporaryFile(prefix="workbook-") as file:
        file.write(workbook.body)
        file.flush()
        return look_safely(Path(file.name), with_sheets=False, timeout=SECONDS, taught=taught).records


def record_by(workbook: Workbook, taught: library.TaughtForm) -> Record | None:
    """The record of the taught sheet, if it is read by this form at all."""
    records = read_by(workbook, [taught])
    own = [one for one in records if one.taught == taught.name and one.application is not None]
    return next((one for one in own if one.sheet == taught.sheet), None if taught.is_trial else next(iter(own), None))


def lacking(record: Record) -> list[Lacking]:
    """The mandatory fields of its form that a record lacks, each with its problem."""
    required = base_form(record.form or "").required
    found: dict[str, Lacking] = {}
    for problem in record.problems:
        path = problem.field or ""
        if problem.level == "error" and (problem.code == "missing_required" or rules.is_required(path, required)):
            # What was read wrongly says more than that nothing is there then.
            found.setdefault(path, Lacking(path, problem.code))
    return list(found.values())


def kept(record: Record | None) -> dict[str, Any] | None:
    """A record as the row keeps it."""
    if record is None:
        return None
    shape = record.to_json(provenance=True)
    return {key: shape[key] for key in ("application", "problems", "provenance")}
