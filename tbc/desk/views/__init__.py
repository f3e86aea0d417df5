"""The staff's pages; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.desk.views import (
    applications,
    calendar,
    dealer_chain,
    dealer_import,
    dealer_merging,
    dealers,
    organizations,
    recoveries,
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
    "organizations",
    "recoveries",
    "room",
    "split_domains",
    "users",
]
