"""What the addresses of the catalogue name: a product's code, its price, its file, a sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tbc.catalog.service import files, prices, uploads
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.policy import Actor
from tests.people import acting
from tests.products import a_product
from tests.routes.actors import Cast

Arguments = dict[str, Any]
CATALOG_IDS = ("price_id", "file_id")
WHO = Actor(name="見本　管理")


def _price(_cast: Cast) -> Arguments:
    """One that has not begun, so that it can be taken back."""
    values = {"contract_class": "corporate", "application_kind": "new", "years": 1, "quantity_from": 1}
    days = {"valid_from": today() + timedelta(days=9), "valid_until": None}
    made = prices.add(WHO, a_product(), {**values, **days, "unit_price": 4800})
    session.commit()
    return {"price_id": made.id}


def _file(_cast: Cast) -> Arguments:
    values = {"kind": "manual", "delivered_with": ["new"], "name_ja": "手引き", "name_en": "Guide"}
    made = files.add(WHO, a_product(), {**values, "body": b"%PDF", "file_name": "guide.pdf"})
    session.commit()
    return {"file_id": made.id}


def _sheet(cast: Cast) -> Arguments:
    """One that the administrator has uploaded."""
    sheet = b"code,name_ja,name_en,kind,application_kinds,contract_classes\nTST-NEW,x,x,saas,new,corporate"
    uploads.upload(acting(cast.person("administrator")), "products", "a.csv", sheet)
    session.commit()
    return {}


CATALOG_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "price": _price,
    "product-file": _file,
    "catalog-sheet": _sheet,
    "products-csv": lambda _cast: {"sheet": "products", "form": "csv"},
    "prices-xlsx": lambda _cast: {"sheet": "prices", "form": "xlsx"},
}
