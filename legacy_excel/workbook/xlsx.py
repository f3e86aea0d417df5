"""Reads .xlsx and .xlsm: cells by python-calamine, and from the XML what it leaves out (errors, far cells, 1904)."""

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import Element

import python_calamine

from legacy_excel.looks.sheet import SheetLooks
from legacy_excel.looks.xlsx import looks_of_xlsx
from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits
from legacy_excel.workbook.calamine import refusals
from legacy_excel.workbook.cells import Corner, grid_of_rows
from legacy_excel.workbook.controls import Box, boxes_in
from legacy_excel.workbook.grid import Block, ExcelError, Grid, block, position
from legacy_excel.workbook.hidden import hidden_in, without_hidden
from legacy_excel.workbook.package import Package
from legacy_excel.workbook.xml import parsed

# A cell beyond column ZZ or row 9999, or far out both ways, with contents (not self-closed): calamine would set memory
# aside for all cells up to it. The search for the place alone is many times as fast, and finds nothing in most sheets.
FAR_PLACE: Final = re.compile(rb'r="(?:[A-Z]{3}\d|[A-Z]{1,2}\d{5}|[D-Z][A-Z]\d{4})')
FAR_CELL: Final = re.compile(FAR_PLACE.pattern + rb'\d*"[^<>]{0,300}(?<!/)>\s*<(?:\w+:)?[fvi]')
ERROR_CELL: Final = re.compile(
    rb'<(?:\w+:)?c\b([^<>]{0,300}\bt="e"[^<>]{0,300})>(?:(?!</(?:\w+:)?c>).){0,20000}?<(?:\w+:)?v>([^<]*)<', re.DOTALL
)
MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)"')
REFERENCE: Final = re.compile(rb'\br="([A-Z]{1,3}\d+)"')
# A workbook with this part shows some of its truth values as check boxes in their cells.
IN_CELL_BOXES: Final = "xl/featurepropertybag/featurepropertybag.xml"
RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION_ID: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    path: str
    hidden: bool


class XlsxWorkbook:
    """An xlsx package, opened; sheets are read one by one when asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        book = parsed(package.read("xl/workbook.xml"))
        relations = _relations(parsed(package.read("xl/_rels/workbook.xml.rels")))
        # calamine unpacks these two when it opens the file, so they are looked at before.
        for eager in ("xl/sharedStrings.xml", "xl/styles.xml"):
            package.read(eager)
        self.date1904 = _is_1904(book)
        self._parts = _sheets(book, relations)

    @property
    def sheets(self) -> list[tuple[str, bool]]:
        """Name and whether hidden, in the order of the tabs."""
        return [(part.name, part.hidden) for part in self._parts]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is there and left alone."""
        has_links = any(name.startswith("xl/externallinks/") for name in self._package.names)
        has_macros = "xl/vbaproject.bin" in self._package.names
        return ("macros",) * has_macros + ("external-links",) * has_links

    def grid(self, index: int) -> Grid:
        """The cells of one sheet."""
        part = self._parts[index]
        raw = self._package.read(part.path)
        if not raw:
            raise WorkbookRefused("unreadable_file")
        errors = _error_cells(raw) if b't="e"' in raw else []
        boxes = self._boxes(part) if self._has_boxes and b"<legacyDrawing" in raw else []
        if FAR_PLACE.search(raw) and FAR_CELL.search(raw):
            return self._near_cells(part, raw, errors, boxes)
        with refusals():
            sheet = self._calamine.get_sheet_by_name(part.name)
            if sheet.height * sheet.width > limits.CELLS:
                return self._near_cells(part, raw, errors, boxes)
            rows, start, merges = sheet.to_python(), sheet.start or (0, 0), sheet.merged_cell_ranges or []
        if IN_CELL_BOXES in self._package.names:
            rows = [[_mark(value) for value in line] for line in rows]
        grid = grid_of_rows(part.name, rows, start, merges, errors, boxes, date1904=self.date1904)
        return without_hidden(grid, hidden_in(raw))

    def looks(self, index: int) -> SheetLooks:
        """How one sheet looks, by the parts that say so."""
        return looks_of_xlsx(self._package.read("xl/styles.xml"), self._package.read(self._parts[index].path))

    @cached_property
    def _has_boxes(self) -> bool:
        """Whether any sheet has form controls: comments too are drawn in such parts."""
        drawings = [name for name in self._package.names if name.endswith(".vml")]
        return any(boxes_in(self._package.read(name)) for name in drawings)

    @cached_property
    def _calamine(self) -> python_calamine.CalamineWorkbook:
        with refusals():
            return python_calamine.CalamineWorkbook.from_filelike(BytesIO(self._package.raw))

    def _boxes(self, part: _Part) -> list[Box]:
        """The form controls of a sheet, where it has an old drawing."""
        folder, name = posixpath.split(part.path)
        relations = self._package.read(f"{folder}/_rels/{name}.rels")
        targets = _relations(parsed(relations), folder).values() if relations else ()
        return [box for path in targets if path.endswith(".vml") for box in boxes_in(self._package.read(path))]

    def _near_cells(self, part: _Part, raw: bytes, errors: list[Block], boxes: list[Box]) -> Grid:
        """Reads a sheet with a stray cell far out by openpyxl's stream, which stops at the last row of a form."""
        import openpyxl  # costs 0.2 s, and one file in thousands needs it

        try:
            raw_book = BytesIO(self._package.raw)
            book = openpyxl.load_workbook(raw_book, read_only=True, data_only=True, keep_links=False)
            lines = book[part.name].iter_rows(max_row=limits.ROWS, max_col=limits.COLUMNS, values_only=True)
            rows = [list(line) for line in lines]
            book.close()
        except Exception as damaged:
            # openpyxl raises whatever its parts raise on damaged XML; all of it means the same here.
            raise WorkbookRefused("unreadable_file") from damaged
        grid = grid_of_rows(part.name, rows, (0, 0), _merges(raw), errors, boxes, date1904=self.date1904)
        return without_hidden(grid, hidden_in(raw))


def _relations(root: Element, folder: str = "xl") -> dict[str, str]:
    targets = {}
    for relation in root:
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets[relation.get("Id", "")] = path
    return targets


def _mark(value: Any) -> Any:
    return ("☑" if value else "□") if isinstance(value, bool) else value


def _sheets(book: Element, relations: dict[str, str]) -> list[_Part]:
    parts = []
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        relation = sheet.get(RELATION_ID) or sheet.get(STRICT_RELATION_ID) or ""
        path = relations.get(relation, "")
        if "worksheets/" in path.lower():
            parts.append(_Part(sheet.get("name", ""), path, sheet.get("state", "visible") != "visible"))
    if not parts:
        raise WorkbookRefused("unreadable_file")
    if len(parts) > limits.SHEETS:
        raise WorkbookRefused("too_large")
    return parts


def _is_1904(book: Element) -> bool:
    properties = book.find("{*}workbookPr")
    return properties is not None and properties.get("date1904", "0").lower() in ("1", "true")


def _error_cells(raw: bytes) -> list[Block]:
    cells = []
    for match in ERROR_CELL.finditer(raw):
        reference = REFERENCE.search(match[1])
        if reference is not None:
            row, col = position(reference[1].decode())
            cells.append(block(row, col, row, col, ExcelError(match[2].decode("utf-8", "replace"))))
    return cells


def _merges(raw: bytes) -> list[tuple[Corner, Corner]]:
    """The merged areas, which openpyxl's stream leaves out."""
    return [(position(match[1].decode()), position(match[2].decode())) for match in MERGE.finditer(raw)]
