"""However a clerk writes the values of a form, and wherever it stands on its sheet, the same application is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from legacy_excel.filling import codes
from legacy_excel.filling.places import Place, Places, places_of
from legacy_excel.filling.writing import filled_workbook
from tests.legacy_excel.noise import DITTOS, NOTHING, WAYS, Pick, characters, ticked, wide
from tests.legacy_excel.records import ADDRESS, SAME_AS, applications, held_by, patient
from tests.legacy_excel.seen_words import OF_THE_FORM
from tests.legacy_excel.sheets import Sheets, sheets_of

pytestmark = pytest.mark.rule("XLS-1")

SAME = object()
GIVEN = st.sampled_from(codes()).flatmap(lambda code: st.tuples(st.just(code), applications(held_by(code), lines=6)))
FEW = st.dictionaries(st.integers(0, 70), st.just(1), max_size=3)


@patient
@given(GIVEN, st.data())
def test_noise_in_the_values_changes_nothing(given_one: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    code, application = given_one
    book = filled_workbook(application, code)
    disturb(book.worksheets[0], places_of(code), application, lambda ways: data.draw(st.sampled_from(list(ways))))

    _assert_read(sheets_of(book), code, application)


@patient
@given(
    GIVEN, FEW, FEW, st.integers(0, 30), st.integers(0, 30), st.sampled_from(("Sheet1", "申請書 (2)", "2025年度", "x"))
)
def test_moving_stretching_and_renaming_the_sheet_changes_nothing(
    given_one: tuple[str, dict[str, Any]], rows: dict[int, int], cols: dict[int, int], down: int, right: int, name: str
) -> None:
    code, application = given_one
    sheets = sheets_of(filled_workbook(application, code))

    _assert_read(sheets.stretched({**rows, -1: down}, {**cols, -1: right}).renamed(name), code, application)


@patient
@given(GIVEN, st.sampled_from(OF_THE_FORM["company"]), st.integers(0, 3))
def test_a_dealer_is_read_of_whom_only_a_name_of_the_forms_words_is_known(
    given_one: tuple[str, dict[str, Any]], name: str, empty: int
) -> None:
    code, application = given_one
    if application["reseller"] is not None:
        application = application | {"reseller": dict.fromkeys(application["reseller"]) | {"company": name}}
    sheets = sheets_of(filled_workbook(application, code))

    _assert_read(sheets.stretched(dict.fromkeys(range(70), empty), {}), code, application)


def _assert_read(sheets: Sheets, code: str, application: dict[str, Any]) -> None:
    [record] = sheets.read()
    assert record.application == application
    assert record.form == code
    # The applications are made up: what they lack, or contradict themselves in, is rightly said.
    wrong = {problem.code for problem in record.problems} - {"missing_required", "postal_mismatch"}
    assert wrong <= {"uncertain"}


def disturb(sheet: Worksheet, places: Places, application: Mapping[str, Any], pick: Pick) -> None:
    """Writes each value in some other way, or a word for nothing where there is none."""
    for section, fields in places.fields.items():
        values = application if section == "head" else application[section] or {}
        if "same_as" not in values:
            _disturb_fields(sheet, fields, values, pick, _above(application, section, values))
    for cell in places.boxes.values():
        sheet.cell(*cell).value = ticked(str(sheet.cell(*cell).value), pick)
    for name, table in places.tables.items():
        for at, (line, values) in enumerate(zip(table.lines, application[name], strict=False)):
            above = application[name][at - 1] if at else {}
            _disturb_fields(sheet, line, values, pick, above)


def _above(application: Mapping[str, Any], section: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of the section that 同上 means; an address is the same if all of its parts are."""
    above = application.get(SAME_AS.get(section, "")) or {}
    if not above.get("street") or any(above.get(name) != values.get(name) for name in (*ADDRESS, "postal_code")):
        return above
    return {**above, "address": SAME}


def _disturb_fields(
    sheet: Worksheet, fields: Mapping[str, Place], values: Mapping[str, Any], pick: Pick, above: Mapping[str, Any] = {}
) -> None:
    for name, place in fields.items():
        first = sheet.cell(*place.cells[0])
        # The one cell of an address has a text that is put together of its parts.
        value = first.value if name == "address" else values.get(name)
        if place.reader in ("choice", "consent"):
            _disturb_marks(sheet, place, pick)
        elif value is None:
            if len(place.cells) == 1:
                first.value = pick((first.value, *NOTHING))
        elif len(place.cells) > 1:
            _disturb_cells(sheet, place, pick)
        elif above.get(name) in (value, SAME) and pick((True, False)):
            first.value = pick(DITTOS)
        else:
            first.value = pick(WAYS[place.reader](value))


def _disturb_marks(sheet: Worksheet, place: Place, pick: Pick) -> None:
    if len(place.cells) > 1:
        tick, box = pick((("○", None), ("レ", "□"), ("✓", None), ("■", "□"), ("●", "○"), ("☑", "☐")))
        is_ticked = {cell: sheet.cell(*cell).value == "☑" for cell in place.cells}
        for cell, ticked_one in is_ticked.items():
            sheet.cell(*cell).value = tick if ticked_one else box if any(is_ticked.values()) else "□"
    elif "□" in str(sheet.cell(*place.cells[0]).value) or "☑" in str(sheet.cell(*place.cells[0]).value):
        sheet.cell(*place.cells[0]).value = ticked(str(sheet.cell(*place.cells[0]).value), pick)


def _disturb_cells(sheet: Worksheet, place: Place, pick: Pick) -> None:
    standing = [sheet.cell(*cell).value for cell in place.cells]
    if place.reader in ("date", "phone") and len(standing) == 3:
        written = [pick([one, str(one), wide(str(one)), f" {one} ", int(one)]) for one in standing]
    else:
        text = "".join(str(one) for one in standing if one is not None)
        written = characters(text, pick)
        if place.reader == "reseller_reference" and text.strip("0"):
            # A shorter number stands at the right end of its cells.
            zeros = len(text) - len(text.lstrip("0")) if pick((True, False)) else 0
            written = [None] * zeros + written[zeros:]
    for cell, value in zip(place.cells, written, strict=False):
        sheet.cell(*cell).value = value
