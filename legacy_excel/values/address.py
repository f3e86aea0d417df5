"""Splits an address by the postal data into prefecture, city, street and building (README section 5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from legacy_excel.values.places import municipalities, places_of
from legacy_excel.values.text import address_text, trimmed

# Place names are written with either letter; the record has the postal data's way.
_SAME_LETTERS: Final = str.maketrans("ヶがガ竈檜淵濱髙﨑", "ケケケ釜桧渕浜高崎")
POSTAL_IN_TEXT: Final = re.compile(r"^\s*〒\s*([0-9０-９]{3}[-‐－ー−–—]?[0-9０-９]{4})\s*")
# The first white space with a digit somewhere before it and none right after it parts the building from the street.
BUILDING_STARTS: Final = re.compile(r"^(?P<street>\D*\d.*?)\s+(?=[^\s\d])(?P<building>.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; prefecture and city are None if the text could not be split."""

    prefecture: str | None
    city: str | None
    street: str | None
    building: str | None
    written_prefecture: str | None
    steps: tuple[str, ...] = ()


def split_address(text: str, postal_code: str | None, *, has_building_cell: bool) -> Address | None:
    """The parts of an address, None if the postal data does not know it; the postal code fills a missing prefecture."""
    for prefecture, rest, steps in _prefectures(text, postal_code):
        found = _city(prefecture, rest, postal_code)
        if found is not None:
            city, remainder, city_steps = found
            street, building = _street_and_building(remainder, has_building_cell=has_building_cell)
            written = prefecture if not steps else None
            return Address(prefecture, city, street, building, written, (*steps, *city_steps))
    return None


def building_text(text: str) -> str | None:
    """A building as it is recorded: white space inside is one half-width space."""
    return re.sub(r"\s+", " ", trimmed(address_text(text))) or None


def _prefectures(text: str, postal_code: str | None) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for prefecture in municipalities():
        rest = _after(text, prefecture)
        if rest is not None:
            # A prefecture written in its own cell and again before the city counts once.
            again = _after(rest, prefecture)
            yield prefecture, rest if again is None else again, ()
            return
    by_code = sorted({place.prefecture for place in places_of(postal_code)}) if postal_code else []
    for prefecture in by_code:
        yield prefecture, text, ("prefecture-from-postal-code",)
    if not by_code:
        candidates = [p for p in municipalities() if _written_city(p, text) is not None]
        if len(candidates) == 1:
            yield candidates[0], text, ("prefecture-from-city",)


def _city(prefecture: str, text: str, postal_code: str | None) -> tuple[str, str, tuple[str, ...]] | None:
    written = _written_city(prefecture, text)
    if written is not None:
        return *written, ()
    places = [p for p in places_of(postal_code or "") if p.prefecture == prefecture] if postal_code else []
    # 横浜市みなとみらい lacks the ward, and 代々木2-1-1 the whole city: the postal code knows both.
    for place in places:
        for known in (_parent_city(place.city), place.city.split("郡")[-1]):
            rest = _after(text, known) if known else None
            if rest is not None:
                return place.city, rest, ("city-from-postal-code",)
        if place.neighbourhood and _after(text, place.neighbourhood) is not None:
            return place.city, text, ("city-from-postal-code",)
    for name in municipalities()[prefecture]:
        parent = _parent_city(name)
        rest = _after(text, parent) if parent else None
        if rest is not None and parent is not None:
            return parent, rest, ("ward-missing",)
    return None


def _written_city(prefecture: str, text: str) -> tuple[str, str] | None:
    first = text.lstrip()[:1].translate(_SAME_LETTERS)
    for spelling, name in _spellings(prefecture).get(first, ()):
        rest = _after(text, spelling)
        if rest is not None:
            return name, rest
    return None


@cache
def _spellings(prefecture: str) -> dict[str, list[tuple[str, str]]]:
    """How each municipality is written, by first letter: with and, where unmistakable, without its 郡."""
    names = municipalities()[prefecture]
    short = [name.split("郡", 1)[1] for name in names if re.fullmatch(r".+郡.+[町村]", name)]
    table: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        ways = [name]
        if re.fullmatch(r".+郡.+[町村]", name) and short.count(name.split("郡", 1)[1]) == 1:
            ways.append(name.split("郡", 1)[1])
        for way in ways:
            table.setdefault(way[0].translate(_SAME_LETTERS), []).append((way, name))
    for ways_of_letter in table.values():
        ways_of_letter.sort(key=lambda pair: len(pair[0]), reverse=True)
    return table


def _parent_city(city: str) -> str | None:
    match = re.fullmatch(r"(.+?市).+区", city)
    return match[1] if match else None


def _after(text: str, name: str) -> str | None:
    """What follows `name` at the beginning of the text, white space ignored; None if it is not there."""
    at = 0
    for letter in name.translate(_SAME_LETTERS):
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or text[at].translate(_SAME_LETTERS) != letter:
            return None
        at += 1
    return text[at:]


def _street_and_building(rest: str, *, has_building_cell: bool) -> tuple[str | None, str | None]:
    text = trimmed(address_text(rest))
    match = BUILDING_STARTS.match(text)
    if match is None:
        return _closed_up(text) or None, None
    street = _closed_up(match["street"])
    building = building_text(match["building"])
    if has_building_cell:
        return f"{street} {building}", None
    return street, building


def _closed_up(street: str) -> str:
    """Without white space, but for one space between two digits: 4-5-2 3F must not become 4-5-23F."""
    return re.sub(r"\s+", "", re.sub(r"(?<=\d)\s+(?=\d)", "\0", street)).replace("\0", " ")
