"""What an order needs, and what may become of it (ORD-1, ORD-3)."""

from __future__ import annotations
