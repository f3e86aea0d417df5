"""What waits for shipping: the lines of an order with their codes to come, and the queue of orders (DLV-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select

from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.catalog.rules import codes_needed
from tbc.deliveries.models import DeliveryLine
from tbc.deliveries.queries.stock import count_free, list_next
from tbc.kit.db import session
from tbc.orders.models import Order, OrderLine
from tbc.orders.queries import lines_of

MOST_WAITING = 100
# So many of the codes that would be given next are shown for each line.
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ToShip:
    """A line that was not shipped: how many codes it takes, how many are free, and which would come first."""

    line: OrderLine
    product: Product
    needed: int
    free: int
    next_codes: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return self.free < self.needed


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order of the queue. `short` names the products of which there are too few free codes."""

    id: UUID
    number: str
    company: str
    kind: str
    entered_at: datetime
    is_begun: bool
    lines: int
    products: str
    short: tuple[str, ...]


def list_open(order: Order) -> list[OrderLine]:
    """The lines that no delivery has brought yet, in their order."""
    shipped = set(session.scalars(select(DeliveryLine.position).where(DeliveryLine.order_id == order.id)))
    return [line for line in lines_of(order) if line.position not in shipped]


def list_to_ship(order: Order) -> list[ToShip]:
    """The lines of an order that are not shipped, in their order; lines of one product share its free codes."""
    lines = list_open(order)
    products = get_products(line.product_code for line in lines)
    free = dict(count_free(products.keys()))
    codes = list_next(products.keys(), MOST_SHOWN * max(len(lines), 1))
    told = []
    for line in lines:
        product = products[line.product_code]
        needed = codes_needed(product, order.kind, line.quantity)
        shown, codes_left = codes[product.code][:needed], codes[product.code][needed:]
        told.append(ToShip(line, product, needed, free[product.code], tuple(shown[:MOST_SHOWN])))
        codes = {**codes, product.code: codes_left}
        free[product.code] = max(free[product.code] - needed, 0)
    return told


def list_waiting(limit: int = MOST_WAITING) -> Sequence[Waiting]:
    """The orders that wait for shipping, the first entered first; three statements, however many there are."""
    wanted = select(Order).where(_IS_OPEN).order_by(Order.entered_at, Order.id).limit(limit)
    orders = session.scalars(wanted).all()
    lines: dict[UUID, list[tuple[OrderLine, Product]]] = {order.id: [] for order in orders}
    for line, product in session.execute(_lines_of(list(lines))):
        lines[line.order_id].append((line, product))
    free = dict(count_free({product.code for of_one in lines.values() for _line, product in of_one}))
    return [_waiting(order, lines[order.id], free) for order in orders]


def count_waiting() -> int:
    """How many orders wait for shipping."""
    return session.scalar(select(func.count()).select_from(Order).where(_IS_OPEN)) or 0


_IS_OPEN = and_(Order.state == "entered", Order.cancel_asked_at.is_(None), Order.application_id.is_not(None))


def _lines_of(order_ids: list[UUID]) -> Select[OrderLine, Product]:
    brought = exists().where(DeliveryLine.order_id == OrderLine.order_id, DeliveryLine.position == OrderLine.position)
    return (
        select(OrderLine, Product)
        .join(Product, Product.code == OrderLine.product_code)
        .where(OrderLine.order_id.in_(order_ids), ~brought)
        .order_by(OrderLine.order_id, OrderLine.position)
    )


def _waiting(order: Order, lines: Sequence[tuple[OrderLine, Product]], free: dict[str, int]) -> Waiting:
    """Whoever came first gets the codes first: what this order takes is not there for the next."""
    short = []
    for line, product in lines:
        needed = codes_needed(product, order.kind, line.quantity)
        if free[product.code] < needed:
            short.append(product.code)
        free[product.code] = max(free[product.code] - needed, 0)
    return Waiting(
        id=order.id,
        number=order.number,
        company=order.company,
        kind=order.kind,
        entered_at=order.entered_at,
        is_begun=order.is_begun,
        lines=len(lines),
        products=lines[0][0].product_name if lines else "",
        short=tuple(dict.fromkeys(short)),
    )
