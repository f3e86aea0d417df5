"""The columns by which an order is found: its numbers, company, products, dealers, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tbc.applications.models import Application
from tbc.kit.search import searchable
from tbc.orders.models import Order, OrderLine

_OF_LINES = ("product_code", "product_name", "license_id", "activation_code", "serial_number")


def describe(order: Order, lines: Iterable[OrderLine], application: Application | None) -> None:
    """Bring the search columns of `order` up to what it holds."""
    order.search_text, order.search_pairs = searchable(_searched(order, lines, application))


def _searched(order: Order, lines: Iterable[OrderLine], application: Application | None) -> Iterator[str]:
    yield from (order.number, order.company, order.customer_po, order.reseller_reference, order.delivery_email)
    for line in lines:
        yield from (getattr(line, name) for name in _OF_LINES)
    if application:
        yield application.number or ""
        content = application.content
        yield from (str((content.get(part) or {}).get("company") or "") for part in ("reseller", "distributor"))
        yield str((content.get("end_user") or {}).get("corporate_name_kana") or "")
