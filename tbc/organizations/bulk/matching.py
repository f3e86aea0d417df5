"""Compares the rows of a sheet with the end users that are kept: which are new, which are there already (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


class Known(Protocol):
    """What is compared of an end user that is kept."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def content(self) -> Mapping[str, Any]: ...


class Row(Protocol):
    """What is compared of a row."""

    @property
    def number(self) -> int: ...
    @property
    def section(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Match:
    """A row and the end user that it is: `how` is `same` (corporate number or name, and department), `namesake` (the
    name alone), or `new` without one.
    """

    row: Row
    known: Known | None
    how: str

    @property
    def is_unchanged(self) -> bool:
        """Whether the row says nothing else than what is kept."""
        if self.known is None:
            return False
        return all(self.known.content.get(name, "") == value for name, value in self.row.section.items())


def match(rows: Sequence[Row], known: Iterable[Known]) -> list[Match]:
    """Each row with its end user. One that is kept is matched once: what is surest comes first.

    A name alone tells only where the company account has one end user of that name, and the sheet one row that is not
    matched yet.
    """
    kept = list(known)
    found: dict[int, Match] = {}
    taken: set[UUID] = set()
    for key in (("corporate_number", "department"), ("corporate_name", "department")):
        index = {_key(one.content, key): one for one in kept if one.content.get(key[0])}
        for row in rows:
            one = index.get(_key(row.section, key))
            if row.number not in found and one and one.id not in taken:
                found[row.number] = Match(row, one, "same")
                taken.add(one.id)
    names = _single(kept, lambda one: one.content.get("corporate_name", ""))
    wanted = _single((row for row in rows if row.number not in found), lambda row: row.section["corporate_name"])
    for name, row in wanted.items():
        one = names.get(name)
        if one and one.id not in taken:
            found[row.number] = Match(row, one, "namesake")
    return [found.get(row.number) or Match(row, None, "new") for row in rows]


def _key(content: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(content.get(name) or "") for name in names)


def _single(things: Iterable[Any], name_of: Any) -> dict[str, Any]:
    """Those whose name nothing else has."""
    found: dict[str, Any] = {}
    double = set()
    for thing in things:
        name = name_of(thing)
        if name in found:
            double.add(name)
        found[name] = thing
    return {name: thing for name, thing in found.items() if name not in double}
