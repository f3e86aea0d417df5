"""Turns the rows of one application into what somebody would have typed into the forms, with where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tbc.applications import record
from tbc.bulk_filing.columns import ACCOUNT, BY_PATH, COLUMNS, CONSENT, KEY, PRODUCT_NAME, QUICK, meant
from tbc.bulk_filing.reading import ReadSheet, SheetRow
from tbc.kit.entries.problem import Problem
from tbc.kit.postal import PREFECTURES
from tbc.kit.search import fold

_LISTED = ("items", "contact_persons")
_SINGLE = tuple(column for column in COLUMNS if column.part not in _LISTED)


@dataclass(slots=True)
class Typed:
    """What the rows say, in the shape of the record.

    `sources` gives the row in which the field at a path stands, and `texts` what stood there; `first` is the first row.
    `account` is the company account as it is named, `consent` is `yes`, `no` or empty.
    """

    first: int
    title: str
    account: str = ""
    consent: str = ""
    parts: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def row_of(self, path: str) -> int:
        """The row in which the field at `path` stands, or should."""
        line = path.partition(".")[0]
        return self.sources.get(path) or self.sources.get(line) or self.first


def typed_from(sheet: ReadSheet, rows: Sequence[SheetRow]) -> Typed:
    """What `rows`, which belong to one application, say."""
    typed = Typed(rows[0].number, sheet.text(rows[0], KEY))
    single = {column.path: _single(sheet, rows, column.path, typed) for column in _SINGLE}
    typed.account = single[ACCOUNT]
    typed.consent = _meant(CONSENT, single[CONSENT])
    for field_ in record.CHOICES:
        typed.parts[field_.name] = _meant(field_.name, single[field_.name])
    for field_ in record.REFERENCES:
        typed.parts[field_.name] = single[field_.name]
    for part, fields in record.GROUPS.items():
        typed.parts[part] = _group(part, {one.name: single[f"{part}.{one.name}"] for one in fields}, single)
        _check_prefecture(part, typed)
    for part in _LISTED:
        typed.parts[part] = _list(sheet, rows, part, typed)
    return typed


def is_quick(account: str) -> bool:
    """Whether a cell for the company account says that there is none."""
    return fold(account) in {fold(str(QUICK)), "quick"}


def _single(sheet: ReadSheet, rows: Sequence[SheetRow], path: str, typed: Typed) -> str:
    """What the rows say of one field: the first that says something counts, the others may not say anything else."""
    said = ""
    for row in rows:
        text = sheet.text(row, path)
        if text and not said:
            said = text
            typed.sources[path], typed.texts[path] = row.number, text
        elif text and text != said and path != KEY:
            values = {"row": typed.sources[path], "here": row.number}
            typed.problems.append(Problem(path, "differs_from_first", values=values))
    return said


def _group(part: str, section: dict[str, str], single: dict[str, str]) -> dict[str, str]:
    if part not in record.SAME_AS:
        return section
    chosen, first = single[f"{part}.same_as"], next(iter(section))
    if not chosen and fold(section[first]) in meant(f"{part}.same_as"):
        # An exported table says it in the section's first column.
        chosen, section = section[first], section | {first: ""}
    if not chosen and any(section.values()):
        chosen = "other"
    return {**section, "same_as": _meant(f"{part}.same_as", chosen)}


def _check_prefecture(part: str, typed: Typed) -> None:
    """In the form it is picked; in a sheet anything may stand."""
    given = typed.parts[part].get("prefecture")
    if given and given not in PREFECTURES:
        typed.problems.append(Problem(f"{part}.prefecture", "prefecture_unknown"))


def _list(sheet: ReadSheet, rows: Sequence[SheetRow], part: str, typed: Typed) -> list[dict[str, str]]:
    """The product lines or the contact persons: one for each row that has anything of them."""
    names = [field_.name for field_ in record.LISTS[part][0]]
    found: list[dict[str, str]] = []
    for row in rows:
        entry = {name: _listed(name, sheet.text(row, f"{part}.{name}")) for name in names}
        if part == "items":
            entry["product"] = entry["product"] or sheet.text(row, PRODUCT_NAME)
        if any(entry.values()):
            typed.sources[f"{part}[{len(found)}]"] = row.number
            for name, text in entry.items():
                typed.texts[f"{part}[{len(found)}].{name}"] = text
            found.append(entry)
    return found


def _listed(name: str, text: str) -> str:
    """Years are often written with their unit."""
    return text.removesuffix("年").strip() if name == "term_years" else text


def _meant(path: str, text: str) -> str:
    return meant(path).get(fold(text), "") if text else ""


def column_path(path: str) -> str:
    """The column in which the field at `path` of the record stands: `items.quantity` for `items[2].quantity`."""
    part, _dot, name = path.partition(".")
    whole = part.partition("[")[0] + (f".{name}" if name else "")
    if whole in BY_PATH:
        return whole
    return {"items": "items.product", "contact_persons": "contact_persons.name"}.get(whole, whole)
