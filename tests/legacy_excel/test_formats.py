"""Each kind of file by its contents: read, or refused with the code that says why; what is left alone is noted."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlwt

from legacy_excel import look, read
from legacy_excel.workbook import open_workbook
from tests.legacy_excel.oracles import FOLDER
from tests.legacy_excel.packages import SOUND, part_of, repacked

FILLED = FOLDER / "filled"
SHEET = "xl/worksheets/sheet1.xml"


def codes_of(path: Path) -> list[str]:
    return [problem.code for record in read(path) for problem in record.problems]


def written(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def package(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return target.getvalue()


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("name", ["a2-04.xlsx", "a1-06.xls", "b2-05.ods"])
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".xlsm", ".pdf", ""])
def test_a_workbook_is_read_whatever_its_ending_says(name: str, ending: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"file{ending}", (FILLED / name).read_bytes())

    assert [record.application for record in read(path)] == [record.application for record in read(FILLED / name)]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("csv", "会社名,数量\r\n㈱見本,5\r\n".encode("cp932")),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
        ("docx", package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})),
        ("xlsb", package({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83\x01\x00"})),
        ("html", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        ("nothing", b""),
        ("zeros", bytes(4096)),
        ("an empty package", package({})),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(what: str, body: bytes, tmp_path: Path) -> None:
    assert codes_of(written(tmp_path, "file.xlsx", body)) == ["unreadable_file"]


@pytest.mark.rule("XLS-6")
def test_a_workbook_with_a_password_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    assert codes_of(FOLDER / "bad" / "bad-encrypted.xlsx") == ["encrypted"]
    raw = (FILLED / "a1-06.xls").read_bytes()
    bof = raw.index(struct.pack("<HH", 0x0809, 16))
    after = bof + 4 + 16
    # FILEPASS instead of the record after the first: from there on all is cipher.
    locked = raw[:after] + struct.pack("<H", 0x002F) + raw[after + 2 :]
    assert codes_of(written(tmp_path, "locked.xls", locked)) == ["encrypted"]
    ods = FILLED / "b2-05.ods"
    manifest = b'<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert codes_of(repacked(tmp_path / "locked.ods", {"META-INF/manifest.xml": manifest}, ods)) == ["encrypted"]


@pytest.mark.rule("XLS-6")
def test_macros_and_links_are_noted_and_left_alone(tmp_path: Path) -> None:
    parts: dict[str, bytes | str] = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no macro is ever looked at"}
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    reading = look(repacked(tmp_path / "macros.xlsm", parts))

    assert reading.notes == ("macros", "external-links")
    assert reading.records == read(SOUND)
    assert look(SOUND).notes == ()
    ods = FILLED / "b2-05.ods"
    assert look(repacked(tmp_path / "m.ods", {"Basic/script-lc.xml": b"<x/>"}, ods)).notes == ("macros",)


@pytest.mark.rule("XLS-6")
def test_a_formula_counts_by_its_stored_result_and_is_not_followed(tmp_path: Path) -> None:
    body = part_of(SOUND, SHEET).decode()
    cells = (
        '<row r="300"><c r="A300" t="str"><f>[1]Other!A1</f><v>stored</v></c>'
        '<c r="B300"><f>WEBSERVICE("http://127.0.0.1:9/")</f></c></row></sheetData>'
    )
    path = repacked(tmp_path / "formula.xlsx", {SHEET: body.replace("</sheetData>", cells, 1)})
    texts = {block.address: block.text for block in open_workbook(path).grid(0).filled()}

    assert texts["A300"] == "stored"
    assert "B300" not in texts


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("name", ["../../escaped.xml", "/etc/absolute.xml", "C:\\drive.xml", "xl/link"])
def test_names_that_lead_out_of_the_package_lead_nowhere(name: str, tmp_path: Path) -> None:
    path = repacked(tmp_path / "names.xlsx", {})
    with zipfile.ZipFile(path, "a") as made:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o120777 << 16  # a symbolic link
        made.writestr(entry, "/etc/passwd")

    assert read(path) == read(SOUND)
    assert sorted(tmp_path.iterdir()) == [path], "nothing was written"


@pytest.mark.rule("XLS-6")
def test_a_sheet_that_is_a_link_out_of_the_package_is_refused(tmp_path: Path) -> None:
    relations = part_of(SOUND, "xl/_rels/workbook.xml.rels").decode()
    path = repacked(
        tmp_path / "out.xlsx",
        {"xl/_rels/workbook.xml.rels": relations.replace('worksheets/sheet1.xml"', '../../etc/worksheets/passwd"')},
    )

    assert codes_of(path) == ["unreadable_file"]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("name", ["a2-04.xlsx", "a1-06.xls", "b2-05.ods"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_breaks_off_is_refused_or_read_as_far_as_it_goes(name: str, share: float, tmp_path: Path) -> None:
    raw = (FILLED / name).read_bytes()
    codes = codes_of(written(tmp_path, name, raw[: int(len(raw) * share)]))

    assert codes, "not the whole form came out"


@pytest.mark.rule("XLS-6")
def test_an_xls_of_lists_is_no_form(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("顧客一覧")
    for row in range(2_000):
        for col in range(20):
            sheet.write(row, col, row * col)
    book.save(str(tmp_path / "list.xls"))

    assert codes_of(tmp_path / "list.xls") == ["unknown_form"]
