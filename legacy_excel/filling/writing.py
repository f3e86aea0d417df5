"""Fills in a form: an application in the record's shape (README section 1) into the blank workbook of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from openpyxl.workbook.workbook import Workbook

from legacy_excel.definitions import vocabulary
from legacy_excel.filling import continuation
from legacy_excel.filling.blanks import RecordRefused, fresh
from legacy_excel.filling.holding import LISTS, PARTS_OF_ADDRESS, SECTIONS, Application, Unplaced, lost
from legacy_excel.filling.pages import Page
from legacy_excel.filling.places import HEAD, Place, Places, places_of
from legacy_excel.filling.shapes import tick, write
from legacy_excel.reading import read

BETWEEN_STREET_AND_BUILDING: Final = "\u3000"


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: the bytes of an .xlsx workbook, and what of the application it does not hold as it is."""

    content: bytes
    unplaced: tuple[Unplaced, ...]


def fill(application: Application, code: str) -> Filled:
    """The form with that code, filled in, and read back to see what it holds.

    RecordRefused with `unknown_form`, or with `invalid_record` if `application` has not the shape of a record.
    """
    content = _content(filled_workbook(application, code))
    return Filled(content, tuple(lost(application, _read_back(content), code)))


def filled_workbook(application: Application, code: str) -> Workbook:
    """The workbook that `fill` saves."""
    places = places_of(code)
    _check_shape(application)
    book = fresh(code)
    page = Page(book.worksheets[0])
    _write_fields(page, places.fields.get(HEAD, {}), application)
    for section in places.form.sections:
        if section not in LISTS:
            _write_section(page, places, section, application.get(section) or {})
    rest = []
    for name, table in places.tables.items():
        lines = application.get(name) or []
        for places_of_line, line in zip(table.lines, lines, strict=False):
            _write_fields(page, places_of_line, line)
        if len(lines) > len(table.lines):
            rest.append((table, lines[len(table.lines) :]))
    if rest:
        continuation.add(book, page, places.title, rest)
    return book


def _write_section(page: Page, places: Places, section: str, party: Mapping[str, Any]) -> None:
    shared = party.get("same_as")
    if shared is None:
        fields = places.fields.get(section, {})
        _write_fields(page, fields, _with_address(party, fields))
    elif section in places.boxes and shared == vocabulary().same_as[section][0]:
        tick(page, places.boxes[section])


def _with_address(party: Mapping[str, Any], fields: Mapping[str, Place]) -> dict[str, Any]:
    """The party with its address in one text where the form has one cell for it."""
    parts = {name: str(party.get(name) or "") for name in PARTS_OF_ADDRESS}
    address = parts["prefecture"] + parts["city"] + parts["street"]
    if "building" not in fields and parts["building"]:
        address += BETWEEN_STREET_AND_BUILDING + parts["building"]
    return {**party, "address": address}


def _write_fields(page: Page, fields: Mapping[str, Place], values: Mapping[str, Any]) -> None:
    for name, place in fields.items():
        value = values.get(name)
        if value is not None and value != "" and place.cells:
            write(page, place, value)


def _check_shape(application: Application) -> None:
    """Sections are mappings, and lists of lines hold mappings; all of them may be empty."""
    if not isinstance(application, Mapping):
        raise RecordRefused("invalid_record")
    lists = [application.get(name) or () for name in LISTS]
    sections = [application.get(name) or {} for name in SECTIONS]
    is_sound = all(isinstance(one, list | tuple) and all(isinstance(line, Mapping) for line in one) for one in lists)
    if not is_sound or not all(isinstance(section, Mapping) for section in sections):
        raise RecordRefused("invalid_record")


def _content(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _read_back(content: bytes) -> Application:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "filled.xlsx"
        path.write_bytes(content)
        return read(path)[0].application or {}
