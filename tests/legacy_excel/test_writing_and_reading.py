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
from tests.legacy_excel.records import applications, held_by, patient
from tests.legacy_excel.saving import as_ods, as_xls

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
