"""The sheet to fill in: rows with drop-down lists, the products, and how it is filled in."""

from tbc.bulk_filing.template.rows import EXAMPLE, csv_rows, hint, prefilled

__all__ = ["EXAMPLE", "csv_rows", "hint", "prefilled"]
