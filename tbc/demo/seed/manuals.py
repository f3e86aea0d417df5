"""The demo's manuals: what one does with a product of each kind, in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tbc.catalog.models import Product
from tbc.kit.paper import typeset

TEMPLATE = Path(__file__).parents[1] / "data" / "manual.typ"


def manual_of(product: Product, version: str) -> bytes:
    """A PDF of two pages, the first in Japanese."""
    parts = [_part(product, version, language) for language in ("ja", "en")]
    return typeset(TEMPLATE, {"title": parts[0]["title"], "author": "見本ベンダー株式会社", "parts": parts})


def _part(product: Product, version: str, language: str) -> dict[str, Any]:
    words = _words()[language]
    chapters = [{"steps": words["steps"][product.kind]} | chapter for chapter in words["chapter"]]
    return {
        "language": language,
        "title": f"{product.name_in(language)} {words['title']}",
        "version": f"{words['version']} {version}",
        "chapters": chapters,
    }


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("tbc.demo") / "data" / "manuals.toml").read_text(encoding="utf-8"))
