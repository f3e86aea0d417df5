"""Sheets, both ways: reading what strangers upload without being hurt, writing what no program takes for a formula."""

from tbc.kit.sheets.reading import Sheet, SheetsRefused, address, read_sheets
from tbc.kit.sheets.writing import CSV_TYPE, XLSX_TYPE, neutral, stream_csv, write_xlsx

__all__ = [
    "CSV_TYPE",
    "XLSX_TYPE",
    "Sheet",
    "SheetsRefused",
    "address",
    "neutral",
    "read_sheets",
    "stream_csv",
    "write_xlsx",
]
