"""What the bank says came in, and which invoice it settles (PAY)."""

from __future__ import annotations


def init_app(_app: object) -> None:
    """Register the room's background work."""
    from tbc.payments import jobs  # noqa: F401  # its decorators register the work
