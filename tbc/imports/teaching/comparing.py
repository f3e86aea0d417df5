"""Two definitions side by side, row by row, with what differs (XLS-2)."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from legacy_excel.taught import TaughtForm
from tbc.imports.teaching import words
from tbc.imports.teaching.lessons import typed_of
from tbc.imports.words import form_name


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of both definitions."""

    label: str
    one: str
    other: str

    @property
    def is_same(self) -> bool:
        """Whether they agree."""
        return self.one == self.other


def compare(one: TaughtForm, other: TaughtForm) -> list[Difference]:
    """Every fact that either has: the form, the texts it is known by, the cells of each field with their labels."""
    rows = [
        Difference(_("元の様式"), form_name(one.form), form_name(other.form)),
        Difference(_("シート"), one.sheet, other.sheet),
    ]
    cells, others = _facts(one), _facts(other)
    rows += [
        Difference(words.title_of(slot), cells.get(slot, ""), others.get(slot, "")) for slot in {**cells, **others}
    ]
    texts, other_texts = set(one.labels.values()), set(other.labels.values())
    lone = _("、").join(sorted(texts - other_texts)), _("、").join(sorted(other_texts - texts))
    return [*rows, Difference(_("片方にだけある見出し"), *lone)]


def _facts(taught: TaughtForm) -> dict[str, str]:
    """By slot the cells, and the label that they go by."""
    labels = {slot: spot.label for slot, spot in taught.spots.items()}
    for name, table in taught.tables.items():
        labels |= {f"{name}.{concept}": column.label for concept, column in table.columns.items()}
    if taught.title:
        labels["title"] = taught.title
    facts = {}
    for slot, cells in typed_of(taught).items():
        text = taught.labels.get(labels.get(slot) or "", "")
        facts[slot] = _("%(cells)s（%(label)s）", cells=cells, label=" ".join(text.split())) if text else cells
    return facts
