"""Files of every format, and what stands in them beside the application."""

from __future__ import annotations

import re
import struct
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt

from legacy_excel import read, read_safely
from legacy_excel.workbook import ExcelError, open_workbook
from tests.legacy_excel.layouts import APPLICATION, END_USER, TITLE, Sheet, labels_left, whole_form
from tests.legacy_excel.oracles import FOLDER, records_of

FILLED = FOLDER / "filled"


def _form(name: str = "申請書") -> Sheet:
    sheet = Sheet(name)
    whole_form(sheet, labels_left)
    return sheet


@pytest.mark.rule("XLS-3")
def test_a_sheet_stamped_as_example_is_left_alone_whatever_its_tab_says(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    book = openpyxl.load_workbook(FILLED / "a1-05.xlsx")
    book["記入例"].title = "Sheet2"
    book.save(path)

    assert [record.application for record in read(path)] == [
        record["application"] for record in records_of(FILLED / "a1-05.xlsx")
    ]


@pytest.mark.rule("XLS-3")
def test_a_cover_letter_that_names_the_form_is_no_application(tmp_path: Path) -> None:
    sheet = _form()
    letter = sheet.book.create_sheet("送付状", 0)
    letter["A1"] = "送付状"
    letter["A3"] = f"{TITLE}を送付いたします。"
    letter["A5"], letter["B5"] = "ご担当者名", "例示　次郎"
    letter["A6"], letter["B6"] = "電話番号", "06-5555-4321"

    [record] = read(sheet.save(tmp_path))
    assert (record.sheet, record.application) == ("申請書", APPLICATION)


@pytest.mark.rule("XLS-3")
def test_hidden_sheets_and_cell_comments_are_not_read(tmp_path: Path) -> None:
    sheet = _form()
    copy = sheet.book.copy_worksheet(sheet.page)
    copy.sheet_state = "hidden"
    sheet.page["A8"].comment = openpyxl.comments.Comment("会社名：別の会社", "clerk")

    records = read(sheet.save(tmp_path))
    assert [record.application for record in records] == [APPLICATION]


@pytest.mark.rule("XLS-3")
def test_blank_sheets_beside_filled_ones_are_no_records(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    book = openpyxl.load_workbook(FILLED / "a1-01.xlsx")
    blank = openpyxl.load_workbook(FOLDER / "blank" / "A-1_license_new.xlsx")["A-1"]
    page = book.create_sheet("A-1 (2)", 0)
    for row in blank.iter_rows():
        for cell in row:
            if cell.value is not None:
                page[cell.coordinate] = cell.value
    for merged in blank.merged_cells.ranges:
        page.merge_cells(merged.coord)
    book.save(path)

    assert [record.sheet for record in read(path)] == ["A-1"]


@pytest.mark.rule("XLS-3")
def test_bare_serials_follow_the_date_system_of_the_workbook(tmp_path: Path) -> None:
    sheet = _form()
    sheet.page["C4"] = 45_853
    [record] = read(sheet.save(tmp_path))
    assert record.application is not None
    assert record.application["applied_on"] == "2025-07-15"

    book = openpyxl.load_workbook(tmp_path / "own.xlsx")
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(tmp_path / "own.xlsx")
    assert open_workbook(tmp_path / "own.xlsx").date1904
    [record] = read(tmp_path / "own.xlsx")
    assert record.application is not None
    assert record.application["applied_on"] == "2029-07-16"


@pytest.mark.rule("XLS-3")
def test_an_xls_tells_its_date_system_its_dates_and_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "file.xls"
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("申請書")
    sheet.write(0, 0, date(2025, 7, 15), xlwt.easyxf(num_format_str="YYYY/MM/DD"))
    sheet.row(1).set_cell_error(0, 0x2A)
    sheet.write_merge(2, 3, 0, 4, "合併")
    book.save(str(path))

    workbook = open_workbook(path)
    grid = workbook.grid(0)
    assert workbook.date1904
    assert [(block.address, block.value) for block in grid.filled()] == [
        ("A1", date(2025, 7, 15)),
        ("A2", ExcelError("#N/A")),
        ("A3", "合併"),
    ]
    assert (grid.blocks[2].row2, grid.blocks[2].col2) == (3, 4)


@pytest.mark.rule("XLS-6")
def test_an_xls_that_claims_a_giant_extent_is_read_within_its_memory(tmp_path: Path) -> None:
    raw = (FILLED / "b2-04.xls").read_bytes()
    claim = struct.pack("<HH", 0x0200, 14)
    at = raw.index(claim) + 4
    path = tmp_path / "file.xls"
    path.write_bytes(raw[:at] + struct.pack("<IIHH", 0, 0xFFFFFFFF, 0, 0xFFFF) + raw[at + 12 :])

    [record] = read_safely(path, memory=150 * 1024 * 1024)
    assert record.application == records_of(FILLED / "b2-04.xls")[0]["application"]


@pytest.mark.rule("XLS-6")
def test_an_excel_error_is_a_problem_and_no_value(tmp_path: Path) -> None:
    # Column C of the row that says 第２営業部.
    pattern, error = rb'<c r="C12"([^>]*) t="inlineStr">.*?</c>', rb'<c r="C12"\1 t="e"><v>#N/A</v></c>'
    path = _changed(FILLED / "a2-04.xlsx", tmp_path, pattern, error)

    [record] = read(path)
    assert record.application is not None
    assert record.application["end_user"]["department"] is None
    assert [(p.code, p.field, p.cell) for p in record.problems] == [
        ("invalid_value", "end_user.department", "申請書!C12")
    ]


@pytest.mark.rule("XLS-6")
def test_a_stray_cell_at_the_end_of_the_sheet_does_no_harm(tmp_path: Path) -> None:
    sheet = _form()
    sheet.page["XFD1048576"] = "。"

    [record] = read(sheet.save(tmp_path))
    assert (record.application, record.problems) == (APPLICATION, [])


@pytest.mark.rule("XLS-3")
def test_macros_are_neither_run_nor_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsm"
    path.write_bytes((FILLED / "a2-04.xlsx").read_bytes())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\x00 no macro at all")

    assert read(path)[0].application == records_of(FILLED / "a2-04.xlsx")[0]["application"]


@pytest.mark.rule("XLS-3")
def test_the_extension_is_not_believed(tmp_path: Path) -> None:
    for source, name in (("a1-06.xls", "file.xlsx"), ("b2-05.ods", "file.xls"), ("a2-04.xlsx", "file.ods")):
        path = tmp_path / name
        path.write_bytes((FILLED / source).read_bytes())
        assert read(path)[0].application == records_of(FILLED / source)[0]["application"]


@pytest.mark.rule("XLS-1")
@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ("2023年10月1日版", "2023-10-01"),
        ("2024.4.1版", "2024-04-01"),
        ("令和6年4月1日版", "2024-04-01"),
        ("Rev. 2024/04/01", "2024-04-01"),
        ("２０２４年４月１日版", "2024-04-01"),
    ],
)
def test_the_version_is_the_printed_date(tmp_path: Path, printed: str, version: str) -> None:
    sheet = _form()
    sheet.page["A2"] = printed

    assert read(sheet.save(tmp_path))[0].version == version


@pytest.mark.rule("XLS-1")
def test_rows_of_a_continuation_sheet_follow_the_items(tmp_path: Path) -> None:
    sheet = _form()
    more = sheet.book.create_sheet("別紙")
    for row in (
        ["【A-1】新規購入申請書　続紙"],
        ["No.", "製品名", "数量", "契約年数"],
        [3, "サンプルガード 追加", 5, "〃"],
        [4],
    ):
        more.append(row)

    [record] = read(sheet.save(tmp_path))
    assert record.application is not None
    assert [item["product_name"] for item in record.application["items"]][2:] == ["サンプルガード 追加"]
    assert record.application["items"][2]["term_years"] == 3
    assert record.provenance["items[2].term_years"].steps == ("copied-from:items[1].term_years",)


@pytest.mark.rule("XLS-1")
def test_a_doubtful_end_of_a_value_is_reported(tmp_path: Path) -> None:
    sheet = _form()
    row = 4 + len(END_USER)
    for line in range(1, row + 10):
        if sheet.page.cell(line, 1).value == "部署名":
            sheet.page.unmerge_cells(start_row=line, start_column=3, end_row=line, end_column=6)
            sheet.page.cell(line, 4).value = "第二課"
            break

    [record] = read(sheet.save(tmp_path))
    assert [(problem.code, problem.field) for problem in record.problems] == [("uncertain", "end_user.department")]


def _changed(source: Path, folder: Path, pattern: bytes, replacement: bytes) -> Path:
    path = folder / source.name
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(path, "w", 8) as target:
        for name in package.namelist():
            raw = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                raw, count = re.subn(pattern, replacement, raw)
                assert count == 1
            target.writestr(name, raw)
    return path
