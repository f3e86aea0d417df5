"""An address from its postal code: the places behind it to choose from, and the fields filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tbc.kit import postal
from tbc.kit.postal import Place
from tbc.kit.text import reading


def fill_address(party: dict[str, Any], choice: str = "") -> None:
    """Fill prefecture, city and town from the postal code when it has one place, or with `choice` of several.

    `choice` is the position in `places_of` as the form sent it; one that makes no sense fills nothing.
    """
    places = _places(party)
    at = int(choice) if choice.isascii() and choice.isdigit() else None
    if len(places) == 1:
        at = 0
    if at is None or at >= len(places):
        return
    place = places[at]
    party["prefecture"], party["city"] = place.prefecture, place.city
    street = party.get("street") or ""
    if place.town and not street.startswith(place.town):
        party["street"] = street or place.town


def places_of(party: Mapping[str, Any]) -> tuple[tuple[Place, ...], str | None]:
    """The places behind the postal code, and which of them the address already has (its position as text)."""
    places = _places(party)
    own = (party.get("prefecture"), party.get("city"))
    return places, next((str(at) for at, place in enumerate(places) if place[:2] == own), None)


def _places(party: Mapping[str, Any]) -> tuple[Place, ...]:
    return postal.look_up(reading.postal_code(party.get("postal_code") or "").value)
