"""Reads of deliveries and the stock; those that serve a view take the actor."""

from __future__ import annotations

from tbc.deliveries.queries.contents import Contents, get_contents
from tbc.deliveries.queries.finding import find_delivery, find_staffs, lock_delivery

__all__ = ["Contents", "find_delivery", "find_staffs", "get_contents", "lock_delivery"]
