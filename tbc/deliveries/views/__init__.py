"""The room's pages; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.deliveries.views import certificates, requests, showing, signing_in, verifying
from tbc.deliveries.views.room import room

__all__ = ["certificates", "requests", "room", "showing", "signing_in", "verifying"]
