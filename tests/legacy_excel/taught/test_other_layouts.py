"""Another layout is not taken for the taught one: it is unknown, or what is read of it is in doubt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from legacy_excel import read
from legacy_excel.taught import TaughtForm, recognise
from legacy_excel.taught.recognition import best
from tests.legacy_excel.oracles import FOLDER, records_of
from tests.legacy_excel.taught.dealer_sheet import NEXT, TYPED, workbook, written
from tests.legacy_excel.taught.teaching import grid_of, leaves, taught

Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> TaughtForm:
    return taught(tmp_path_factory.mktemp("taught"))


def _values_below(sheet: Any) -> None:
    """The same labels, but each value on the row under its label."""
    cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for area in [str(one) for one in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    for address in cells:
        sheet[address] = None
    for address, value in cells.items():
        row, column = sheet[address].row, sheet[address].column
        sheet.cell(row * 2 + (1 if column > 2 else 0), min(column, 2), value)


def _hints_first(sheet: Any) -> None:
    """A column of hints where the values stood, and the values right of it."""
    for area in [str(one) for one in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    for row in (6, 7, 9, 10, 15, 16, 17, 20, 30):
        sheet.cell(row, 5, sheet.cell(row, 4).value)
        sheet.cell(row, 4, "ここに記す欄")


def _other_title(sheet: Any) -> None:
    sheet["B2"] = "北斗例示商事　返品のお願い"


def _mirrored(sheet: Any) -> None:
    """Labels on the right, values on the left."""
    cells = [(cell.row, cell.column, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for area in [str(one) for one in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    for row, column, _ in cells:
        sheet.cell(row, column).value = None
    for row, column, value in cells:
        sheet.cell(row, 12 - column, value)


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize("change", [_values_below, _hints_first, _other_title, _mirrored])
def test_another_arrangement_of_the_same_words_is_unknown(form: TaughtForm, tmp_path: Path, change: Change) -> None:
    book = workbook(NEXT)
    change(book.worksheets[0])
    book.save(tmp_path / "other.xlsx")
    [record] = read(tmp_path / "other.xlsx", [form])
    assert ([problem.code for problem in record.problems], record.application) == (["unknown_form"], None)


@dataclass(frozen=True)
class Renamed:
    """A label with other words, and the fields that nobody can be sure of then."""

    cell: str
    text: str | None
    doubted: str


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize(
    "case",
    [
        Renamed("B11", "K-16 夜間の直通", "end_user.phone"),
        Renamed("B15", None, "reseller.company"),
        Renamed("B9", "K-99 倉の在り処", "end_user.prefecture"),
        Renamed("G23", "単価", "items"),
    ],
)
def test_a_value_whose_label_is_gone_is_uncertain(form: TaughtForm, tmp_path: Path, case: Renamed) -> None:
    book = workbook(NEXT)
    book.worksheets[0][case.cell] = case.text
    book.save(tmp_path / "renamed.xlsx")
    [record] = read(tmp_path / "renamed.xlsx", [form])
    assert ("uncertain", case.doubted) in {(problem.code, problem.field) for problem in record.problems}


@pytest.mark.rule("XLS-2")
def test_a_label_that_stands_there_twice_leads_to_doubt_or_to_the_right_cell(form: TaughtForm, tmp_path: Path) -> None:
    book = workbook(NEXT)
    sheet = book.worksheets[0]
    sheet["D10"] = "K-17 電信"
    book.save(tmp_path / "twice.xlsx")
    [record] = read(tmp_path / "twice.xlsx", [form])
    named = {problem.field for problem in record.problems}
    found = dict(leaves(record.application))
    assert found["end_user.email"] == NEXT.email or "end_user.email" in named
    assert found["end_user.contact_name"] == "K-17　電信" or "end_user.contact_name" in named


@pytest.mark.rule("XLS-2")
def test_two_fields_side_by_side_that_changed_places_are_not_mistaken(form: TaughtForm, tmp_path: Path) -> None:
    book = workbook(NEXT)
    sheet = book.worksheets[0]
    sheet["B15"], sheet["B16"] = sheet["B16"].value, sheet["B15"].value
    sheet["D15"], sheet["D16"] = sheet["D16"].value, sheet["D15"].value
    book.save(tmp_path / "swapped.xlsx")
    [record] = read(tmp_path / "swapped.xlsx", [form])
    named = {problem.field for problem in record.problems}
    for path, expected in (("reseller.company", NEXT.reseller), ("reseller.contact_name", NEXT.reseller_contact)):
        assert dict(leaves(record.application))[path] == expected or path in named


@pytest.mark.rule("XLS-1", "XLS-2")
@pytest.mark.parametrize("name", ["a1-01.xlsx", "b1-02.xlsx", "user-03.xlsx", "b2-04.xls"])
def test_the_retired_forms_are_read_as_before(form: TaughtForm, name: str) -> None:
    path = FOLDER / "filled" / name
    assert recognise(grid_of(path), form) is None
    [record] = read(path, [form])
    assert (record.application, record.taught) == (records_of(path)[0]["application"], None)


@pytest.mark.rule("XLS-2")
def test_of_two_forms_the_one_that_fits_better_reads(form: TaughtForm, tmp_path: Path) -> None:
    typed = {slot: cells for slot, cells in TYPED.items() if not slot.startswith("end_user")}
    smaller = taught(tmp_path, typed)
    grid = grid_of(written(tmp_path / "next.xlsx", NEXT))
    for forms in ([form, smaller], [smaller, form]):
        known = best(grid, forms)
        assert known is not None
        assert known.taught is form
