"""What of an application a form cannot hold: fields that it lacks, and values that would not be read back the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from legacy_excel.definitions import vocabulary
from legacy_excel.filling.places import HEAD, Places, places_of

Application = Mapping[str, Any]
Reason = Literal["no_field", "reads_differently"]

SECTIONS: Final = ("end_user", "support_contact", "delivery", "reseller", "distributor")
LISTS: Final = ("items", "contact_persons")
PARTS_OF_ADDRESS: Final = ("prefecture", "city", "street", "building")
_LINE: Final = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A value that a form does not hold as it is.

    `no_field`: the form does not ask for it. `reads_differently`: it was written, but what stands on the sheet cannot
    be told from another value (an address without a number before its building).
    """

    path: str
    value: Any
    reason: Reason


def lacking(application: Application, code: str) -> list[Unplaced]:
    """What the form with that code has no place for, without filling it in; RecordRefused as `fill`."""
    places = places_of(code)
    return [
        Unplaced(path, value, reason)
        for path, value in leaves(application).items()
        if (reason := reason_against(places, path, value)) is not None
    ]


def lost(application: Application, read: Application, code: str) -> list[Unplaced]:
    """What is not the same in the application that was `read` back from the filled form."""
    places, found = places_of(code), leaves(read)
    return [
        Unplaced(path, value, reason_against(places, path, value) or "reads_differently")
        for path, value in leaves(application).items()
        if str(found.get(path)) != str(value)
    ]


def leaves(application: Application) -> dict[str, Any]:
    """Every value of an application by its path; a section that is the same as another is one value."""
    return dict(_leaves(application, ""))


def reason_against(places: Places, path: str, value: Any) -> Reason | None:
    """Why the form cannot hold a value at `path`; None if it has a place for it."""
    line = _LINE.fullmatch(path)
    if line is not None:
        # Lines for which the table has no row go on a continuation sheet.
        table = places.tables.get(line[1])
        return None if table is not None and line[3] in table.fields else "no_field"
    if path == "kind" and places.form.kind != "choice":
        return None if value == places.form.kind else "no_field"
    if path in places.boxes:
        return None if value == vocabulary().same_as[path][0] else "no_field"
    section, _, name = path.rpartition(".")
    fields = places.fields.get(section or HEAD, {})
    is_placed = name in fields or (name in PARTS_OF_ADDRESS and "address" in fields)
    return None if is_placed else "no_field"


def _leaves(here: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(here, Mapping) and here.get("same_as"):
        yield path, here["same_as"]
    elif isinstance(here, Mapping):
        for name, value in here.items():
            yield from _leaves(value, f"{path}.{name}" if path else str(name))
    elif isinstance(here, list | tuple):
        for place, value in enumerate(here):
            yield from _leaves(value, f"{path}[{place}]")
    elif here is not None and here != "" and here is not False:
        yield path, here
