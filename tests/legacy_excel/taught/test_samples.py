"""Each retired sample teaches its form by what its words propose and reads the others: nothing wrong without doubt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from legacy_excel.taught import TaughtForm, read_taught
from legacy_excel.taught.building import Lesson, build
from legacy_excel.taught.proposing import propose
from legacy_excel.taught.recognition import best
from legacy_excel.workbook import Grid, open_workbook
from tests.legacy_excel.oracles import FOLDER, records_of
from tests.legacy_excel.taught.teaching import leaves

TEACHERS = ["a1-01.xlsx", "a1-04.xls", "a2-03.xlsx", "b1-01.xlsx", "b2hw-01.xlsx", "b3-05.xls", "user-03.xlsx"]
# What is split out of one address is doubted where the address is.
PLACE = ("city", "street", "building")


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize("teacher", TEACHERS)
def test_what_is_read_of_the_others_is_right_or_in_doubt(teacher: str) -> None:
    taught, read = _taught_by(teacher), 0
    for path, expected in _others():
        for grid in _sheets(path):
            known = best(grid, [taught])
            record = read_taught(known) if known else None
            if record is None:
                continue
            read += 1
            named = tuple(problem.field for problem in record.problems if problem.field)
            found = dict(leaves(record.application))
            wrong = {path: value for path, value in found.items() if value not in (None, expected.get(path))}
            silent = {path: value for path, value in wrong.items() if not _at_prefecture(path).startswith(named)}
            assert silent == {}, f"{teacher} → {grid.name} of {path}"
    assert read >= 1


def _at_prefecture(path: str) -> str:
    section, _, name = path.partition(".")
    return f"{section}.prefecture" if name in PLACE else path


def _taught_by(name: str) -> TaughtForm:
    path = FOLDER / "filled" / name
    grid, code = next(_sheets(path)), str(records_of(path)[0]["form"])
    made, _faults = build(Lesson(name, code, grid.name, propose(grid, code)), grid)
    return made


@cache
def _others() -> list[tuple[Path, dict[str, Any]]]:
    """The samples with one record each, and what they say."""
    found = []
    for path in sorted((FOLDER / "filled").glob("*.xls*")):
        records = records_of(path)
        if len(records) == 1 and records[0]["application"]:
            found.append((path, dict(leaves(records[0]["application"]))))
    return found


def _sheets(path: Path) -> Iterator[Grid]:
    workbook = open_workbook(path)
    for index, (name, is_hidden) in enumerate(workbook.sheets):
        if not is_hidden and "例" not in name:
            yield workbook.grid(index)
