"""Products and prices as rows of a sheet that can be imported again (CAT-3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tbc.catalog.importing.columns import COLUMNS, shown
from tbc.catalog.importing.price_columns import COLUMNS as PRICE_COLUMNS
from tbc.catalog.models import Product, ProductPrice

Cell = str | int | date | None


def headings(kind: str) -> list[str]:
    """The titles of a sheet of `products` or `prices`, in the reader's language."""
    return [str(column.title) for column in (PRICE_COLUMNS if kind == "prices" else COLUMNS)]


def product_rows(products: Iterable[Product]) -> Iterator[list[Cell]]:
    """A row per product."""
    for product in products:
        yield [_cell(column.key, getattr(product, column.key)) for column in COLUMNS]


def price_rows(prices: Iterable[ProductPrice]) -> Iterator[list[Cell]]:
    """A row per price."""
    for price in prices:
        yield [getattr(price, column.key) for column in PRICE_COLUMNS]


def _cell(key: str, value: object) -> Cell:
    """Whole numbers and days stay what they are; everything else is what an import reads the same of."""
    if isinstance(value, (int, date)) and not isinstance(value, bool):
        return value
    return shown(key, value)
