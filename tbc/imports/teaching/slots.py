"""The slots of a taught form: what is typed at each, what the trial read there, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from legacy_excel import problems as library
from legacy_excel.definitions import form as base_form
from legacy_excel.taught import Fault
from legacy_excel.taught.areas import cells, columns, rows
from legacy_excel.taught.definition import TABLES, record_path
from legacy_excel.workbook.grid import a1
from tbc.imports.models import TaughtForm
from tbc.imports.teaching import words
from tbc.kit.language import language

ADDRESS = ("prefecture", "city", "street", "building")
IN_ADDRESS = frozenset({"address", "prefecture", "city", "street"})
SHOWN_LINES = 3
# So many rows of a table are lit at most.
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: what is typed, what is read by it, and what is wrong; `takes` is cells, rows or columns.

    `cells` are the addresses that are lit on the sheet for it, with a space between them.
    """

    key: str
    label: str
    typed: str
    takes: str
    is_required: bool
    value: str = ""
    fault: str = ""
    warning: str = ""
    cells: str = ""


class SlotReader:
    """Finds for each slot what the trial read there."""

    def __init__(self, taught: TaughtForm, faults: Iterable[Fault]) -> None:
        self._taught = taught
        self._required = base_form(taught.form).required
        self._faults = {fault.at: words.sentence_of(fault) for fault in reversed(list(faults))}
        trial: Mapping[str, Any] = taught.trial or {}
        self._application: Mapping[str, Any] = trial.get("application") or {}
        self._problems: list[Mapping[str, Any]] = trial.get("problems") or []

    def slot(self, key: str) -> Slot:
        """One slot with what is typed, read and wrong there."""
        part, _dot, rest = key.partition(".")
        typed = self._taught.typed.get(key, "")
        takes = "rows" if part == "sections" or rest == "rows" else "columns" if part in TABLES else "cells"
        is_required = self._is_required(part, rest)
        fault, warning = self._problem(part, rest, key, is_typed=bool(typed), is_required=is_required)
        return Slot(
            key=key,
            label=words.label_of(key),
            typed=typed,
            takes=takes,
            is_required=is_required,
            value=self._value(part, rest)
            if typed or any(one.startswith(f"{key}=") for one in self._taught.typed)
            else "",
            fault=self._faults.get(key, fault),
            warning=warning,
            cells=" ".join(a1(*place) for place in self._lit(key, typed)),
        )

    def _lit(self, key: str, typed: str) -> Iterator[tuple[int, int]]:
        """The cells of the slot; those of a column are on the rows of its table."""
        table = key.partition(".")[0]
        if table not in TABLES or key.endswith(".rows"):
            yield from places(key, typed)
            return
        with suppress(ValueError):
            (first, last), (left, right) = rows(self._taught.typed.get(f"{table}.rows", "")), columns(typed)
            for row in range(first, min(last, first + MOST_ROWS) + 1):
                yield from ((row, column) for column in range(left, right + 1))

    def _is_taught(self, key: str) -> bool:
        """Whether cells are typed for it, or boxes for its options."""
        return any(one == key or one.startswith(f"{key}=") for one in self._taught.typed)

    def _is_required(self, part: str, rest: str) -> bool:
        if part in TABLES:
            return part == "items" and (rest == "rows" or f"items[].{rest}" in self._required)
        if part in ("title", "sections") or "=" in rest:
            return False
        path = record_path(f"{part}.{rest}")
        # One cell for the whole address is the usual case; it may be taught in its parts as well.
        return path in self._required and rest not in IN_ADDRESS - {"address"}

    def _problem(self, part: str, rest: str, key: str, *, is_typed: bool, is_required: bool) -> tuple[str, str]:
        """The error and the warning of the trial that belong to this slot."""
        if part in ("title", "sections") or "=" in rest or not (is_typed or is_required):
            return "", ""
        found = [one for one in self._problems if self._belongs(one["field"] or "", part, rest, key)]
        texts = {"error": "", "warning": ""}
        for one in reversed(found):
            problem = library.problem(one["code"])
            texts[problem.level] = library.sentence(problem, language())
        # What nobody has assigned yet is no error while a form is being taught; it is said when it is saved.
        return (texts["error"] if is_typed else "", texts["warning"])

    def _belongs(self, field: str, part: str, rest: str, key: str) -> bool:
        if part in TABLES:
            if rest == "rows":
                return field == part
            return field.startswith(f"{part}[") and field.endswith(f".{name_of_column(part, rest)}")
        if rest in IN_ADDRESS:
            return field in {f"{part}.{name}" for name in ADDRESS[:3]}
        return field == record_path(key)

    def _value(self, part: str, rest: str) -> str:
        if part in ("title", "sections") or "=" in rest or not self._application:
            return ""
        if part in TABLES:
            return _lines(self._application.get(part) or [], name_of_column(part, rest) if rest != "rows" else "")
        path = record_path(f"{part}.{rest}")
        if part == "head":
            return _shown(self._application.get(path))
        party = self._application.get(part) or {}
        if rest == "same_as":
            return str(words.SHARED[part]) if party.get("same_as") else ""
        if rest in IN_ADDRESS:
            return " ".join(str(party[name]) for name in ADDRESS if party.get(name))
        return _shown(party.get(path.partition(".")[2]))


def name_of_column(table: str, concept: str) -> str:
    """What a column of a table is called in the record."""
    return record_path(f"{table}.{concept}").partition(".")[2]


def _lines(lines: Sequence[Mapping[str, Any]], column: str) -> str:
    if not column:
        return str(ngettext("%(num)s行", "%(num)s行", len(lines))) if lines else ""
    values = [_shown(line.get(column)) or "―" for line in lines]
    rest = len(values) - SHOWN_LINES
    text = str(_("、")).join(values[:SHOWN_LINES])
    return str(_("%(values)s ほか%(count)s行", values=text, count=rest)) if rest > 0 else text


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("あり") if value else _("なし"))
    return words.option_value(value) if isinstance(value, str) else "" if value is None else str(value)


def places(slot: str, typed: str) -> Iterator[tuple[int, int]]:
    """Rows and columns of the cells that are typed for a field; none for rows, columns and what cannot be read."""
    if slot.startswith("sections.") or slot.partition(".")[0] in TABLES:
        return
    with suppress(ValueError):
        for area in cells(typed):
            for row in range(area.row, area.row2 + 1):
                yield from ((row, column) for column in range(area.col, area.col2 + 1))
