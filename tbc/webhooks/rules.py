"""When a webhook is tried again, and how it is signed (API-1)."""

from __future__ import annotations
