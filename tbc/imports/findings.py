"""The problems of a record as staff settle them: what the library could not read, and what the portal asks for.

Each finding is open until its field is corrected or, if it is a warning, accepted with a reason (XLS-5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from legacy_excel import problems as library
from legacy_excel.definitions import forms
from tbc.applications import checking
from tbc.applications.record import Content
from tbc.applications.rules import Facts
from tbc.catalog.models import Product
from tbc.catalog.rules import refusal
from tbc.imports import rules
from tbc.imports.mapping import content_of, corrected, line_of, portal_path, removed, split, without
from tbc.imports.models import WorkbookRecord
from tbc.kit.clock import today
from tbc.kit.postal import prefectures_of

MISSING = frozenset({"required", "choose"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at `path` of the application record (empty: of the whole sheet).

    `of_library` tells whose code it is; `cell` is `Sheet!C12` where the library named one, `candidates` are the cells
    between which it is in doubt. `accepted` is staff's reason to let a warning stand. A value that is only missing on
    the web is `is_lacking`.
    """

    code: str
    path: str
    level: str
    of_library: bool
    cell: str | None = None
    candidates: tuple[str, ...] = ()
    accepted: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return rules.key(self.code, self.path)

    @property
    def is_error(self) -> bool:
        return self.level == "error"

    @property
    def is_open(self) -> bool:
        return self.is_error or self.accepted is None

    @property
    def is_lacking(self) -> bool:
        return not self.of_library and not self.is_error and self.code in MISSING


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A record with staff's corrections in it, and its findings, errors first.

    `content` has all its lines, those too that staff leave out; what becomes an application is `to_file`.
    """

    record: WorkbookRecord
    content: Content
    original: Content
    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def removed(self) -> frozenset[str]:
        """The lines that staff leave out."""
        return removed(self.record.corrections)

    @property
    def to_file(self) -> Content:
        """The content without the lines that are left out."""
        return without(self.content, self.removed)

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.is_error]

    @property
    def warnings(self) -> list[Finding]:
        """The warnings that nobody has accepted yet."""
        return [one for one in self.findings if not one.is_error and one.is_open]


def review(record: WorkbookRecord, products: Mapping[str, Product]) -> Reviewed:
    """`record` with its findings; `products` holds at least those of its lines, by code."""
    original = content_of(record.application or {}, record.matches)
    content = corrected(original, record.corrections)
    facts = facts_for(without(content, removed(record.corrections)), products)
    if record.state in {"filed", "registered"}:
        return Reviewed(record, content, original, facts, ())
    found = list(_of_library(record))
    if record.state == "read":
        found += _of_portal(record, content, facts, found)
    return Reviewed(record, content, original, facts, tuple(sorted(found, key=lambda one: not one.is_error)))


def codes_in(records: Iterable[WorkbookRecord]) -> set[str]:
    """The codes of all products that the records' lines may mean."""
    found: set[str] = set()
    for record in records:
        for match in record.matches:
            found |= {match["code"], *match["candidates"]} - {None, ""}
        found |= {value for path, value in record.corrections.items() if path.endswith(".product")}
    return found


def facts_for(content: Content, products: Mapping[str, Product]) -> Facts:
    """What the application's rules need to know; a legacy sheet comes without supplements."""
    asked = {item["product"] for item in content["items"]} & products.keys()
    kind, contract_class = content["kind"] or None, content["contract_class"] or None
    refusals = {code: refusal(products[code], kind, contract_class, today()) for code in asked}
    return Facts(
        products={code: products[code] for code in asked},
        refusals={code: str(word) for code, word in refusals.items() if word},
        prefectures=prefectures_of,
    )


@cache
def required_by(form: str | None) -> frozenset[str]:
    """The fields that a form itself asks for, such as `items[].quantity` (`legacy_forms`, section 6)."""
    return frozenset(next((known.required for known in forms() if known.code == form), ()))


def _of_library(record: WorkbookRecord) -> Iterator[Finding]:
    """What the library reported and nobody has corrected: the first word on each field counts."""
    seen: set[str] = set()
    left_out = removed(record.corrections)
    for said in record.problems:
        path = portal_path(said["field"])
        if path and (path in seen or line_of(path) in left_out or _is_corrected(path, record.corrections)):
            continue
        seen.add(path)
        code = said["code"]
        level = "warning" if code in rules.KEEPS_VALUE else library.problem(code).level
        accepted = record.accepted.get(rules.key(code, path), {}).get("reason")
        candidates = tuple(said.get("candidates") or ())
        yield Finding(code, path, level, of_library=True, cell=said["cell"], candidates=candidates, accepted=accepted)


def _of_portal(record: WorkbookRecord, content: Content, facts: Facts, known: Iterable[Finding]) -> Iterator[Finding]:
    required = required_by(record.form)
    unread, said = {one.path for one in known if one.is_error}, {one.key for one in known}
    left_out = removed(record.corrections)
    for problem in checking.check(without(content, left_out), facts):
        path = _among_all(problem.path, content, left_out)
        if problem.code in rules.NOT_ASKED_HERE or rules.key(problem.code, path) in said:
            continue
        # The library names a section where the portal names the choice in it.
        if {path, path.removesuffix(".same_as")} & unread:
            continue
        level = "error" if rules.is_error(problem.code, path, required) else "warning"
        accepted = record.accepted.get(rules.key(problem.code, path), {}).get("reason")
        yield Finding(problem.code, path, level, of_library=False, accepted=accepted, values=dict(problem.values))


def _among_all(path: str, content: Content, left_out: Collection[str]) -> str:
    """The path of a line's field among all lines, found by checking those that are not left out."""
    part, at, name = split(path) if path else ("", None, None)
    if at is None or not left_out:
        return path
    kept = [place for place in range(len(content[part])) if f"{part}[{place}]" not in left_out]
    return f"{part}[{kept[at]}]" + (f".{name}" if name else "")


def _is_corrected(path: str, corrections: Mapping[str, str]) -> bool:
    return path in corrections or any(other.startswith((f"{path}.", f"{path}[")) for other in corrections)
