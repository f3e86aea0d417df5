"""A whole form reads the same in every arrangement that a dealer may give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from legacy_excel import read
from tests.legacy_excel.arrangements import ARRANGEMENTS, Writer
from tests.legacy_excel.layouts import APPLICATION, CLASS, END_USER, HEAD, TITLE, VERSION, Sheet, labels_left
from tests.legacy_excel.rebuilt import REBUILT, rest_of_form

pytestmark = pytest.mark.rule("XLS-1")

WRITERS = {**ARRANGEMENTS, **REBUILT}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_the_same_application_comes_out(tmp_path: Path, write: Writer) -> None:
    sheet = Sheet()
    write(sheet)

    [record] = read(sheet.save(tmp_path))
    assert record.problems == []
    assert record.application == APPLICATION
    assert (record.form, record.version) == ("A-1", "2025-06-06")


@pytest.mark.parametrize("write", ARRANGEMENTS.values(), ids=ARRANGEMENTS)
def test_it_does_wherever_the_form_stands(tmp_path: Path, write: Writer) -> None:
    sheet = Sheet("Sheet1", first_row=7, first_col=5)
    write(sheet)

    [record] = read(sheet.save(tmp_path))
    assert record.problems == []
    assert record.application == APPLICATION


@pytest.mark.parametrize("below", [True, False], ids=["stacked", "side by side"])
def test_each_of_several_forms_on_a_sheet_is_a_record(tmp_path: Path, below: bool) -> None:
    sheet = Sheet()
    for place in range(2):
        sheet.row = sheet.row if below else 1
        sheet.left = 1 if below else 1 + place * 12
        sheet.put(sheet.row, 0, TITLE, across=8)
        sheet.put(sheet.row, 8, VERSION)
        sheet.row += 1
        rest_of_form(sheet)

    found = read(sheet.save(tmp_path))
    assert [record.application for record in found] == [APPLICATION, APPLICATION]
    assert [problem for record in found for problem in record.problems] == []


def test_two_values_as_likely_are_a_doubt_that_names_both_cells(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(1, 0, TITLE, across=8)
    sheet.row = 3
    labels_left(sheet, [*HEAD, CLASS])
    sheet.put(sheet.row, 0, "■ 契約者情報", across=9)
    sheet.row += 1
    for label, value in END_USER:
        labels_left(sheet, [(label, value)])
        if label == "会社名":
            sheet.put(sheet.row, 0, "株式会社べつのサンプル", across=2)
            sheet.row += 1

    [record] = read(sheet.save(tmp_path))
    assert record.application is not None
    assert record.application["end_user"]["corporate_name"] is None
    [doubt] = [problem for problem in record.problems if problem.code == "uncertain"]
    assert doubt.field == "end_user.corporate_name"
    assert len(doubt.candidates) == 2
    assert doubt.to_json()["candidates"] == list(doubt.candidates)
