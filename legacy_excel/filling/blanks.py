"""The blank forms: one workbook per form code, each filling beginning with a fresh copy."""

import copy
import copyreg
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.dimensions import DimensionHolder

from legacy_excel.definitions import Form, forms

FOLDER: Final = Path(__file__).parent / "blank"


class RecordRefused(Exception):
    """Nothing can be filled in: `code` is `unknown_form`, or `invalid_record` for what has not a record's shape."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def form_of(code: str) -> Form:
    """The form of a code; RecordRefused `unknown_form` if there is none."""
    found = next((form for form in forms() if form.code == code), None)
    if found is None or code not in _paths():
        raise RecordRefused("unknown_form")
    return found


def codes() -> list[str]:
    """The codes of the forms that can be filled in, in the order of their names."""
    return sorted(_paths())


def path_of(code: str) -> Path:
    """The blank workbook of a form; KeyError if there is none."""
    return _paths()[code]


def fresh(code: str) -> Workbook:
    """A blank workbook of one's own, to be written to: copying takes a fifth of the time that parsing takes."""
    return copy.deepcopy(_parsed(code))


@cache
def _parsed(code: str) -> Workbook:
    return openpyxl.load_workbook(_paths()[code])


@cache
def _paths() -> dict[str, Path]:
    return {path.name.partition("_")[0]: path for path in FOLDER.glob("*.xlsx")}


def _styles_as_they_are(styles: Any) -> tuple[Any, ...]:
    return IndexedList, (list(styles),)


def _dimensions_as_they_are(held: Any) -> tuple[Any, ...]:
    return DimensionHolder, (held.worksheet, held.reference, held.default_factory), vars(held), None, iter(held.items())


# Copied item by item, as lists and dicts are, the one would drop styles that are equal, and with them the numbers by
# which cells know them; the other would no longer make the rows and columns that nobody has set.
copyreg.pickle(IndexedList, _styles_as_they_are)
copyreg.pickle(DimensionHolder, _dimensions_as_they_are)
