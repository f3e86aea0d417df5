"""The tables of the catalogue: products and supplements, what they bring as files, what they cost, sheets set aside."""

from __future__ import annotations

from tbc.catalog.models.files import ProductFile
from tbc.catalog.models.prices import ProductPrice
from tbc.catalog.models.products import Product, Supplement
from tbc.catalog.models.sheets import CatalogUpload

__all__ = ["CatalogUpload", "Product", "ProductFile", "ProductPrice", "Supplement"]
