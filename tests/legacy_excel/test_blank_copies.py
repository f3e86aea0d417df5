"""A blank form that is written to is a copy: whole, and nobody else's."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from legacy_excel.filling import blanks


@pytest.mark.parametrize("code", blanks.codes())
def test_a_copy_saves_what_the_parsed_form_saves(code: str) -> None:
    first = blanks.fresh(code)
    for sheet in first.worksheets:
        sheet["A1"] = "写し"
        sheet.row_dimensions[500].height = 24

    assert _saved(blanks.fresh(code)) == _saved(openpyxl.load_workbook(blanks.path_of(code)))


def _saved(book: Workbook) -> dict[str, list[str]]:
    """Part → its elements; those of merged cells have no order, and the time of saving is left out."""
    body = io.BytesIO()
    book.save(body)
    with ZipFile(body) as parts:
        return {
            name: sorted(re.findall("<[^>]*>|[^<]+", parts.read(name).decode("utf-8", "replace")))
            for name in parts.namelist()
            if name != "docProps/core.xml"
        }
