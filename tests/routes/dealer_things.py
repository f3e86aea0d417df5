"""What the addresses of dealers name: one, two of them, its name, its upstream, a merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tbc.kit.db import session
from tbc.partners.queries.dealers import list_names
from tbc.partners.service import merging
from tests.partners.dealers import STAFF, a_dealer
from tests.routes.actors import Cast

Arguments = dict[str, Any]
DEALER_IDS = ("dealer_id", "into_id", "upstream_id", "name_id")


def _dealer(_cast: Cast) -> Arguments:
    """One with an upstream, a buyer and a synonym."""
    top = a_dealer(tier=1)
    dealer = a_dealer(buys_from=(top,))
    a_dealer(buys_from=(dealer,), tier=3)
    return {"dealer_id": dealer.id, "upstream_id": top.id, "name_id": list_names(dealer.id)[0].id}


def _pair(_cast: Cast) -> Arguments:
    return {"dealer_id": a_dealer().id, "into_id": a_dealer().id}


def _merge(_cast: Cast) -> Arguments:
    done = merging.merge(STAFF, a_dealer(), a_dealer(), "見本")
    session.commit()
    return {"merge_id": done.id}


DEALER_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "dealer": _dealer,
    "dealers": _pair,
    "dealer-merge": _merge,
}
