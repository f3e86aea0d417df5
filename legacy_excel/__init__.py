"""Reads the retired Excel application forms by what a sheet says, never by fixed cells (SPEC 9, XLS-1).

A library of its own: it knows nothing of the portal, of Flask or of a database. `read` reads in this process,
`read_safely` in a child with limits, `ReaderPool` many files in such children; `grid` shows a workbook's sheets,
`look` and `look_safely` give records and sheets in one opening, `problems.sentence` says what is wrong.
"""

from legacy_excel.pool import ReaderPool
from legacy_excel.reading import read
from legacy_excel.readings import Reading, look
from legacy_excel.records import Problem, Provenance, Record
from legacy_excel.sandbox import grid_safely, look_safely, read_safely
from legacy_excel.showing import CellView, SheetView, grid
from legacy_excel.typed import read_typed

__all__ = [
    "CellView",
    "Problem",
    "Provenance",
    "ReaderPool",
    "Reading",
    "Record",
    "SheetView",
    "grid",
    "grid_safely",
    "look",
    "look_safely",
    "read",
    "read_safely",
    "read_typed",
]
