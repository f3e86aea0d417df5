"""Making and changing products one by one (CAT-3). What is filed keeps what it was filed with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tbc.catalog.importing.preview import differences_of
from tbc.catalog.models import Product
from tbc.catalog.service.holding import hold_catalog, note, touch
from tbc.kit.db import session
from tbc.policy import Actor


class CodeTaken(Exception):
    """There is a product with that code; its name is the message."""


class ChangedMeanwhile(Exception):
    """Somebody has changed the product since it was shown; nothing was written."""


def make(actor: Actor, values: Mapping[str, Any]) -> Product:
    """A new product with all `values` of the columns of a sheet, read and checked.

    Raises:
        CodeTaken: see there.
    """
    hold_catalog()
    standing = session.get(Product, values["code"], populate_existing=True)
    if standing is not None:
        raise CodeTaken(standing.name_ja)
    product = Product(**values)
    session.add(product)
    session.flush()
    note("product-added", actor, product)
    return product


def change(actor: Actor, product: Product, values: Mapping[str, Any], version: int) -> list[str]:
    """Change what `values` say; the keys that changed. `version` is the product's when its form was drawn.

    Raises:
        ChangedMeanwhile: see there.
    """
    hold_catalog()
    session.refresh(product)
    differences = differences_of(product, values)
    if not differences:
        return []
    if version != product.version:
        raise ChangedMeanwhile
    write(product, values)
    note("product-changed", actor, product, differences=[list(difference) for difference in differences])
    return [key for key, _old, _new in differences]


def write(product: Product, values: Mapping[str, Any]) -> None:
    """Set the values of a product, and count the change."""
    for key, value in values.items():
        setattr(product, key, value)
    touch(product)
    session.flush()
