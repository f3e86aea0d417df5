"""What the list shows of a workbook, brought up to its records."""

from __future__ import annotations

from collections.abc import Sequence

from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.imports.findings import Reviewed, codes_in, review
from tbc.imports.mapping import value_of
from tbc.imports.models import Workbook, WorkbookRecord
from tbc.kit.search import searchable


def review_all(records: Sequence[WorkbookRecord], known: dict[str, Product] | None = None) -> list[Reviewed]:
    """Each record with its findings; the products of all lines are read at once, but for those that are `known`."""
    products = {} if known is None else known
    unknown = codes_in(records) - products.keys()
    if unknown:
        products |= get_products(unknown)
    return [review(record, products) for record in records]


def sum_up(
    workbook: Workbook, records: Sequence[WorkbookRecord], known: dict[str, Product] | None = None
) -> list[Reviewed]:
    """Write the counts, forms and company of `records` to their workbook; `known` as in `review_all`."""
    reviewed = review_all(records, known)
    workbook.records = sum(record.application is not None for record in records)
    workbook.errors = sum(len(one.errors) for one in reviewed)
    workbook.warnings = sum(len(one.warnings) for one in reviewed)
    workbook.open_codes = open_codes(reviewed)
    workbook.corrections = sum(len(record.corrections) for record in records)
    workbook.forms = sorted({record.form for record in records if record.form})
    companies = [value_of(one.content, "end_user.corporate_name") for one in reviewed]
    workbook.company = next(filter(None, companies), "")
    parts = [workbook.file_name, workbook.uploader_name, *companies]
    workbook.search_text, workbook.search_pairs = searchable(parts)
    return reviewed


def open_codes(reviewed: Sequence[Reviewed]) -> list[str]:
    """The problems that are left, each once, but for what only the web asks for: a legacy form never had it."""
    return sorted({one.code for each in reviewed for one in each.findings if one.is_open and not one.is_lacking})
