"""Reads .ods from its content.xml: values, merged areas, hidden sheets; comments and furigana runs are left out."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from legacy_excel.looks.sheet import SheetLooks
from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits
from legacy_excel.workbook.cells import Corner, grid_of_values
from legacy_excel.workbook.grid import CellValue, ExcelError, Grid
from legacy_excel.workbook.package import open_package, read_part

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CALCEXT: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
NOT_TEXT: Final = {f"{OFFICE}annotation", f"{TEXT}ruby-text", f"{TEXT}note"}
# A tree of elements takes about twenty times the space of its text.
CONTENT_BYTES: Final = 8 * limits.MIB


class OdsWorkbook:
    """An OpenDocument spreadsheet, opened; WorkbookRefused if it is encrypted, damaged or too large."""

    date1904 = False

    def __init__(self, path: Path) -> None:
        with open_package(path) as package:
            if b"encryption-data" in read_part(package, "META-INF/manifest.xml"):
                raise WorkbookRefused("encrypted")
            raw = read_part(package, "content.xml")
            has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in package.namelist())
        self.notes = ("macros",) if has_macros else ()
        if len(raw) > CONTENT_BYTES:
            raise WorkbookRefused("too_large")
        try:
            root: Element = defusedxml.ElementTree.fromstring(raw, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as damaged:
            raise WorkbookRefused("unreadable_file") from damaged
        self._tables = list(root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"))
        if not self._tables:
            raise WorkbookRefused("unreadable_file")
        self._hidden_styles = {
            style.get(f"{STYLE}name")
            for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style")
            if any(part.get(f"{TABLE}display") == "false" for part in style.iterfind(f"{STYLE}table-properties"))
        }

    @property
    def sheets(self) -> list[tuple[str, bool]]:
        """Name and whether hidden, in the order of the tabs."""
        return [(t.get(f"{TABLE}name", ""), t.get(f"{TABLE}style-name") in self._hidden_styles) for t in self._tables]

    def grid(self, index: int) -> Grid:
        """The cells of one sheet; repeated rows and columns are followed no farther than a form reaches."""
        values: dict[Corner, CellValue | ExcelError] = {}
        merges: list[tuple[Corner, Corner]] = []
        table = self._tables[index]
        for row, line in _repeated(table.iter(f"{TABLE}table-row"), f"{TABLE}number-rows-repeated", limits.ROWS):
            cells = (cell for cell in line if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))
            for col, cell in _repeated(cells, f"{TABLE}number-columns-repeated", limits.COLUMNS):
                _take(values, merges, (row, col), cell)
        return grid_of_values(table.get(f"{TABLE}name", ""), values, merges)

    def looks(self, index: int) -> SheetLooks:
        """Plain: this format is read for its values alone."""
        return SheetLooks()


def _take(
    values: dict[Corner, CellValue | ExcelError], merges: list[tuple[Corner, Corner]], at: Corner, cell: Element
) -> None:
    down = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
    across = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
    if down > 1 or across > 1:
        merges.append((at, (at[0] + down - 1, at[1] + across - 1)))
    value = _value(cell)
    if value not in (None, "") and cell.tag == f"{TABLE}table-cell":
        values[at] = value


def _repeated(elements: Iterator[Element], attribute: str, limit: int) -> Iterator[tuple[int, Element]]:
    at = 0
    for element in elements:
        count = int(element.get(attribute, "1"))
        # Empty stretches run to the end of the sheet, and filled ones are never that long on a form.
        for repeat in range(min(count, 60)):
            if at + repeat < limit:
                yield at + repeat, element
        at += count
        if at >= limit:
            return


def _value(cell: Element) -> CellValue | ExcelError:
    text = "\n".join("".join(_text(part)) for part in cell if part.tag == f"{TEXT}p")
    if cell.get(f"{CALCEXT}value-type") == "error":
        return ExcelError(text)
    match cell.get(f"{OFFICE}value-type"):
        case "float" | "currency" | "percentage":
            return float(cell.get(f"{OFFICE}value", "0"))
        case "boolean":
            return cell.get(f"{OFFICE}boolean-value") == "true"
        case "date":
            return _date(cell.get(f"{OFFICE}date-value", "")) or text
    return text


def _date(iso: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso)
    except ValueError:
        return None


def _text(element: Element) -> Iterator[str]:
    if element.tag in NOT_TEXT:
        return
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c", "1")), 1_000)
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        else:
            yield from _text(child)
        yield child.tail or ""
