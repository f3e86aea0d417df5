"""What staff type for a field, or find in another cell of it, as the text that is kept (XLS-4)."""

from __future__ import annotations

from collections.abc import Sequence

from legacy_excel import read_typed
from tbc.applications.record import SAME_AS
from tbc.catalog.queries import find_named, find_product, match_name
from tbc.imports.mapping import OTHER, entry_of, library_path, split


class NotReadable(Exception):
    """What was typed cannot be read; `code` is one of the application's problems, with its `values`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class ProductInDoubt(NotReadable):
    """No product is called exactly so; `candidates` are the codes of those that may be meant."""

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__("unknown_product")
        self.candidates = list(candidates)


def read_value(path: str, typed: str) -> str:
    """The text that is kept for what was typed: by the readers of cells where they know it, then by the web's.

    Raises:
        NotReadable, ProductInDoubt
    """
    part, _at, name = split(path)
    if name == "same_as":
        if typed not in {*SAME_AS[part], OTHER}:
            raise NotReadable("choose")
        return typed
    if name == "product":
        return _product(typed)
    entry = entry_of(path)
    assert entry is not None, "every path of a record but same_as has a field"
    # A legacy cell says 御中, 100本, 令和7年 or 内線 where a web form would not take it.
    known = read_typed(library_path(path), typed)
    reading = entry.read(typed if known is None else str(known))
    if reading.fault:
        raise NotReadable(reading.fault)
    if len(reading.value) > entry.longest:
        raise NotReadable("too_long", longest=entry.longest, length=len(reading.value))
    return reading.value


def _product(typed: str) -> str:
    """The code of the product that a code or a whole name means."""
    asked = typed.strip()
    found = (find_product(asked.upper()) or find_named(asked)) if asked else None
    if found is None:
        raise ProductInDoubt([product.code for product in match_name(asked)] if asked else [])
    return found.code
