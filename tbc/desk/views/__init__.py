"""The staff's pages; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.desk.views import (
    applications,
    calendar,
    dealer_chain,
    dealer_import,
    dealer_merging,
    dealers,
    identities,
    order_batches,
    order_changes,
    order_entry,
    orders,
    organizations,
    recoveries,
    requests,
    split_domains,
    users,
)
from tbc.desk.views.room import room

__all__ = [
    "applications",
    "calendar",
    "dealer_chain",
    "dealer_import",
    "dealer_merging",
    "dealers",
    "identities",
    "order_batches",
    "order_changes",
    "order_entry",
    "orders",
    "organizations",
    "recoveries",
    "requests",
    "room",
    "split_domains",
    "users",
]
