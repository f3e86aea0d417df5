"""The catalogue from a sheet: rows are read, compared with what stands, shown, and written all or nothing (CAT-3)."""

from tbc.catalog.importing.columns import COLUMNS, TITLES, shown
from tbc.catalog.importing.preview import Change, Preview, differences_of, preview_products
from tbc.kit.sheets.rows import RowProblem

__all__ = ["COLUMNS", "TITLES", "Change", "Preview", "RowProblem", "differences_of", "preview_products", "shown"]
