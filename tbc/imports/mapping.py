"""From what the library read to the portal's application record, with staff's corrections in it (SPEC §3)."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from tbc.applications.record import (
    CHOICES,
    GROUPS,
    LISTS,
    REFERENCES,
    SAME_AS,
    Content,
    field_of,
)
from tbc.kit.entries.field import Field
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import dates

APPLIED_ON = Field("applied_on", _l("申請日"), dates.day, control="date", longest=40)
OTHER = "other"
# What a correction says of a whole line: `items[3]` was added by staff, or is left out.
ADDED, REMOVED = "added", "removed"
_PLACE = re.compile(r"(?P<part>\w+)(?:\[(?P<at>\d+)\])?(?:\.(?P<name>\w+))?")


def content_of(application: Mapping[str, Any], matches: Sequence[Mapping[str, Any]] = ()) -> Content:
    """The record of one sheet in the shape of a draft: texts, nothing missing, each section saying what it is.

    A section that the sheet does not have is empty and says nothing; `matches` has the product of each line.
    """
    content: Content = {"applied_on": _text(application.get("applied_on"))}
    for field in (*CHOICES, *REFERENCES):
        content[field.name] = _text(application.get(field.name))
    for part, fields in GROUPS.items():
        content[part] = _section(part, fields, application.get(part))
    for part, (fields, _most) in LISTS.items():
        content[part] = [_texts(fields, entry) for entry in application.get(part) or ()]
    for at, (item, line) in enumerate(zip(content["items"], application.get("items") or (), strict=True)):
        item["product"] = (matches[at].get("code") or "") if at < len(matches) else ""
        item["product_name"] = _text(line.get("product_name"))
    return content


def corrected(content: Content, corrections: Mapping[str, str]) -> Content:
    """`content` with what staff have put in its place, and lines that they have added.

    Lines that are left out keep their place, so that each path goes on naming the same line; see `without`.
    """
    changed = copy.deepcopy(content)
    for path in sorted(corrections, key=lambda path: split(path)[1] or 0):
        part, at, name = split(path)
        if at is not None and name is None and at == len(changed[part]):
            changed[part].append(_blank_line(part))
    for path, value in corrections.items():
        _put(changed, path, value)
    return changed


def removed(corrections: Mapping[str, str]) -> frozenset[str]:
    """The lines that staff have left out, such as `items[3]`."""
    return frozenset(path for path, value in corrections.items() if value == REMOVED and is_line(path))


def without(content: Content, lines: Collection[str]) -> Content:
    """`content` without some of its lines."""
    kept = dict(content)
    for part in LISTS:
        kept[part] = [line for at, line in enumerate(content[part]) if f"{part}[{at}]" not in lines]
    return kept


def is_line(path: str) -> bool:
    """Whether `path` names a whole line of a list."""
    part, at, name = split(path)
    return part in LISTS and at is not None and name is None


def line_of(path: str) -> str:
    """The line in which the field at `path` stands, such as `items[3]`; empty for a field outside of all lines."""
    part, at, _name = split(path) if path else ("", None, None)
    return "" if at is None else f"{part}[{at}]"


def paths(content: Content) -> Iterator[str]:
    """Every field of `content` that can be corrected."""
    yield from (field.name for field in (*CHOICES, APPLIED_ON, *REFERENCES))
    for part, fields in GROUPS.items():
        if part in SAME_AS:
            yield f"{part}.same_as"
        if part not in SAME_AS or content[part]["same_as"] == OTHER:
            yield from (f"{part}.{field.name}" for field in fields)
    for part, (fields, _most) in LISTS.items():
        for at in range(len(content[part])):
            yield from (f"{part}[{at}].{field.name}" for field in fields)


def entry_of(path: str) -> Field | None:
    """How the field at `path` is called and read; None for a `same_as`, which is only chosen."""
    return APPLIED_ON if path == APPLIED_ON.name else field_of(path)


def value_of(content: Content, path: str) -> str:
    """The text that stands at `path`."""
    part, at, name = split(path)
    here: Any = content.get(part)
    if at is not None:
        here = here[at] if isinstance(here, list) and at < len(here) else None
    if name is not None:
        here = here.get(name) if isinstance(here, dict) else None
    return _text(here)


def portal_path(library_path: str | None) -> str:
    """The path in the portal's record for one of the library's: a line's name on the sheet stands for its product."""
    return (library_path or "").replace(".product_name", ".product")


def library_path(path: str) -> str:
    """The other way round: where the library noted from which cell the value at `path` came."""
    if path.startswith("items["):
        return path.replace(".product", ".product_name")
    return path.removesuffix(".same_as")


def split(path: str) -> tuple[str, int | None, str | None]:
    """The part of the record, the line in it, and the field; a path of another shape is a ValueError."""
    found = _PLACE.fullmatch(path)
    if not found:
        raise ValueError(f"not a path of the record: {path}")
    return found["part"], int(found["at"]) if found["at"] else None, found["name"]


def _section(part: str, fields: Sequence[Field], here: Mapping[str, Any] | None) -> dict[str, str]:
    section = _texts(fields, here or {})
    if part in SAME_AS:
        said = (here or {}).get("same_as") or ""
        section["same_as"] = said if said in SAME_AS[part] else OTHER if here else ""
    return section


def _texts(fields: Sequence[Field], here: Mapping[str, Any]) -> dict[str, str]:
    return {field.name: _text(here.get(field.name)) for field in fields}


def _blank_line(part: str) -> dict[str, str]:
    line = _texts(LISTS[part][0], {})
    return line | {"product_name": ""} if part == "items" else line


def _put(content: Content, path: str, value: str) -> None:
    part, at, name = split(path)
    if is_line(path):
        return
    if name is None:
        content[part] = value
    elif at is None:
        content[part][name] = value
    elif at < len(content[part]):
        content[part][at][name] = value


def _text(value: Any) -> str:
    return "" if value is None else str(value)
