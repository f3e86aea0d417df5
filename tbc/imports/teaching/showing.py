"""A taught form as it is shown: its slots by section, what is typed there, what is read, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from legacy_excel.definitions import form as base_form
from legacy_excel.taught import Fault
from legacy_excel.taught.building import known_slots
from legacy_excel.taught.definition import record_path
from legacy_excel.workbook.grid import a1
from tbc.imports.kept import KeptSheet
from tbc.imports.marking import Mark
from tbc.imports.models import TaughtForm
from tbc.imports.sheet import covered_by
from tbc.imports.teaching import words
from tbc.imports.teaching.slots import Slot, SlotReader, places


@dataclass(frozen=True, slots=True)
class Part:
    """The slots of one section; it is folded while nothing is typed there and nothing is asked of it."""

    key: str
    title: str
    slots: list[Slot]

    @property
    def is_open(self) -> bool:
        """Whether it is worth looking at."""
        return any(slot.typed or slot.is_required or slot.fault for slot in self.slots)

    @property
    def summary(self) -> str:
        """How much of it is assigned, and what is wrong."""
        done = sum(1 for slot in self.slots if slot.typed)
        wrong = sum(1 for slot in self.slots if slot.fault)
        if wrong:
            return str(_("%(done)s/%(all)s、要確認 %(wrong)s", done=done, all=len(self.slots), wrong=wrong))
        return f"{done}/{len(self.slots)}"


def parts_of(taught: TaughtForm, faults: Iterable[Fault] = ()) -> list[Part]:
    """All slots of the form by section, in the order of the record."""
    reader = SlotReader(taught, faults)
    parts: dict[str, list[Slot]] = {}
    for key in known_slots(taught.form):
        part, _dot, rest = key.partition(".")
        parts.setdefault(rest if part == "sections" else part, []).append(reader.slot(key))
    for slots in parts.values():
        slots.sort(key=lambda slot: not slot.key.startswith("sections."))
    return [Part(key, str(words.PARTS[key]), slots) for key, slots in parts.items()]


def progress(taught: TaughtForm) -> tuple[int, int]:
    """How many of the mandatory fields the trial reads, and how many there are."""
    required = base_form(taught.form).required
    application = (taught.trial or {}).get("application") or {}
    return sum(1 for path in required if _is_there(application, path)), len(required)


def slot_of(form: str, path: str) -> str:
    """The slot at which a field of the record is taught; nothing if there is none."""
    plain = re.sub(r"\[\d+\]", "", path)
    plain = plain.removesuffix("items") + "items.rows" if plain == "items" else plain
    wanted = re.sub(r"\.(city|street)$", ".prefecture", plain)
    slots = [slot for slot in known_slots(form) if "=" not in slot and not slot.startswith(("sections.", "title"))]
    paths = {slot: slot if slot.endswith(".rows") else record_path(slot) for slot in slots}
    return next((slot for slot, own in paths.items() if own == wanted), "")


def parts_read(taught: TaughtForm) -> list[Part]:
    """The sections with what the saved definition reads of its own workbook, without empty slots."""
    read = TaughtForm(form=taught.form, typed=taught.typed, trial=taught.expected)
    shown = (
        Part(part.key, part.title, [slot for slot in part.slots if slot.value and slot.takes != "rows"])
        for part in parts_of(read)
    )
    return [part for part in shown if part.slots] if taught.expected else []


def marks_of(taught: TaughtForm, kept: KeptSheet) -> dict[str, Mark]:
    """The cells of the sheet that are assigned, each with its slot."""
    firsts = {(cell.row, cell.column) for cell in kept.cells}
    covered = {place for cell in kept.cells for place in covered_by(cell)}
    marks = {}
    for slot, typed in taught.typed.items():
        for row, column in places(slot, typed):
            if (row, column) in firsts or (row, column) not in covered:
                # Each cell stands for itself here: what is beside it is no part of its value yet.
                marks[a1(row, column)] = Mark(slot, raw=slot)
    return marks


def _is_there(application: Mapping[str, Any], path: str) -> bool:
    section, _dot, name = path.partition(".")
    if section == "items[]":
        lines = application.get("items") or []
        return bool(lines) and all(line.get(name) is not None for line in lines)
    value = application.get(section)
    return bool(value) if not name else (value or {}).get(name) is not None
