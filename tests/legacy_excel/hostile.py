"""Files that mean to hurt their reader, each really built; made once, in a folder of the test run."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.legacy_excel.oracles import FOLDER
from tests.legacy_excel.packages import SOUND, part_of, repacked, with_many_strings

MIB: Final = 1024 * 1024
SHEET: Final = "xl/worksheets/sheet1.xml"
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPREADSHEET: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def part_of_ratio(folder: Path) -> Path:
    """A part that unpacks to half a gigabyte."""
    path = repacked(folder / "ratio.xlsx", {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/media/image1.png", "w") as part:
        for _ in range(512):
            part.write(bytes(MIB))
    return path


def lying_directory(folder: Path) -> Path:
    """A sheet whose directory entry says ten bytes, and that unpacks to 200 MB."""
    path = folder / "lying.xlsx"
    body = part_of(SOUND, SHEET)
    repacked(path, {SHEET: body + b" " * (200 * MIB)})
    raw = path.read_bytes()
    size = struct.pack("<I", len(body) + 200 * MIB)
    path.write_bytes(raw.replace(size, struct.pack("<I", 10)))
    return path


def many_entries(folder: Path) -> Path:
    """A package of a hundred thousand parts."""
    path = folder / "entries.xlsx"
    with zipfile.ZipFile(repacked(path, {}), "a") as package:
        for number in range(100_000):
            package.writestr(f"x/{number}", b"")
    return path


def nested_packages(folder: Path) -> Path:
    """A package in a package in a package, each of 50 MB of zeros; only the outer one is opened."""
    inner = bytes(50 * MIB)
    for _ in range(3):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("again.xlsx", inner)
        inner = target.getvalue() + bytes(40 * MIB)
    return repacked(folder / "nested.xlsx", {"xl/embeddings/again.xlsx": inner})


def laughs(folder: Path) -> Path:
    """A billion laughs in the shared strings."""
    return repacked(folder / "laughs.xlsx", {"xl/sharedStrings.xml": _laughing("UTF-8").encode()})


def laughs_in_utf16(folder: Path) -> Path:
    """The same in UTF-16, where no search for bytes finds the document type."""
    return repacked(folder / "laughs16.xlsx", {"xl/sharedStrings.xml": _laughing("UTF-16").encode("utf-16")})


def laughs_in_the_book(folder: Path) -> Path:
    """The same in the part that names the sheets, again in UTF-16."""
    return repacked(folder / "laughsbook.xlsx", {"xl/workbook.xml": _laughing("UTF-16").encode("utf-16")})


def _laughing(encoding: str) -> str:
    entities = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE sst [{entities}]>'
    return f"{head}<sst {SPREADSHEET}><si><t>&l9;</t></si></sst>"


def outside_entity(folder: Path) -> Path:
    """A sheet that asks for a file of this machine."""
    body = part_of(SOUND, SHEET).decode()
    doctype = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return repacked(folder / "outside.xlsx", {SHEET: body.replace("<worksheet", f"{doctype}<worksheet", 1)})


def giant_dimension(folder: Path) -> Path:
    """A sheet that claims all the cells there can be, with two cells at its far ends."""
    body = part_of(SOUND, SHEET).decode()
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    body = body.replace("</sheetData>", far, 1)
    claim = '<dimension ref="A1:XFD1048576"/><sheetData>'
    return repacked(folder / "giant.xlsx", {SHEET: body.replace("<sheetData>", claim, 1)})


def far_number(folder: Path) -> Path:
    """A lone number in the last cell of the last row."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return repacked(folder / "far.xlsx", {SHEET: part_of(SOUND, SHEET).decode().replace("</sheetData>", far, 1)})


def far_within_limits(folder: Path) -> Path:
    """Cells at the two ends that are just not far: row 9999 and column ZZ."""
    far = '<row r="9999"><c r="ZZ9999"><v>1</v></c></row></sheetData>'
    return repacked(folder / "near.xlsx", {SHEET: part_of(SOUND, SHEET).decode().replace("</sheetData>", far, 1)})


def filled_sheet(folder: Path) -> Path:
    """A sheet of 700,000 cells with numbers."""
    cells = "".join(f'<row r="{r}">{"<c><v>1</v></c>" * 100}</row>' for r in range(1, 7_001))
    return repacked(folder / "filled.xlsx", {SHEET: _sheet(cells)})


def many_merges(folder: Path) -> Path:
    """A sound sheet with half a million merged areas."""
    merges = "".join(f'<mergeCell ref="A{r}:B{r}"/>' for r in range(100, 500_100))
    body = part_of(SOUND, SHEET).decode().replace("</mergeCells>", merges + "</mergeCells>", 1)
    return repacked(folder / "merges.xlsx", {SHEET: body})


def wide_merges(folder: Path) -> Path:
    """A sound sheet with a thousand merged areas, each over the whole sheet."""
    merges = "".join(f'<mergeCell ref="A{r}:XFD1048576"/>' for r in range(1, 1_001))
    body = part_of(SOUND, SHEET).decode().replace("</mergeCells>", merges + "</mergeCells>", 1)
    return repacked(folder / "wide.xlsx", {SHEET: body})


def deep_xml(folder: Path) -> Path:
    """Elements within elements, a million deep, in the workbook part and in the sheet."""
    deep = f"{XML}<workbook {SPREADSHEET}>" + "<x>" * 1_000_000 + "</x>" * 1_000_000 + "</workbook>"
    return repacked(folder / "deep.xlsx", {"xl/workbook.xml": deep})


def deep_sheet(folder: Path) -> Path:
    """A sheet of a million nested elements."""
    deep = "<x>" * 1_000_000 + "</x>" * 1_000_000
    body = part_of(SOUND, SHEET).decode().replace("<sheetData>", f"<ext>{deep}</ext><sheetData>", 1)
    return repacked(folder / "deep-sheet.xlsx", {SHEET: body})


def deep_ods(folder: Path) -> Path:
    """Spans within spans in a cell of an .ods."""
    sound = FOLDER / "filled" / "b2-05.ods"
    body = part_of(sound, "content.xml").decode()
    deep = "<text:span>" * 200_000 + "x" + "</text:span>" * 200_000
    return repacked(folder / "deep.ods", {"content.xml": body.replace("<text:p>", "<text:p>" + deep, 1)}, sound)


def repeated_ods(folder: Path) -> Path:
    """An .ods whose filled row says that it is repeated a million times, of cells repeated as often."""
    sound = FOLDER / "filled" / "b2-05.ods"
    body = part_of(sound, "content.xml").decode()
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    )
    return repacked(folder / "repeated.ods", {"content.xml": body.replace("</table:table>", row, 1)}, sound)


def long_text(folder: Path) -> Path:
    """A cell with a text of twenty million characters."""
    strings = f"{XML}<sst {SPREADSHEET}><si><t>{'あ' * 7_000_000}</t></si></sst>"
    return repacked(folder / "long.xlsx", {"xl/sharedStrings.xml": strings})


def repeated_long_text(folder: Path) -> Path:
    """A text of a megabyte to which ten thousand cells point."""
    strings = f"{XML}<sst {SPREADSHEET}><si><t>{'x' * MIB}</t></si></sst>"
    pointing = '<c t="s"><v>0</v></c>' * 10
    cells = "".join(f'<row r="{r}">{pointing}</row>' for r in range(1, 1001))
    return repacked(folder / "pointed.xlsx", {"xl/sharedStrings.xml": strings, SHEET: _sheet(cells)})


def many_sheets(folder: Path) -> Path:
    """A workbook of ten thousand tabs that are all the same sheet."""
    book = part_of(SOUND, "xl/workbook.xml").decode()
    at, end = book.index("<sheet "), book.index("/>", book.index("<sheet ")) + 2
    one = book[at:end]
    tabs = "".join(one.replace('name="', f'name="{n} ', 1) for n in range(10_000))
    return repacked(folder / "tabs.xlsx", {"xl/workbook.xml": book[:at] + tabs + book[end:]})


def _sheet(rows: str) -> str:
    return f"{XML}<worksheet {SPREADSHEET}><sheetData>{rows}</sheetData></worksheet>"


# How each is made, and which codes it may get; no code at all where the form beside the attack is read.
HOSTILE: Final[dict[str, tuple[Callable[[Path], Path], set[str]]]] = {
    "part_of_ratio": (part_of_ratio, {"too_large"}),
    "lying_directory": (lying_directory, {"unreadable_file", "too_large"}),
    "many_entries": (many_entries, {"too_large"}),
    "nested_packages": (nested_packages, set()),
    "laughs": (laughs, {"unreadable_file"}),
    "laughs_in_utf16": (laughs_in_utf16, {"unreadable_file"}),
    "laughs_in_the_book": (laughs_in_the_book, {"unreadable_file"}),
    "outside_entity": (outside_entity, {"unreadable_file"}),
    "giant_dimension": (giant_dimension, set()),
    "far_number": (far_number, set()),
    "far_within_limits": (far_within_limits, set()),
    "filled_sheet": (filled_sheet, {"unknown_form", "too_large"}),
    "many_merges": (many_merges, {"too_large"}),
    "wide_merges": (wide_merges, {"blank_form"}),
    "deep_xml": (deep_xml, {"unreadable_file", "too_large"}),
    "deep_sheet": (deep_sheet, set()),
    "deep_ods": (deep_ods, {"unreadable_file"}),
    "repeated_ods": (repeated_ods, set()),
    "long_text": (long_text, set()),
    "repeated_long_text": (repeated_long_text, {"too_large"}),
    "many_sheets": (many_sheets, {"too_large"}),
    "with_many_strings": (with_many_strings, set()),
}
