"""What the addresses of deliveries and of the stock name."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from tbc.catalog.models import ProductFile
from tbc.deliveries.models import StockCode
from tbc.kit.db import session
from tests.applications.given import a_product
from tests.deliveries.making import a_delivery, stock
from tests.routes.actors import Cast

Arguments = dict[str, Any]
DELIVERY_IDS = ("delivery_id", "file_id", "code_id")
BODY = b"A manual."


def _delivery(cast: Cast) -> Arguments:
    """What was delivered to the filer."""
    return {"delivery_id": a_delivery(filer=cast.filer).id}


def _delivered_file(cast: Cast) -> Arguments:
    product = a_product()
    manual = ProductFile(
        product_code=product.code,
        kind="manual",
        name_ja="導入ガイド",
        name_en="Guide",
        file_name="guide.pdf",
        body=BODY,
        size=len(BODY),
        sha256=sha256(BODY).hexdigest(),
    )
    session.add(manual)
    session.commit()
    return {**_delivery(cast), "file_id": manual.id}


def _stocked(_cast: Cast) -> Arguments:
    (code,) = stock()
    row = session.scalars(select(StockCode).where(StockCode.code == code)).one()
    return {"code": row.product_code, "code_id": row.id}


DELIVERY_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "delivery": _delivery,
    "delivered-file": _delivered_file,
    "no-file": lambda cast: {**_delivery(cast), "file_id": uuid4()},
    "stocked": _stocked,
    "no-stock": lambda _cast: {"code": a_product().code, "code_id": uuid4()},
}
