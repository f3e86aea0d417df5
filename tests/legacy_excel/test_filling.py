"""A form that is filled in holds the application, looks like the form, and says what it could not hold."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from legacy_excel import read
from legacy_excel.filling import Filled, RecordRefused, Unplaced, codes, fill, lacking
from legacy_excel.filling.places import Places, places_of
from tests.legacy_excel.layouts import APPLICATION
from tests.legacy_excel.oracles import records_of, workbooks

CELLS = Path(__file__).with_name("cells.txt")
BLANKS = {path.name.partition("_")[0]: path for path in workbooks("blank")}
RECORDS = [(f"{path.name}:{at}", record) for path in workbooks("filled") for at, record in enumerate(records_of(path))]


def _read(filled: Filled, folder: Path) -> dict[str, Any]:
    path = folder / "filled.xlsx"
    path.write_bytes(filled.content)
    [record] = read(path)
    assert record.application is not None
    return record.application


def _sheet(filled: Filled) -> Any:
    return openpyxl.load_workbook(BytesIO(filled.content)).worksheets[0]


@pytest.mark.parametrize("code", sorted(BLANKS))
def test_the_fields_stand_where_the_description_of_the_forms_says(code: str) -> None:
    lines = [line.split(maxsplit=2) for line in CELLS.read_text(encoding="utf-8").splitlines()[1:]]
    described = {field: cells.strip().replace("…", ":") for form, field, cells in lines if form == code}

    assert _found(places_of(code)) == described


def _found(places: Places) -> dict[str, str]:
    found = {}
    for section, fields in places.fields.items():
        for name, place in fields.items():
            found[name if section == "head" else f"{section}.{name}"] = _address(place.cells)
    found.update({section: _address((cell,)) for section, cell in places.boxes.items()})
    for name, table in places.tables.items():
        for field in table.fields:
            cells = (table.lines[0][field].cells[0], table.lines[-1][field].cells[-1])
            found[f"{name}[].{field}"] = _address(cells)
    return found


def _address(cells: tuple[tuple[int, int], ...]) -> str:
    names = [f"{get_column_letter(col)}{row}" for row, col in cells]
    return names[0] if len(names) == 1 else f"{names[0]}:{names[-1]}"


@pytest.mark.rule("XLS-1")
@pytest.mark.parametrize(("name", "record"), RECORDS, ids=[name for name, _ in RECORDS])
def test_the_record_of_a_sample_is_read_back_from_the_form(name: str, record: dict[str, Any], tmp_path: Path) -> None:
    filled = fill(record["application"], record["form"])
    missing = {entry.path for entry in filled.unplaced}

    assert {entry.reason for entry in filled.unplaced} <= {"no_field"}
    # The look of 2023 asks for the support contact's address, which some forms of 2025 leave out.
    assert all(path.startswith("support_contact.") for path in missing)
    if not missing:
        assert _read(filled, tmp_path) == record["application"]


def test_there_is_a_blank_form_of_each_kind() -> None:
    assert codes() == sorted(BLANKS)


@pytest.mark.parametrize("code", sorted(BLANKS))
def test_nothing_but_the_value_cells_changes(code: str) -> None:
    application = next(record["application"] for _, record in RECORDS if record["form"] == code)
    blank, book = openpyxl.load_workbook(BLANKS[code]), openpyxl.load_workbook(BytesIO(fill(application, code).content))
    page, printed = book[blank.sheetnames[0]], blank.worksheets[0]

    assert [name for name in book.sheetnames if name != "続紙"] == blank.sheetnames
    assert page.protection.sheet is True
    assert page.merged_cells.ranges == printed.merged_cells.ranges
    assert [rule.sqref for rule in page.data_validations.dataValidation] == [
        rule.sqref for rule in printed.data_validations.dataValidation
    ]
    for row in printed.iter_rows():
        for cell in row:
            same = page[cell.coordinate]
            assert _looks(same) == _looks(cell)
            if cell.protection.locked and not str(cell.value).startswith("=SUM("):
                assert same.value == cell.value


def _looks(cell: Any) -> tuple[Any, ...]:
    edges = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
    return (cell.font.name, cell.font.sz, cell.font.b, cell.fill.fgColor.rgb, *(edge.style for edge in edges))


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example")', "_x0041_", "1e5"]
)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str, tmp_path: Path) -> None:
    application = deepcopy(APPLICATION)
    application["end_user"]["department"] = text

    filled = fill(application, "A-1")
    cell = _sheet(filled)["J13"]
    assert cell.data_type == "s"
    assert cell.quotePrefix is (text[0] in "=+-@")
    assert _read(filled, tmp_path)["end_user"]["department"] == text


def test_rare_characters_arrive_as_they_are(tmp_path: Path) -> None:
    application = deepcopy(APPLICATION)
    application["end_user"] |= {"corporate_name": "㈱髙﨑𠮷商会①", "contact_name": "𠮷﨑　髙濵"}

    assert _read(fill(application, "A-1"), tmp_path) == application


def test_a_character_that_no_workbook_can_hold_is_told() -> None:
    application = deepcopy(APPLICATION)
    application["end_user"]["title"] = "課\x00長"

    assert fill(application, "A-1").unplaced == (Unplaced("end_user.title", "課\x00長", "reads_differently"),)


def test_a_form_says_what_it_has_no_field_for() -> None:
    paths = {entry.path: entry.reason for entry in fill(APPLICATION, "USER").unplaced}

    assert set(paths.values()) == {"no_field"}
    assert {"kind", "customer_po", "contract_class", "delivery.email", "distributor", "items[0].term_years"} <= set(
        paths
    )
    assert paths == {entry.path: entry.reason for entry in lacking(APPLICATION, "USER")}


def test_lines_without_a_row_go_on_a_continuation_sheet_and_into_the_total(tmp_path: Path) -> None:
    application = deepcopy(APPLICATION)
    application["items"] = [{**application["items"][0], "quantity": number} for number in range(1, 41)]

    filled = fill(application, "A-1")
    assert filled.unplaced == ()
    assert _read(filled, tmp_path) == application
    book = openpyxl.load_workbook(BytesIO(filled.content))
    assert book.sheetnames[:2] == ["A-1", "続紙"]
    assert book["A-1"]["AC56"].value == "=SUM(AC48:AC55,続紙!AC5:AC36)"
    assert book["続紙"].protection.sheet is True
    assert [book["続紙"]["B5"].value, book["続紙"]["B36"].value] == [9, 40]


def test_persons_without_a_row_go_there_too(tmp_path: Path) -> None:
    application = deepcopy(APPLICATION)
    person = {"name": "例示　太郎", "name_kana": None, "phone": "03-5555-1234", "email": None}
    application["contact_persons"] = [person | {"email": f"a{number}@example.jp"} for number in range(5)]
    assert fill(application, "A-1").unplaced == ()
    assert _read(fill(application, "A-1"), tmp_path) == application

    application["items"] *= 5
    assert _read(fill(application, "A-1"), tmp_path) == application


def test_a_long_text_gets_a_higher_row() -> None:
    application = deepcopy(APPLICATION)
    application["remarks"] = "長い備考\n" * 40
    application["end_user"]["department"] = "情報システム部" * 10

    page = _sheet(fill(application, "A-1"))
    assert page["J13"].alignment.wrap_text
    assert page.row_dimensions[13].height > 40
    assert sum(page.row_dimensions[row].height or 15 for row in (65, 66, 67)) > 400


@pytest.mark.parametrize("record", [None, [], {"items": 3}, {"items": ["x"]}, {"end_user": "x"}])
def test_what_is_no_record_is_refused(record: Any) -> None:
    with pytest.raises(RecordRefused) as refusal:
        fill(record, "A-1")
    assert refusal.value.code == "invalid_record"


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(RecordRefused) as refusal:
        fill(APPLICATION, "C-9")
    assert refusal.value.code == "unknown_form"
