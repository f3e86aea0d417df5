"""Says of which name each フリガナ is the reading: of the one that it stands next to (README section 3).

フリガナ | …        会社名   | …        担当者名 | … | フリガナ | …        フリガナ | … | フリガナ | …
会社名   | …        フリガナ | …                                           会社名   | … | 担当者名 | …
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from legacy_excel.layout.labels import Label

NAMES: Final = {"company_name": "company_kana", "contact_name": "contact_kana"}
# The sides on which a name may stand, the usual one first: on these forms フリガナ stands above the name.
_SIDES: Final = ("below", "left", "above", "right")
_SIDES_OF_CELLS: Final = ("below", "right", "left", "above")


def readings_of_names(labels: Sequence[Label]) -> dict[Label, str]:
    """For each label フリガナ of a section the concept of its name's reading, if the section has such a name.

    A name has one reading: what a label with a single name beside it takes is not left for others. Where names stand on
    two of its sides still, the side counts on which most others have theirs.
    """
    open_labels = [label for label in labels if label.concept == "kana"]
    if not open_labels:
        return {}
    beside = {label: _names_beside(label, labels) for label in open_labels}
    usual = Counter(side for names in beside.values() for side in names)
    taken = {name for name, reading in NAMES.items() if any(label.concept == reading for label in labels)}
    found: dict[Label, str] = {}
    while open_labels:
        choices = {label: _not_taken(beside[label], taken) for label in open_labels}
        label = min(open_labels, key=lambda one: _fewest_first(choices[one]))
        side = max(choices[label], key=lambda one: (usual[one], -_sides(label).index(one)), default=None)
        name = choices[label][side] if side else _next_in_order(label, labels, taken)
        if name is not None:
            found[label] = NAMES[name.concept]
            taken.add(name.concept)
        open_labels.remove(label)
    return found


def _sides(label: Label) -> tuple[str, ...]:
    # Where values stand in the cells of their labels, nothing stands between フリガナ and a name on its right.
    return _SIDES if label.inline is None else _SIDES_OF_CELLS


def _fewest_first(names: Mapping[str, Label]) -> int:
    """Those with one name are sure; those with none take what is left in the end."""
    return len({name.concept for name in names.values()}) or len(NAMES) + 1


def _not_taken(names: Mapping[str, Label], taken: Collection[str]) -> dict[str, Label]:
    return {side: name for side, name in names.items() if name.concept not in taken}


def _names_beside(label: Label, labels: Sequence[Label]) -> Mapping[str, Label]:
    """The names that are the next label on any side of it."""
    place = labels.index(label)
    own = label.block
    column = [one for one in labels if one.block.col <= own.col2 and one.block.col2 >= own.col]
    row = [one for one in labels if one.block.row <= own.row2 and one.block.row2 >= own.row]
    within = [one for one in labels if one.block is own]
    beside = {
        "below": min((one for one in column if one.block.row > own.row2), key=_row, default=None),
        "above": max((one for one in column if one.block.row2 < own.row), key=_row, default=None),
        "right": min((one for one in row if one.block.col > own.col2), key=_col, default=None),
        "left": max((one for one in row if one.block.col2 < own.col), key=_col, default=None),
    }
    if len(within) > 1:
        # Several labels with their values share one cell, in the order in which they are read.
        beside["left"] = next((one for one in reversed(labels[:place]) if one in within), beside["left"])
        beside["right"] = next((one for one in labels[place + 1 :] if one in within), beside["right"])
    return {side: one for side, one in beside.items() if one is not None and one.concept in NAMES}


def _next_in_order(label: Label, labels: Sequence[Label], taken: Collection[str]) -> Label | None:
    """The name that follows in reading order, else the one before; one that has a reading only if no other is there."""
    place = labels.index(label)
    names = [one for one in (*labels[place + 1 :], *reversed(labels[:place])) if one.concept in NAMES]
    return next((one for one in names if one.concept not in taken), next(iter(names), None))


def _row(label: Label) -> int:
    return label.block.row


def _col(label: Label) -> int:
    return label.block.col
