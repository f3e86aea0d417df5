"""What becomes of a license: ends, terms, what of it shows and from when (LIC-1, CON-1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

PARTIES = ("end_user", "support_contact", "renewal_contact", "delivery", "reseller", "distributor")
# Whoever looks after licenses asks for those that end within this many days.
SOON = timedelta(days=90)
# For so long after its end a license can still be looked up among those that end: later it is renewed by its serial.
PAST = timedelta(days=365)


class Showing(Protocol):
    """What `shown` asks of a license."""

    @property
    def license_id(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def shown_from(self) -> date | None: ...
    @property
    def shown_ends_on(self) -> date | None: ...


class Shown(NamedTuple):
    """What customers see of a license: its id and term, None for what does not show yet; `since` then says from when.

    A license that was extended shows the end that it had until `since`.
    """

    license_id: str | None
    starts_on: date | None
    ends_on: date | None
    since: date | None


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def end_of_new(starts_on: date, years: int) -> date:
    """The last day, inclusive, of a term of `years` that starts on `starts_on`."""
    return add_years(starts_on, years) - timedelta(days=1)


def shown(license_: Showing, on: date) -> Shown:
    """What customers see of a license on the day `on` (CON-1)."""
    if license_.shown_from is None or license_.shown_from <= on:
        return Shown(license_.license_id, license_.starts_on, license_.ends_on, None)
    if license_.shown_ends_on is None:
        return Shown(None, None, None, license_.shown_from)
    return Shown(license_.license_id, license_.starts_on, license_.shown_ends_on, license_.shown_from)


def parties_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of an application's record (SPEC §3) that are the parties of its contract."""
    return {name: dict(content.get(name) or {}) for name in PARTIES}


def resolved(parties: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The section `name`, or the one that it is the same as."""
    section: Mapping[str, Any] = parties.get(name) or {}
    same = section.get("same_as")
    if not same:
        return section
    found = resolved(parties, same) if same != name else {}
    return {**found, "company": found.get("corporate_name", "")} if name == "renewal_contact" else found
