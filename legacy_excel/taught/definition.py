"""A taught form as data: its fixed texts, and the cells of each field and the label they go by (XLS-2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from legacy_excel.definitions import Field, Form, form, vocabulary
from legacy_excel.taught.areas import Area, column_text, row_text

FORMAT: Final = 1
TABLES: Final = ("items", "contact_persons")
SAME_AS: Final = "same_as"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: its cells on the taught sheet, and the address of the label that they go by."""

    areas: tuple[Area, ...]
    label: str | None = None

    @property
    def text(self) -> str:
        """The cells as people type them."""
        return "+".join(map(str, self.areas))


@dataclass(frozen=True, slots=True)
class TaughtColumn:
    """A column of a table, with the address of its header."""

    first: int
    last: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class TaughtTable:
    """A table: its rows on the taught sheet, its columns by concept, the address of the text that ends it."""

    first_row: int
    last_row: int
    columns: Mapping[str, TaughtColumn]
    foot: str | None = None


@dataclass(frozen=True, slots=True)
class TaughtForm:
    """One taught form. `labels` are fixed texts by address, `title` is the address of the one that names the form.

    `spots` are by slot: `end_user.phone`, `head.contract_class`, a box of its own for an option as
    `head.contract_class=corporate`, `support_contact.same_as`. A trial is read even if nothing is filled in.
    """

    name: str
    form: str
    sheet: str
    title: str | None
    labels: Mapping[str, str]
    sections: Mapping[str, tuple[int, int]]
    spots: Mapping[str, Spot]
    tables: Mapping[str, TaughtTable]
    is_trial: bool = field(default=False)

    @property
    def base(self) -> Form:
        """The retired form whose record it gives."""
        return form(self.form)

    def leaned_on(self) -> frozenset[str]:
        """The labels without which no value is found: those of fields and columns, and the title."""
        found = {spot.label for spot in self.spots.values()} | {self.title}
        found |= {column.label for table in self.tables.values() for column in table.columns.values()}
        return frozenset(address for address in found if address is not None)

    def to_plain(self) -> dict[str, Any]:
        """The definition as plain data, in the shape of its TOML file."""
        plain: dict[str, Any] = {"format": FORMAT, "name": self.name, "form": self.form, "sheet": self.sheet}
        if self.title:
            plain["title"] = self.title
        if self.is_trial:
            plain["trial"] = True
        plain["labels"] = dict(self.labels)
        plain["sections"] = {name: row_text(*rows) for name, rows in self.sections.items()}
        plain["fields"] = _grouped(self.spots)
        for name, table in self.tables.items():
            plain[name] = _table(table)
        return plain


def slots_of(base: Form) -> dict[str, Field]:
    """Every slot that a field of this form can be taught at, with its reader, in the order of the record."""
    words = vocabulary()
    found: dict[str, Field] = {}
    for section in ("head", *(name for name in base.sections if name not in TABLES)):
        if section in words.same_as:
            found[f"{section}.{SAME_AS}"] = Field(SAME_AS, "tick")
        for concept, entry in words.fields[section].items():
            if section == "head" and concept not in base.head:
                continue
            found[f"{section}.{concept}"] = entry
            found |= {f"{section}.{option}": Field(concept, "tick") for option in _options(concept)}
    return found


def columns_of(base: Form, table: str) -> tuple[str, ...]:
    """The columns that a table of this form can have."""
    return base.columns if table == "items" else tuple(vocabulary().fields[table])


def tables_of(base: Form) -> tuple[str, ...]:
    """The tables that this form has."""
    return tuple(name for name in TABLES if name in base.sections)


def record_path(slot: str) -> str:
    """The path in the record that the value of a slot goes to; for the parts of an address its prefecture."""
    section, _, concept = slot.partition("=")[0].partition(".")
    if concept == SAME_AS:
        return section
    entry = vocabulary().fields[section][concept]
    name = "prefecture" if entry.reader == "address" else entry.name
    return name if section == "head" else f"{section}.{name}"


def _options(concept: str) -> Iterator[str]:
    for value in vocabulary().choices.get(concept, ()):
        yield f"{concept}={value}"


def _grouped(spots: Mapping[str, Spot]) -> dict[str, dict[str, Any]]:
    fields: dict[str, dict[str, Any]] = {}
    for slot, spot in spots.items():
        section, _, concept = slot.partition(".")
        fields.setdefault(section, {})[concept] = _entry(spot.text, spot.label)
    return fields


def _table(table: TaughtTable) -> dict[str, Any]:
    plain: dict[str, Any] = {"rows": row_text(table.first_row, table.last_row)}
    if table.foot:
        plain["foot"] = table.foot
    plain["columns"] = {
        concept: _entry(column_text(column.first, column.last), column.label)
        for concept, column in table.columns.items()
    }
    return plain


def _entry(cells: str, label: str | None) -> dict[str, str]:
    return {"cells": cells, "label": label} if label else {"cells": cells}
