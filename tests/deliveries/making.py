"""Deliveries for tests: an application that was filed, ordered and shipped as staff do it, and codes in stock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from tbc.accounts.models import User
from tbc.deliveries.models import Delivery, StockCode
from tbc.deliveries.service import letters
from tbc.deliveries.service.reissuing import reissue
from tbc.deliveries.service.shipping import ship
from tbc.kit.db import session
from tbc.orders import queries as orders
from tbc.orders.models import Order
from tests.applications.given import a_product
from tests.orders.making import an_order
from tests.people import acting, an_operator

_numbers = count(1)


@dataclass
class Shipped:
    """A delivery, its order, and the password that only its mail tells."""

    delivery: Delivery
    order: Order
    password: str


def stock(product: str = "SGE-ADV", amount: int = 1, kind: str = "activation-code") -> list[str]:
    """So many more free codes of a product, committed."""
    a_product(product)
    codes = [a_code() for _ in range(amount)]
    session.add_all(StockCode(product_code=product, kind=kind, code=code) for code in codes)
    session.commit()
    return codes


def a_code() -> str:
    """An activation code that no other test has."""
    return f"SG-7KQ4-M2XD9-HRA3W-VC58N-{next(_numbers):05d}"


def a_delivery(
    order: Order | None = None,
    *,
    staff: User | None = None,
    stocked: bool = True,
    positions: Sequence[int] | None = None,
    codes: Mapping[int, Sequence[str]] = {},
    tracking: str = "",
    **ordered: Any,
) -> Delivery:
    """A delivery of `order`, or of one made by `ordered` (see `an_order`), committed; codes lie in stock for it."""
    return a_shipped(
        order, staff=staff, stocked=stocked, positions=positions, codes=codes, tracking=tracking, **ordered
    ).delivery


def a_shipped(
    order: Order | None = None, *, staff: User | None = None, stocked: bool = True, tracking: str = "", **given: Any
) -> Shipped:
    """As `a_delivery`, with the password that went out."""
    how = {name: given.pop(name) for name in ("positions", "codes") if name in given}
    order = order or an_order(**given)
    if stocked:
        for line in orders.lines_of(order):
            stock(line.product_code)
    by = acting(staff or an_operator())
    locked = orders.lock_order(by, order.id)
    assert locked is not None
    with _overhearing() as passwords:
        delivery = ship(by, locked, tracking=tracking, **how)
    session.commit()
    return Shipped(delivery, locked, passwords[-1] if passwords else "")


def a_new_password(delivery: Delivery, **how: Any) -> str:
    """The password that a re-issue sends out, committed."""
    with _overhearing() as passwords:
        reissue(delivery, **how)
    session.commit()
    return passwords[-1]


@contextmanager
def _overhearing() -> Iterator[list[str]]:
    """The passwords that are posted meanwhile: they stand nowhere else in words."""
    heard: list[str] = []
    posting = letters.post

    def post(letter: str, **values: Any) -> Any:
        heard.extend((values.get("secret") or {}).values())
        return posting(letter, **values)

    letters.post = post
    try:
        yield heard
    finally:
        letters.post = posting
