"""What is hidden in a sheet is not read, in each of the formats; what a filter hides is."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlwt
from openpyxl import Workbook

from legacy_excel import read
from tests.legacy_excel.plain_forms import END_USER, FOOT, HEAD, ITEMS, OTHERS, WHOLE, Row, application_of

pytestmark = pytest.mark.rule("XLS-1")

FORMER: Row = ("E-mail", "old@mukashi.example.com")
BEFORE = len(HEAD) + 1
ROWS: list[Row] = [*HEAD, END_USER[0], FORMER, *END_USER[1:], *OTHERS, *ITEMS, *FOOT]


def test_a_hidden_row_of_xlsx_is_not_read(tmp_path: Path) -> None:
    [record] = read(_xlsx(tmp_path))

    assert record.problems == []
    assert record.application == application_of(WHOLE)


def test_a_hidden_row_of_xls_is_not_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("申請書")
    for row, cells in enumerate(ROWS):
        for col, value in enumerate(cells):
            sheet.write(row, col, value)
    sheet.row(BEFORE).hidden = True
    book.save(str(tmp_path / "hidden.xls"))

    [record] = read(tmp_path / "hidden.xls")

    assert record.problems == []
    assert record.application == application_of(WHOLE)


def test_a_hidden_row_of_ods_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "hidden.ods"
    path.write_bytes(_ods())

    [record] = read(path)

    assert record.problems == []
    assert record.application == application_of(WHOLE)


def test_a_hidden_column_is_not_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, cells in enumerate(WHOLE, 1):
        for col, value in enumerate(cells, 1):
            sheet.cell(row, col + (col > 4)).value = value
        sheet.cell(row, 5).value = "旧データ"
    sheet.column_dimensions["E"].hidden = True
    book.save(tmp_path / "column.xlsx")

    [record] = read(tmp_path / "column.xlsx")

    assert record.application == application_of(WHOLE)


def test_what_a_filter_hides_is_read(tmp_path: Path) -> None:
    path = _xlsx(tmp_path, filtered=True)

    [record] = read(path)

    assert "uncertain" in {problem.code for problem in record.problems}


def _xlsx(folder: Path, *, filtered: bool = False) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(list(row))
    sheet.row_dimensions[BEFORE + 1].hidden = True
    if filtered:
        sheet.auto_filter.ref = "A1:B10"
        sheet.auto_filter.add_filter_column(0, ["会社名"])
    book.save(folder / "hidden.xlsx")
    return folder / "hidden.xlsx"


def _ods() -> bytes:
    lines = "".join(
        f"<table:table-row{' table:visibility=' + chr(34) + 'collapse' + chr(34) if row == BEFORE else ''}>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in cells
        )
        + "</table:table-row>"
        for row, cells in enumerate(ROWS)
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="申請書">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    raw = io.BytesIO()
    with ZipFile(raw, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return raw.getvalue()
