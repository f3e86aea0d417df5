"""A taught form reads the next sheet of its kind: other values, moved, with rows and columns put in, of any format."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacy_excel import Record, read
from legacy_excel.sandbox import look_safely
from legacy_excel.taught import TaughtForm, read_taught, recognise
from legacy_excel.workbook import Grid
from tests.legacy_excel.taught.dealer_sheet import NEXT, PRODUCT, TYPED, Order, workbook, written
from tests.legacy_excel.taught.teaching import NAME, grid_of, leaves, stretched, taught

EXPECTED: dict[str, Any] = {
    "kind": "new", "applied_on": "2025-09-03", "contract_class": "academic", "consent": True,
    "end_user.corporate_name": "試供食品株式会社", "end_user.corporate_name_kana": "シキョウショクヒンカブシキガイシャ",
    "end_user.contact_name": "試供　太郎", "end_user.phone": "011-555-0199", "end_user.email": "taro@foods.example.jp",
    "end_user.postal_code": "0600001", "end_user.prefecture": "北海道", "end_user.city": "札幌市中央区",
    "end_user.street": "北一条西2-3", "support_contact.same_as": "end_user",
    "delivery.email": "taro@foods.example.jp", "reseller.company": "北斗例示商事株式会社",
    "reseller.contact_name": "雛形　次郎", "reseller.email": "jiro@hokuto.example.co.jp",
    "items[0].product_name": PRODUCT, "items[0].quantity": 120, "items[0].term_years": 3,
    "items[1].product_name": "Trend Micro Apex One", "items[1].quantity": 30, "items[1].term_years": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> TaughtForm:
    return taught(tmp_path_factory.mktemp("taught"))


@pytest.fixture(scope="module")
def following(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("next") / "next.xlsx", NEXT)


def values(record: Record | None) -> dict[str, Any]:
    """What stands in a record, empty fields left out."""
    assert record is not None
    return {path: value for path, value in leaves(record.application) if value is not None}


@pytest.mark.rule("XLS-2")
def test_the_words_of_the_sheet_are_unknown_without_it(following: Path) -> None:
    assert [problem.code for problem in read(following)[0].problems] == ["unknown_form"]


@pytest.mark.rule("XLS-2")
def test_the_next_sheet_of_the_kind_is_read_with_every_cell_it_came_from(form: TaughtForm, following: Path) -> None:
    [record] = read(following, [form])
    assert (record.form, record.sheet, record.taught, record.problems) == ("A-1", "票", NAME, [])
    assert values(record) == EXPECTED
    assert record.provenance["end_user.phone"].cell == "D11"
    assert record.provenance["items[1].quantity"].cell == "G25"
    assert record.provenance["end_user.city"].raw == "北海道札幌市中央区北一条西2-3"


@pytest.mark.rule("XLS-2", "XLS-6")
def test_the_reading_child_knows_it_too(form: TaughtForm, following: Path) -> None:
    [record] = look_safely(following, taught=[form]).records
    assert (record.taught, values(record)) == (NAME, EXPECTED)


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize(("kind", "filter_name"), [("xls", "MS Excel 97"), ("ods", "calc8")])
def test_saved_as_another_format_it_is_read_alike(
    form: TaughtForm, following: Path, tmp_path: Path, kind: str, filter_name: str
) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice, which writes the other formats, is not installed")
    converted = [
        office,
        "--headless",
        "--convert-to",
        f"{kind}:{filter_name}",
        "--outdir",
        str(tmp_path),
        str(following),
    ]
    subprocess.run(converted, check=True, capture_output=True, timeout=120)
    [record] = read(tmp_path / f"next.{kind}", [form])
    assert (values(record), record.problems) == (EXPECTED, [])


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize(("down", "right"), [(0, 0), (7, 0), (0, 5), (12, 9)])
def test_moved_as_a_whole_it_is_read_exactly(form: TaughtForm, following: Path, down: int, right: int) -> None:
    known = recognise(stretched(grid_of(following), {-1: down}, {-1: right}), form)
    assert known is not None
    assert known.is_exact
    record = read_taught(known)
    assert (values(record), record.problems if record else None) == (EXPECTED, [])


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize("at", range(1, 32))
def test_a_row_put_in_anywhere_changes_nothing(form: TaughtForm, following: Path, at: int) -> None:
    known = recognise(stretched(grid_of(following), {at: 1}, {}), form)
    assert known is not None
    record = read_taught(known)
    assert (values(record), record.problems if record else None) == (EXPECTED, [])


@pytest.mark.rule("XLS-2")
@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.integers(-1, 33), st.integers(1, 4), max_size=4),
    st.dictionaries(st.integers(-1, 11), st.integers(1, 3), max_size=3),
)
def test_no_value_is_wrong_without_a_problem_on_it(rows: dict[int, int], cols: dict[int, int]) -> None:
    known = recognise(stretched(_next_grid(), rows, cols), _form())
    record = read_taught(known) if known else None
    if record is None:
        return
    named = {problem.field for problem in record.problems if problem.field}
    found = dict(leaves(record.application))
    wrong = [path for path, value in found.items() if value != EXPECTED.get(path)]
    assert all(any(path.startswith(field) for field in named) for path in wrong), (wrong, record.problems)


@pytest.mark.rule("XLS-2")
def test_more_lines_than_were_taught_are_read_down_to_the_end_of_the_table(form: TaughtForm, tmp_path: Path) -> None:
    book = workbook(replace(NEXT, items=[(f"製品{n}", n, "1年") for n in range(1, 6)]))
    sheet = book.worksheets[0]
    for area in [str(one) for one in sheet.merged_cells.ranges if one.min_row > 28]:
        sheet.unmerge_cells(area)
    sheet.insert_rows(29, 2)
    for row in (29, 30):
        sheet.cell(row, 3, f"製品{row}")
        sheet.cell(row, 7, row)
        sheet.cell(row, 8, "2年")
    book.save(tmp_path / "longer.xlsx")
    [record] = read(tmp_path / "longer.xlsx", [form])
    assert record.application is not None
    assert [item["quantity"] for item in record.application["items"]] == [1, 2, 3, 4, 5, 29, 30]


@pytest.mark.rule("XLS-2")
def test_what_is_missing_or_wrong_is_a_problem_as_on_every_form(form: TaughtForm, tmp_path: Path) -> None:
    faulty = replace(NEXT, email="no address", company="", day=31, items=[("製品", "多数", "1年")])
    [record] = read(written(tmp_path / "faulty.xlsx", faulty), [form])
    assert {(problem.code, problem.field) for problem in record.problems} >= {
        ("invalid_email", "end_user.email"),
        ("missing_required", "end_user.corporate_name"),
        ("invalid_date", "applied_on"),
        ("invalid_quantity", "items[0].quantity"),
    }


@pytest.mark.rule("XLS-2")
def test_two_ticked_boxes_are_ambiguous_and_a_strange_mark_is_no_tick(form: TaughtForm, tmp_path: Path) -> None:
    book = workbook(NEXT)
    book.worksheets[0]["D12"] = "☑"
    book.save(tmp_path / "two.xlsx")
    assert ("ambiguous_choice", "contract_class") in _problems(tmp_path / "two.xlsx", form)
    for cell, mark in (("D12", "□"), ("H12", "？")):
        book.worksheets[0][cell] = mark
    book.save(tmp_path / "odd.xlsx")
    assert ("uncertain", "contract_class") in _problems(tmp_path / "odd.xlsx", form)


@pytest.mark.rule("XLS-2")
def test_a_blank_sheet_of_the_form_is_blank(form: TaughtForm, tmp_path: Path) -> None:
    book = workbook(Order())
    sheet = book.worksheets[0]
    for slot, cells in TYPED.items():
        if not slot.startswith(("sections", "items", "title")):
            sheet[cells.partition(":")[0].partition("+")[0]] = None
    for row in sheet["D8:J8"] + sheet["C24:H24"]:
        for cell in row:
            cell.value = None
    book.save(tmp_path / "blank.xlsx")
    [record] = read(tmp_path / "blank.xlsx", [form])
    assert ([p.code for p in record.problems], record.form, record.taught) == (["blank_form"], "A-1", NAME)


def _problems(path: Path, form: TaughtForm) -> set[tuple[str, str | None]]:
    return {(problem.code, problem.field) for problem in read(path, [form])[0].problems}


_KEPT: dict[str, Any] = {}


@pytest.fixture(autouse=True, scope="module")
def _kept(form: TaughtForm, following: Path) -> None:
    """Hypothesis calls its test many times, and fixtures of a function would not be made anew."""
    _KEPT.update(form=form, grid=grid_of(following))


def _form() -> TaughtForm:
    made: TaughtForm = _KEPT["form"]
    return made


def _next_grid() -> Grid:
    made: Grid = _KEPT["grid"]
    return made
