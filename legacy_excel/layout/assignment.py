"""Assigns labels to the fields of their sections; フリガナ goes to the name that it stands next to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from legacy_excel.definitions import Field, Form, vocabulary
from legacy_excel.layout.labels import Label
from legacy_excel.layout.readings_of_names import readings_of_names
from legacy_excel.layout.runs import Run
from legacy_excel.layout.sheet import Layout
from legacy_excel.workbook.grid import Block

NOT_READ: Final = frozenset({"ignored", "office"})
# Sections that are read line by line.
LISTS: Final = frozenset({"items", "contact_persons"})


@dataclass(frozen=True, slots=True)
class Assigned:
    """A label with the section and the field whose value it bears."""

    section: str
    concept: str
    field: Field
    label: Label
    run: Run
    rivals: tuple[Block, ...] = ()


def assign(layout: Layout, form: Form) -> list[Assigned]:
    """The labels that ask for fields of this form, in reading order."""
    words = vocabulary()
    assigned = []
    for section, label, concept, run in (*_labelled(layout), *_in_matrices(layout)):
        home = "head" if concept in words.fields["head"] else section
        is_asked = concept in form.head if home == "head" else home in form.sections
        if is_asked and home not in LISTS and concept in words.fields[home]:
            rivals = layout.choice(label).rivals
            assigned.append(Assigned(home, concept, words.fields[home][concept], label, run, rivals))
    return assigned


def _labelled(layout: Layout) -> Iterator[tuple[str, Label, str, Run]]:
    for section, labels in _by_section(layout).items():
        for label, concept in _told_apart(labels):
            yield section, label, concept, layout.run(label)


def _in_matrices(layout: Layout) -> Iterator[tuple[str, Label, str, Run]]:
    for matrix in layout.matrices:
        concepts = dict(_told_apart(matrix.labels))
        for section, label, run in matrix.values:
            yield section, label, concepts[label], run


def _by_section(layout: Layout) -> dict[str, list[Label]]:
    sections: dict[str, list[Label]] = {}
    for label in layout.labels:
        name = layout.name_of_section(label)
        if name not in NOT_READ:
            sections.setdefault(name, []).append(label)
    return sections


def _told_apart(labels: Sequence[Label]) -> list[tuple[Label, str]]:
    """The labels with what they ask for among each other.

    A mobile number stands for the telephone number where no other is asked for.
    """
    has_phone = any(label.concept == "phone" for label in labels)
    concepts: dict[Label, str] = dict(readings_of_names(labels))
    mobile = "ignored" if has_phone else "phone"
    return [(label, mobile if label.concept == "mobile" else concepts.get(label, label.concept)) for label in labels]
