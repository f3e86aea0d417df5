"""The room's pages; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.invoices.views import showing
from tbc.invoices.views.room import room

__all__ = ["room", "showing"]
