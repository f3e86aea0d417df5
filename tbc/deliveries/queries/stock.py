"""Reading the stock: how many codes of each product are free, and how many the open orders take (DLV-1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Select, and_, any_, case, func, select

from tbc.catalog.models import Product
from tbc.deliveries.models import DeliveryLine, StockCode
from tbc.kit.db import session
from tbc.orders.models import Order, OrderLine

# Of a product whose free codes are fewer than this, somebody should bring more.
FEW = 10


class Stocked(NamedTuple):
    """A product's stock: codes that are `free` and `given`, and those that open orders still take."""

    code: str
    name_ja: str
    name_en: str
    code_kind: str
    free: int
    given: int
    needed: int

    @property
    def is_used(self) -> bool:
        """Whether there is any code of it, or an order that waits for one."""
        return bool(self.free or self.given or self.needed)

    @property
    def is_short(self) -> bool:
        return self.free < self.needed

    @property
    def is_low(self) -> bool:
        return self.free < FEW and bool(self.given or self.needed)

    def name_in(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_ja


def list_stock() -> Sequence[Stocked]:
    """Every product that delivers codes, those that open orders wait for first, then those that run out."""
    counted = (
        select(
            StockCode.product_code,
            func.count().filter(StockCode.given_at.is_(None)).label("free"),
            func.count().filter(StockCode.given_at.is_not(None)).label("given"),
        )
        .group_by(StockCode.product_code)
        .subquery()
    )
    needed = needed_by_product().subquery()
    wanted = (
        select(
            Product.code,
            Product.name_ja,
            Product.name_en,
            Product.code_kind,
            func.coalesce(counted.c.free, 0),
            func.coalesce(counted.c.given, 0),
            func.coalesce(needed.c.needed, 0),
        )
        .outerjoin(counted, counted.c.product_code == Product.code)
        .outerjoin(needed, needed.c.product_code == Product.code)
        .where(Product.code_kind != "none")
        .order_by(Product.code)
    )
    rows = [Stocked(*row) for row in session.execute(wanted)]
    return sorted(rows, key=lambda row: (not row.is_short, not row.is_low, row.code))


def count_short() -> int:
    """For how many products the free codes do not do for the open orders."""
    return sum(row.is_short for row in list_stock())


def count_free(product_codes: Collection[str]) -> Mapping[str, int]:
    """How many codes of each of these products are free."""
    free = StockCode.product_code.in_(product_codes), StockCode.given_at.is_(None)
    counted = select(StockCode.product_code, func.count()).where(*free).group_by(StockCode.product_code)
    return dict.fromkeys(product_codes, 0) | dict(list(session.execute(counted)))


def list_next(product_codes: Collection[str], most: int) -> Mapping[str, list[str]]:
    """The free codes of each product that would be given next, at most `most` of each."""
    place = func.row_number().over(partition_by=StockCode.product_code, order_by=StockCode.id).label("place")
    free = StockCode.product_code.in_(product_codes), StockCode.given_at.is_(None)
    counted = select(StockCode.product_code, StockCode.code, place).where(*free).subquery()
    wanted = select(counted.c.product_code, counted.c.code).where(counted.c.place <= most).order_by(counted.c.place)
    codes: dict[str, list[str]] = {code: [] for code in product_codes}
    for product_code, code in session.execute(wanted):
        codes[product_code].append(code)
    return codes


def needed_by_product() -> Select[str, int]:
    """By product, the codes that lines of open orders still take."""
    codes = case((Product.codes_per == "unit", OrderLine.quantity), else_=1)
    brought = and_(DeliveryLine.order_id == OrderLine.order_id, DeliveryLine.position == OrderLine.position)
    return (
        select(OrderLine.product_code, func.sum(codes).label("needed"))
        .join(Order, Order.id == OrderLine.order_id)
        .join(Product, Product.code == OrderLine.product_code)
        .outerjoin(DeliveryLine, brought)
        .where(Order.state == "entered", Order.application_id.is_not(None), DeliveryLine.order_id.is_(None))
        .where(Product.code_kind != "none", Order.kind == any_(Product.codes_with))
        .group_by(OrderLine.product_code)
    )
