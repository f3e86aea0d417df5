"""Whatever application stands on a form of 2023, in either look and in any of the words that were seen, it is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacy_excel.filling import codes
from tests.legacy_excel.looks_of_2023 import held_by_look, written
from tests.legacy_excel.records import applications, patient
from tests.legacy_excel.sheets import sheets_of

GIVEN = st.sampled_from(codes()).flatmap(
    lambda code: st.tuples(st.just(code), applications(held_by_look(code), lines=5, persons=3))
)


@pytest.mark.rule("XLS-1")
@patient
@given(GIVEN, st.randoms(use_true_random=False))
def test_an_application_is_read_from_either_look(given_one: tuple[str, dict[str, Any]], chance: Any) -> None:
    code, application = given_one
    [record] = sheets_of(written(application, code, lambda ways: chance.choice(list(ways)))).read()

    assert record.application == application
    assert (record.form, record.version) == (code, "2023-10-01")
