"""Older contracts from a sheet: rows are read, compared with what stands, and written all or nothing (LIC-2)."""

from tbc.licenses.importing.columns import COLUMNS
from tbc.licenses.importing.preview import Preview, preview_licenses

__all__ = ["COLUMNS", "Preview", "preview_licenses"]
