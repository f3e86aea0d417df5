"""The room's pages; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.deliveries.views import requests, showing, signing_in
from tbc.deliveries.views.room import room

__all__ = ["requests", "room", "showing", "signing_in"]
