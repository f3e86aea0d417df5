"""The links from a contract to the deliveries that brought it, for those who may open them (CON-1)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from tbc.deliveries.queries.finding import list_of_orders
from tbc.licenses.views.beside import Link, beside
from tbc.policy import Actor


@beside("deliveries")
def links(actor: Actor, order_numbers: Sequence[str]) -> list[Link]:
    """The numbers of the deliveries, each leading to its page."""
    found = list_of_orders(actor, order_numbers)
    return [Link(row.number, url_for("deliveries.own", delivery_id=row.id)) for row in found]
