"""The blank forms: one workbook per form code, each filling beginning with a fresh copy."""

from functools import cache
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.workbook.workbook import Workbook

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
    """A blank workbook of one's own, to be written to."""
    return openpyxl.load_workbook(_paths()[code])


@cache
def _paths() -> dict[str, Path]:
    return {path.name.partition("_")[0]: path for path in FOLDER.glob("*.xlsx")}
