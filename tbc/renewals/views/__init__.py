"""Pages of renewals; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.renewals.views import (
    agreeing,
    history,
    listing,
    of_licenses,
    ordering,
    payer,
    record,
    reminders,
    unsubscribing,
)
from tbc.renewals.views.room import room

__all__ = [
    "agreeing",
    "history",
    "listing",
    "of_licenses",
    "ordering",
    "payer",
    "record",
    "reminders",
    "room",
    "unsubscribing",
]
