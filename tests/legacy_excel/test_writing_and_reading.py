"""Whatever application is written into a form, reading the form gives it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from legacy_excel import read
from legacy_excel.filling import codes, fill
from legacy_excel.filling.writing import filled_workbook
from legacy_excel.workbook import Grid, open_workbook
from tests.legacy_excel.layouts import APPLICATION
from tests.legacy_excel.records import applications, held_by, patient
from tests.legacy_excel.saving import as_ods, as_xls
from tests.legacy_excel.sheets import sheets_of

FORMS = st.sampled_from(codes())
GIVEN = FORMS.flatmap(lambda code: st.tuples(st.just(code), applications(held_by(code))))


@pytest.mark.rule("XLS-1")
@patient
@given(GIVEN)
def test_an_application_is_read_back_from_every_form(given_one: tuple[str, dict[str, Any]]) -> None:
    code, application = given_one
    filled = fill(application, code)

    assert filled.unplaced == ()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "filled.xlsx"
        path.write_bytes(filled.content)
        [record] = read(path)
    assert (record.form, record.version) == (code, "2025-06-06")
    assert record.application == application


@pytest.mark.rule("XLS-3")
@pytest.mark.parametrize(("save", "suffix"), [(as_xls, ".xls"), (as_ods, ".ods")])
@patient
@given(given_one=GIVEN)
def test_it_is_read_the_same_from_other_kinds_of_file(
    save: Callable[[Workbook, Path], None], suffix: str, given_one: tuple[str, dict[str, Any]]
) -> None:
    code, application = given_one
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"filled{suffix}"
        save(filled_workbook(application, code), path)
        [record] = read(path)
    assert (record.form, record.version) == (code, "2025-06-06")
    assert record.application == application


@pytest.mark.parametrize("code", codes())
def test_what_stands_in_memory_is_what_is_read_from_the_file(code: str, tmp_path: Path) -> None:
    """The tests of noise read workbooks that were never saved."""
    book = filled_workbook(APPLICATION, code)
    path = tmp_path / "filled.xlsx"
    book.save(path)

    assert _blocks(open_workbook(path).grid(0)) == _blocks(sheets_of(book).grid(0))


def _blocks(grid: Grid) -> set[tuple[Any, ...]]:
    return {(block.row, block.col, block.row2, block.col2, block.value) for block in grid.blocks}
