"""Opens a workbook of any kind that is read, and gives its sheets as grids of blocks."""

from pathlib import Path
from typing import Protocol

from legacy_excel.looks.sheet import SheetLooks
from legacy_excel.workbook.grid import Block, ExcelError, Grid, a1
from legacy_excel.workbook.ods import OdsWorkbook
from legacy_excel.workbook.package import Kind, contents_of, kind_of
from legacy_excel.workbook.xls import XlsWorkbook
from legacy_excel.workbook.xlsx import XlsxWorkbook

__all__ = ["Block", "ExcelError", "Grid", "Workbook", "a1", "open_workbook"]


class Source(Protocol):
    """What the reader of each kind of workbook offers."""

    date1904: bool

    @property
    def sheets(self) -> list[tuple[str, bool]]:
        """Name and whether hidden, in the order of the tabs."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the workbook has that is left alone: `macros`, `external-links`."""

    def grid(self, index: int) -> Grid:
        """The cells of one sheet."""

    def looks(self, index: int) -> SheetLooks:
        """How one sheet looks; plain where the format does not say."""


class Workbook:
    """A workbook, opened by the reader of its kind; each sheet is read once, when it is first asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._grids: dict[int, Grid] = {}
        self.date1904 = source.date1904
        self.sheets = source.sheets
        self.notes = source.notes

    def grid(self, index: int) -> Grid:
        """The cells of one sheet; WorkbookRefused if it is damaged or too large."""
        if index not in self._grids:
            self._grids[index] = self.source.grid(index)
        return self._grids[index]

    def looks(self, index: int) -> SheetLooks:
        """How one sheet looks, beside its cells."""
        return self.source.looks(index)


def open_workbook(path: Path) -> Workbook:
    """The workbook, its directory checked but no sheet read yet; WorkbookRefused with the code if it cannot be."""
    raw = contents_of(path)
    kind, package = kind_of(raw)
    if package is None:
        return Workbook(XlsWorkbook(raw))
    return Workbook(XlsxWorkbook(package) if kind is Kind.XLSX else OdsWorkbook(package))
