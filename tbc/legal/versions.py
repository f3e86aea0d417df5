"""Which version of each document holds. A version is the day from which it holds; its text is never edited again."""

from __future__ import annotations

from datetime import date

# The latest first. Each has its text in templates/legal/<document>/<version>.<language>.html.
ALL: dict[str, tuple[str, ...]] = {"terms": ("2026-10-01",), "privacy": ("2026-10-01",)}

TERMS = ALL["terms"][0]
PRIVACY = ALL["privacy"][0]


def day(version: str) -> date:
    """The day from which `version` holds."""
    return date.fromisoformat(version)
