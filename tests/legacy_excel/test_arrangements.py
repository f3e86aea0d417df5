"""A whole form reads the same in every arrangement that a dealer may give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from legacy_excel import read
from tests.legacy_excel.arrangements import ARRANGEMENTS, NAMES, Writer
from tests.legacy_excel.layouts import APPLICATION, Sheet

pytestmark = pytest.mark.rule("XLS-1")


@pytest.mark.parametrize("write", ARRANGEMENTS, ids=NAMES)
def test_the_same_application_comes_out(tmp_path: Path, write: Writer) -> None:
    sheet = Sheet()
    write(sheet)

    [record] = read(sheet.save(tmp_path))
    assert record.problems == []
    assert record.application == APPLICATION
    assert (record.form, record.version) == ("A-1", "2025-06-06")


@pytest.mark.parametrize("write", ARRANGEMENTS, ids=NAMES)
def test_it_does_wherever_the_form_stands(tmp_path: Path, write: Writer) -> None:
    sheet = Sheet("Sheet1", first_row=7, first_col=5)
    write(sheet)

    [record] = read(sheet.save(tmp_path))
    assert record.problems == []
    assert record.application == APPLICATION
