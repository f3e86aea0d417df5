"""Finds the labels of a sheet: cells whose text the vocabulary knows, or that begin with one and a colon."""

import re
from dataclasses import dataclass

from legacy_excel.definitions import vocabulary
from legacy_excel.values.text import is_nothing
from legacy_excel.workbook.grid import Block, Grid


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A label: what it asks for, the section if it names one itself, and the value if it stands behind a colon."""

    block: Block
    concept: str
    section: str | None = None
    inline: str | None = None


def find_labels(grid: Grid) -> list[Label]:
    """The labels in reading order; texts known only in part count where no surer label stands directly left of them."""
    sure: dict[Block, Label] = {}
    possible: dict[Block, Label] = {}
    for block in grid.filled():
        if not isinstance(block.value, str):
            continue
        known = vocabulary().label(block.text)
        if known is not None:
            concept, section, is_partial = known
            (possible if is_partial else sure)[block] = Label(block, concept, section)
        else:
            inline = _with_inline_value(block)
            if inline is not None:
                possible[block] = inline
    for block, label in possible.items():
        beside = _left_of(grid, block)
        if beside is None or beside not in sure:
            sure[block] = label
    labels = {block: label for block, label in sure.items() if not _repeats_its_neighbour(grid, label, sure)}
    return sorted(labels.values(), key=lambda label: (label.block.row, label.block.col))


def _with_inline_value(block: Block) -> Label | None:
    """`TEL：03-5555-1234` in one cell."""
    match = re.match(r"^([^:：\n]{1,30})[:：](.+)$", block.text.strip(), re.DOTALL)
    known = vocabulary().label(match[1]) if match else None
    if match is None or known is None or known[2] or is_nothing(match[2]):
        return None
    return Label(block, known[0], known[1], match[2])


def _repeats_its_neighbour(grid: Grid, label: Label, labels: dict[Block, Label]) -> bool:
    """Whether it is a preprinted 〒 or the like in the value cells of a label that asks for the same thing."""
    beside = _left_of(grid, label.block)
    return beside is not None and beside in labels and labels[beside].concept == label.concept


def _left_of(grid: Grid, block: Block) -> Block | None:
    left = grid.at(block.row, block.col - 1)
    return left if left is not None and not left.is_empty else None
