"""Workbooks of layouts that the samples do not show: read as their oracles say, in doubt where a clerk would ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from legacy_excel import read
from tests.legacy_excel.oracles import is_reported, oracle, records_of, wrong_fields

FOLDER = Path(__file__).parent / "unseen"
WORKBOOKS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".xlsx", ".xlsm", ".xls", ".ods"})
SOUND = [path for path in WORKBOOKS if not oracle(path).get("faulty")]
DOUBTFUL = [path for path in WORKBOOKS if oracle(path).get("faulty")]
# Options struck out by two lines differ from the others in their letters' looks alone, which are not read.
BY_LOOKS_ALONE = {"options-crossed-out.xlsx"}

pytestmark = pytest.mark.rule("XLS-1")


@pytest.mark.parametrize(
    "path", [path for path in SOUND if path.name not in BY_LOOKS_ALONE], ids=lambda path: path.name
)
def test_a_sound_workbook_is_read_exactly_and_without_a_doubt(path: Path) -> None:
    found, wanted = read(path), records_of(path)

    assert len(found) == len(wanted)
    for record, want in zip(found, wanted, strict=True):
        assert record.application == want["application"]
        assert (record.form, record.version) == (want["form"], want["version"])
        assert record.problems == []


@pytest.mark.parametrize("path", DOUBTFUL, ids=lambda path: path.name)
def test_what_a_clerk_would_ask_about_is_a_problem(path: Path) -> None:
    [record] = read(path)
    want = oracle(path)

    assert {problem.code for problem in record.problems} in [set(codes) for codes in want["accept_codes"]]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_no_value_is_wrong_without_a_problem_on_it(path: Path) -> None:
    for record, want in zip(read(path), records_of(path), strict=True):
        assert record.application is not None
        assert [field for field in wrong_fields(record, want) if not is_reported(field, record)] == []
