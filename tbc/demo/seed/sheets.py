"""Filled supplements (別紙): the blank form with a few rows of the definition's own examples, each told apart."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from tbc.applications.models import Application
from tbc.applications.service import supplements
from tbc.catalog.models import Supplement
from tbc.catalog.queries import get_products
from tbc.catalog.supplements import definition_of
from tbc.catalog.supplements.blank import FIRST_ROW, blank
from tbc.policy import Actor

ROWS = 3
ORDINALS = ("第一", "第二", "第三")


def attach(filer: Actor, draft: Application) -> None:
    """Upload the supplements that the draft's products need."""
    products = get_products(item["product"] for item in draft.content.get("items") or ())
    needed = {product.supplement.code: product.supplement for product in products.values() if product.supplement}
    for code, supplement in needed.items():
        supplements.upload(filer, draft, code, f"{supplement.name}.xlsx", filled(supplement))


def filled(supplement: Supplement) -> bytes:
    """The supplement's blank form with three rows filled in."""
    book = load_workbook(io.BytesIO(blank(supplement)))
    sheet = book.worksheets[0]
    for row in range(ROWS):
        for place, column in enumerate(definition_of(supplement.definition).columns, 2):
            value = f"{column.example}"
            if column.unique:
                value = f"{ORDINALS[row]}{value}" if column.kind == "text" else f"{value[:-1]}{row}"
            sheet.cell(FIRST_ROW + row, place, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
