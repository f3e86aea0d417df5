"""Opens a workbook of any kind that is read, and gives its sheets as grids of blocks."""

from pathlib import Path
from typing import Protocol

from legacy_excel.workbook.grid import Block, ExcelError, Grid, a1
from legacy_excel.workbook.ods import OdsWorkbook
from legacy_excel.workbook.package import Kind, kind_of
from legacy_excel.workbook.xls import XlsWorkbook
from legacy_excel.workbook.xlsx import XlsxWorkbook

__all__ = ["Block", "ExcelError", "Grid", "Workbook", "a1", "open_workbook"]


class Workbook(Protocol):
    """What each kind of workbook offers."""

    date1904: bool

    @property
    def sheets(self) -> list[tuple[str, bool]]:
        """Name and whether hidden, in the order of the tabs."""

    def grid(self, index: int) -> Grid:
        """The cells of one sheet."""


def open_workbook(path: Path) -> Workbook:
    """The workbook, its directory checked but no sheet read yet; WorkbookRefused with the code if it cannot be."""
    match kind_of(path):
        case Kind.XLSX:
            return XlsxWorkbook(path)
        case Kind.ODS:
            return OdsWorkbook(path)
        case Kind.XLS:
            return XlsWorkbook(path)
