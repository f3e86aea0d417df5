"""The links from a contract to the renewals that extended it, for those who may open them (CON-1, RNW-4)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from tbc.licenses.views.beside import Link, beside
from tbc.policy import Actor
from tbc.renewals.queries.history import list_of_orders


@beside("renewals")
def links(actor: Actor, order_numbers: Sequence[str]) -> list[Link]:
    """The numbers of the invoices, each leading to its renewal."""
    found = list_of_orders(actor, order_numbers)
    return [Link(row.number, url_for("renewals.record", renewal_id=row.id)) for row in found]
