"""The products of the tests. All are fictitious."""

from __future__ import annotations

from itertools import count
from typing import Any

from tbc.catalog.models import Product
from tbc.catalog.service.sheets import keep_demo_catalog
from tbc.kit.db import session
from tbc.policy import Actor

_numbers = count(1)


def a_product(code: str = "", name_ja: str = "", **values: Any) -> Product:
    """A product that anybody may apply for on the web in every kind and class, but for what `values` say."""
    number = next(_numbers)
    code = code or f"TST-{number}"
    product = Product(
        code=code,
        name_ja=name_ja or f"試験製品 {number}",
        name_en=values.pop("name_en", f"Test product {number}"),
        kind=values.pop("kind", "license"),
        application_kinds=values.pop("application_kinds", ["new", "additional", "renewal"]),
        contract_classes=values.pop("contract_classes", ["corporate", "government", "academic"]),
        **values,
    )
    session.add(product)
    session.commit()
    return product


def the_catalogue() -> None:
    """The whole catalogue that ships."""
    keep_demo_catalog(Actor(name="見本　担当"))
    session.commit()
