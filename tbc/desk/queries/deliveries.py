"""The desk's lists of deliveries and of the codes of a product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from tbc.catalog.models import Product
from tbc.catalog.queries import find_product
from tbc.deliveries.models import Delivery, StockCode
from tbc.deliveries.rules import read_number
from tbc.desk.queries.latest import Found, page_of
from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.mail.models import Bounce, Letter
from tbc.orders.models import Order
from tbc.policy import Actor

FATES = ("waiting", "arrived", "trouble")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries: words of the order or a number, an address, and the fate of the mails; empty for any."""

    words: str = ""
    fate: str = ""


_ID_LETTER, _PASSWORD_LETTER = aliased(Letter), aliased(Letter)
_CAME_BACK = exists().where(Bounce.letter_id.in_([Delivery.id_letter_id, Delivery.password_letter_id]))
_IN_TROUBLE = or_(_ID_LETTER.state == "failed", _PASSWORD_LETTER.state == "failed", _CAME_BACK)
_ARRIVED = and_(_ID_LETTER.state == "sent", _PASSWORD_LETTER.state == "sent")
_FATE = case((~Delivery.is_electronic, ""), (_IN_TROUBLE, "trouble"), (_ARRIVED, "arrived"), else_="waiting")


def get_page(wanted: Wanted, *, older_than: UUID | None, newer_than: UUID | None) -> Found:
    """The deliveries that are wanted, the latest first, with the fate of the mails that went out last."""
    query: Any = (
        select(
            Delivery.id,
            Delivery.number,
            Delivery.shipped_at,
            Delivery.is_electronic,
            Delivery.tracking,
            Delivery.sent_to,
            Order.id.label("order_id"),
            Order.number.label("order_number"),
            Order.company,
            Order.state.label("order_state"),
            _FATE.label("fate"),
        )
        .join(Order, Order.id == Delivery.order_id)
        .outerjoin(_ID_LETTER, _ID_LETTER.id == Delivery.id_letter_id)
        .outerjoin(_PASSWORD_LETTER, _PASSWORD_LETTER.id == Delivery.password_letter_id)
        .where(*_conditions(wanted))
    )
    return page_of(query, Delivery.id, older_than=older_than, newer_than=newer_than)


def get_codes(product: Product, *, older_than: UUID | None, newer_than: UUID | None) -> Found:
    """The codes of a product, the last brought first, with the delivery that each was given with."""
    wanted: Any = (
        select(
            StockCode.id,
            StockCode.code,
            StockCode.kind,
            StockCode.brought_at,
            StockCode.brought_by_name,
            StockCode.given_at,
            StockCode.delivery_id,
            Delivery.number,
        )
        .outerjoin(Delivery, Delivery.id == StockCode.delivery_id)
        .where(StockCode.product_code == product.code)
    )
    return page_of(wanted, StockCode.id, older_than=older_than, newer_than=newer_than)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.fate in FATES:
        conditions.append(_FATE.in_([wanted.fate]))
    words = wanted.words.strip()
    number = read_number(words)
    if "@" in words:
        conditions.append(func.lower(Delivery.sent_to) == words.lower())
    elif number and words.upper().startswith("SHP"):
        conditions.append(Delivery.number == number)
    elif words:
        conditions += containing(words, Order.search_text, Order.search_pairs)
    return conditions


def find_code(actor: Actor, code: str, code_id: UUID) -> StockCode | None:
    """A code of the product `code`, locked, for staff."""
    row = session.get(StockCode, code_id, with_for_update=True) if actor.is_staff else None
    return row if row and row.product_code == code else None


def find_stocked(actor: Actor, code: str) -> Product | None:
    """A product that delivers codes, for staff."""
    product = find_product(code) if actor.is_staff else None
    return product if product and product.code_kind != "none" else None
