"""A sample workbook reads exactly as its oracle says."""

from __future__ import annotations

from pathlib import Path

import pytest

from legacy_excel import read
from legacy_excel.workbook import open_workbook
from tests.legacy_excel.oracles import records_of, workbooks

FILLED = workbooks("filled")


@pytest.mark.rule("XLS-1")
@pytest.mark.parametrize("path", FILLED, ids=lambda path: path.name)
def test_a_filled_sample_gives_its_record_and_no_problem(path: Path) -> None:
    found = [record.to_json() for record in read(path)]
    wanted = records_of(path)

    for shape, want in zip(found, wanted, strict=True):
        assert shape["application"] == want["application"]
        assert (shape["form"], shape["version"]) == (want["form"], want["version"])
        assert shape["problems"] == []
        assert want.get("sheet") in (None, shape["sheet"])


@pytest.mark.rule("XLS-1")
def test_the_samples_cover_every_form_and_kind_of_file() -> None:
    forms = {record["form"] for path in FILLED for record in records_of(path)}

    assert forms == {"A-1", "A-2", "B-1", "B-2", "B-2HW", "B-3", "USER"}
    assert {path.suffix for path in FILLED} == {".xlsx", ".xls", ".ods"}


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize("path", FILLED, ids=lambda path: path.name)
def test_every_value_says_where_it_came_from(path: Path) -> None:
    workbook = open_workbook(path)
    texts = {
        (workbook.sheets[index][0], block.address): block.text
        for index in range(len(workbook.sheets))
        for block in workbook.grid(index).filled()
    }
    for record in read(path):
        assert record.application is not None
        valued = {name for name, value in _leaves(record.application) if value is not None}
        fixed = {"kind", "consent"}
        assert valued - set(record.provenance) <= fixed
        for origin in record.provenance.values():
            standing = texts[origin.sheet, origin.cell]
            assert standing.strip()
            assert standing.strip() in origin.raw


def _leaves(value: object, path: str = "") -> list[tuple[str, object]]:
    if isinstance(value, dict) and set(value) == {"same_as"}:
        return [(path, value["same_as"])]
    if isinstance(value, dict):
        return [leaf for name, part in value.items() for leaf in _leaves(part, f"{path}.{name}" if path else name)]
    if isinstance(value, list):
        return [leaf for place, part in enumerate(value) for leaf in _leaves(part, f"{path}[{place}]")]
    return [(path, value)]


@pytest.mark.rule("XLS-1")
@pytest.mark.parametrize("path", workbooks("blank"), ids=lambda path: path.name)
def test_a_blank_form_is_known_by_its_title_and_gives_no_application(path: Path) -> None:
    [record] = read(path)

    assert record.application is None
    assert record.form == path.name.split("_")[0]
    assert record.version == "2025-06-06"
    assert [problem.code for problem in record.problems] == ["blank_form"]
