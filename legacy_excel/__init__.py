"""Reads the retired Excel application forms by what a sheet says, never by fixed cells (SPEC 9, XLS-1).

A library of its own: it knows nothing of the portal, of Flask or of a database. `read` reads in this process,
`read_safely` in a child with limits, `grid` shows a workbook's sheets, `problems.sentence` says what is wrong.
"""

from legacy_excel.reading import read
from legacy_excel.records import Problem, Provenance, Record
from legacy_excel.sandbox import grid_safely, read_safely
from legacy_excel.showing import CellView, SheetView, grid

__all__ = [
    "CellView",
    "Problem",
    "Provenance",
    "Record",
    "SheetView",
    "grid",
    "grid_safely",
    "read",
    "read_safely",
]
