"""Reads .xls (BIFF8): cells by python-calamine after a walk over the records that it keeps to itself."""

from functools import cached_property
from io import BytesIO

import python_calamine

from legacy_excel.looks.sheet import SheetLooks
from legacy_excel.looks.xls import looks_of_xls
from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits
from legacy_excel.workbook.biff import DIMENSIONS_BYTES, BiffFacts, facts_of
from legacy_excel.workbook.calamine import refusals
from legacy_excel.workbook.cells import grid_of_rows
from legacy_excel.workbook.grid import ExcelError, Grid, block
from legacy_excel.workbook.hidden import Hidden, without_hidden
from legacy_excel.workbook.ole import OleFile


class XlsWorkbook:
    """A BIFF workbook, opened; WorkbookRefused if it is encrypted, damaged or too large."""

    def __init__(self, raw: bytes) -> None:
        ole = OleFile(raw)
        if ole.has("EncryptedPackage"):
            raise WorkbookRefused("encrypted")
        stream = ole.stream("Workbook") or ole.stream("Book")
        if not stream:
            raise WorkbookRefused("unreadable_file")
        self._stream = stream
        self._facts: BiffFacts = facts_of(stream)
        _refuse_by(self._facts)
        self._notes = ("macros",) if ole.has("_VBA_PROJECT") else ()
        self.date1904 = self._facts.date1904
        unclaimed = ole.with_zeros("Workbook" if ole.has("Workbook") else "Book", self._facts.claims, DIMENSIONS_BYTES)
        with refusals():
            self._book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(unclaimed))
        self._sheets = [
            sheet for sheet in self._book.sheets_metadata if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]

    @property
    def sheets(self) -> list[tuple[str, bool]]:
        """Name and whether hidden, in the order of the tabs."""
        visible = python_calamine.SheetVisibleEnum.Visible
        return [(sheet.name, sheet.visible is not visible) for sheet in self._sheets]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is there and left alone."""
        return self._notes

    def grid(self, index: int) -> Grid:
        """The cells of one sheet."""
        name = self._sheets[index].name
        with refusals():
            sheet = self._book.get_sheet_by_name(name)
            rows, start, merges = sheet.to_python(), sheet.start or (0, 0), sheet.merged_cell_ranges or []
        errors = [block(r, c, r, c, ExcelError(text)) for (r, c), text in self._facts.errors.get(name, {}).items()]
        grid = grid_of_rows(name, rows, start, merges, errors, date1904=self.date1904)
        return without_hidden(grid, self._facts.hidden.get(name, Hidden()))

    def looks(self, index: int) -> SheetLooks:
        """How one sheet looks, by the records that say so."""
        return self._looks.get(self._sheets[index].name, SheetLooks())

    @cached_property
    def _looks(self) -> dict[str, SheetLooks]:
        return looks_of_xls(self._stream)


def _refuse_by(facts: BiffFacts) -> None:
    if facts.is_encrypted:
        raise WorkbookRefused("encrypted")
    if facts.is_damaged:
        raise WorkbookRefused("unreadable_file")
    if facts.widest_area > limits.CELLS * 2:
        raise WorkbookRefused("too_large")
