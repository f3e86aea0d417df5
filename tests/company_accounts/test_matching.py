"""Comparing a sheet's rows with the end users that are kept: pure, and nothing is matched twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.organizations.bulk.matching import match

pytestmark = pytest.mark.rule("ORG-7")


@dataclass(frozen=True)
class Kept:
    """An end user that is kept."""

    content: dict[str, Any]
    id: UUID
    version: int = 1


@dataclass(frozen=True)
class Line:
    """A row of a sheet."""

    number: int
    section: dict[str, Any]


def _content(name: str, number: str = "", department: str = "") -> dict[str, Any]:
    return {"corporate_name": name, "corporate_number": number, "department": department}


def _how(rows: list[dict[str, Any]], kept: list[dict[str, Any]]) -> list[tuple[str, int | None]]:
    known = [Kept(content, uuid4()) for content in kept]
    found = match([Line(at, row) for at, row in enumerate(rows)], known)
    return [(one.how, known.index(one.known) if one.known else None) for one in found]  # type: ignore[arg-type]  # ours


def test_number_and_department_are_surest_then_name_and_department_then_the_name() -> None:
    kept = [_content("甲", "1", "A"), _content("乙", "", "A"), _content("丙", "", "A")]
    rows = [_content("改名", "1", "A"), _content("乙", "2", "A"), _content("丙", "", "B"), _content("丁")]
    assert _how(rows, kept) == [("same", 0), ("same", 1), ("namesake", 2), ("new", None)]


def test_a_name_of_several_tells_nothing() -> None:
    kept = [_content("甲", "1", "A"), _content("甲", "1", "B")]
    assert _how([_content("甲", "1", "C")], kept) == [("new", None)]
    assert _how([_content("甲", "", "C"), _content("甲", "", "D")], kept[:1]) == [("new", None)] * 2


def test_what_a_surer_row_has_is_not_taken_by_a_name() -> None:
    rows = [_content("甲", "", "B"), _content("甲", "1", "A")]
    assert _how(rows, [_content("甲", "1", "A")]) == [("new", None), ("same", 0)]


_SOME = st.builds(_content, st.sampled_from("甲乙丙"), st.sampled_from(["", "1", "2"]), st.sampled_from("AB"))


@given(st.lists(_SOME, max_size=8), st.lists(_SOME, max_size=8))
def test_each_row_has_one_answer_and_nobody_is_matched_twice(
    rows: list[dict[str, Any]], kept: list[dict[str, Any]]
) -> None:
    found = _how(rows, kept)
    assert len(found) == len(rows)
    taken = [at for _how, at in found if at is not None]
    assert len(taken) == len(set(taken))
