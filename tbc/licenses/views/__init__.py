"""Pages of contracts; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.licenses.views import changing, claiming, listing, record
from tbc.licenses.views.room import room

__all__ = ["changing", "claiming", "listing", "record", "room"]
