"""Dealers from a sheet: rows are read, compared with what stands, shown, and written all or nothing."""

from tbc.kit.sheets.rows import RowProblem
from tbc.partners.importing.columns import COLUMNS, MOST_ROWS, headings, hints, template
from tbc.partners.importing.preview import Change, Preview, preview_dealers

__all__ = [
    "COLUMNS",
    "MOST_ROWS",
    "Change",
    "Preview",
    "RowProblem",
    "headings",
    "hints",
    "preview_dealers",
    "template",
]
