"""Whatever application is written into a form, reading the form gives it back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacy_excel import read
from legacy_excel.filling import codes, fill
from tests.legacy_excel.records import applications, patient

FORMS = st.sampled_from(codes())
GIVEN = FORMS.flatmap(lambda code: st.tuples(st.just(code), applications(code)))


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
