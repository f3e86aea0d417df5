"""Reads .ods from its content.xml: values, merged areas, hidden sheets; comments and furigana runs are left out."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from typing import Final
from xml.etree.ElementTree import Element

from legacy_excel.looks.sheet import SheetLooks
from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits
from legacy_excel.workbook.cells import Corner, grid_of_values
from legacy_excel.workbook.grid import CellValue, ExcelError, Grid
from legacy_excel.workbook.hidden import Hidden, without_hidden
from legacy_excel.workbook.package import Package
from legacy_excel.workbook.xml import parsed

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CALCEXT: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELL_TAGS: Final = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
ROWS_REPEATED: Final = f"{TABLE}number-rows-repeated"
COLUMNS_REPEATED: Final = f"{TABLE}number-columns-repeated"
ROWS_SPANNED: Final = f"{TABLE}number-rows-spanned"
COLUMNS_SPANNED: Final = f"{TABLE}number-columns-spanned"
NOT_TEXT: Final = {f"{OFFICE}annotation", f"{TEXT}ruby-text", f"{TEXT}note"}
# A tree of elements takes about twenty times the space of its text.
CONTENT_BYTES: Final = 8 * limits.MIB


class OdsWorkbook:
    """An OpenDocument spreadsheet, opened; WorkbookRefused if it is encrypted, damaged or too large."""

    date1904 = False

    def __init__(self, package: Package) -> None:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise WorkbookRefused("encrypted")
        raw = package.read("content.xml")
        if len(raw) > CONTENT_BYTES:
            raise WorkbookRefused("too_large")
        root = parsed(raw)
        self.notes = ("macros",) if any(name.startswith(("basic/", "scripts/")) for name in package.names) else ()
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
        try:
            for rows, line in _repeated(table.iter(f"{TABLE}table-row"), ROWS_REPEATED, limits.ROWS):
                cells = (cell for cell in line if cell.tag in CELL_TAGS)
                for cols, cell in _repeated(cells, COLUMNS_REPEATED, limits.COLUMNS):
                    # Nearly all cells are empty ones that carry a style.
                    if len(cell) or ROWS_SPANNED in cell.attrib:
                        _take(values, merges, (rows, cols), cell)
                if len(values) > limits.FILLED_CELLS:
                    raise WorkbookRefused("too_large")
        except (ValueError, OverflowError, RecursionError) as damaged:
            raise WorkbookRefused("unreadable_file") from damaged
        return without_hidden(grid_of_values(table.get(f"{TABLE}name", ""), values, merges), _hidden(table))

    def looks(self, index: int) -> SheetLooks:
        """Plain: this format is read for its values alone."""
        return SheetLooks()


def _hidden(table: Element) -> Hidden:
    hidden = Hidden()
    for rows, line in _repeated(table.iter(f"{TABLE}table-row"), ROWS_REPEATED, limits.ROWS):
        if line.get(f"{TABLE}visibility") == "collapse":
            hidden.rows.update(rows)
    for cols, column in _repeated(table.iter(f"{TABLE}table-column"), COLUMNS_REPEATED, limits.COLUMNS):
        if column.get(f"{TABLE}visibility") == "collapse":
            hidden.cols.update(cols)
    return hidden


def _take(
    values: dict[Corner, CellValue | ExcelError],
    merges: list[tuple[Corner, Corner]],
    places: tuple[range, range],
    cell: Element,
) -> None:
    down, across = int(cell.get(ROWS_SPANNED, "1")), int(cell.get(COLUMNS_SPANNED, "1"))
    value = _value(cell) if cell.tag == f"{TABLE}table-cell" else None
    for row, col in product(*places):
        if down > 1 or across > 1:
            merges.append(((row, col), (row + down - 1, col + across - 1)))
        if value not in (None, ""):
            values[row, col] = value


def _repeated(elements: Iterator[Element], attribute: str, limit: int) -> Iterator[tuple[range, Element]]:
    """Each element with the rows or columns that it stands for."""
    at = 0
    for element in elements:
        count = int(element.get(attribute, "1"))
        # Empty stretches run to the end of the sheet, and filled ones are never that long on a form.
        yield range(at, min(at + min(count, 60), limit)), element
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
