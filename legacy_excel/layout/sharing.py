"""Whether a section says that it is the same as another: 契約者と同じ ticked, or written as text."""

import re

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.sections import Section
from legacy_excel.layout.sheet import Layout
from legacy_excel.values.marks import MARK, marks_in
from legacy_excel.workbook.grid import Block


def ticked_same_as(layout: Layout, section: str) -> Block | None:
    """The cell whose box says that the section is the same as its target; None if no such box is ticked."""
    _, pattern = vocabulary().same_as[section]
    for block in layout.grid.filled():
        ruling = layout.sections.of(block)
        if ruling is None or ruling.name != section or not isinstance(block.value, str):
            continue
        text = ruling.tail if block is ruling.block else block.text
        match = pattern.search(text)
        if match is not None and (_is_ticked(layout, block, text, match) or _answers_title(layout, ruling, block)):
            return block
    return None


def _answers_title(layout: Layout, section: Section, block: Block) -> bool:
    """`サポート窓口 | 契約者と同じ`: the words stand as the value of their title, with no box and no mark cell."""
    grid = layout.grid
    if block is section.block:
        return MARK.search(section.tail) is None
    is_beside = block.row == section.block.row and block.col == section.block.col2 + 1
    return is_beside and MARK.search(block.text) is None and grid.at(block.row, block.col2 + 1) is None


def says_same_as(section: str, text: str) -> bool:
    """Whether a text in a value cell says so by itself, without a box."""
    _, pattern = vocabulary().same_as[section]
    return pattern.search(text) is not None and MARK.search(text) is None


def _is_ticked(layout: Layout, block: Block, text: str, match: re.Match[str]) -> bool:
    """By the mark before the words, else the one after them, else a mark cell beside them."""
    before, after = marks_in(text[: match.start()]), marks_in(text[match.end() :])
    if before:
        return before[-1]
    if after:
        return after[0]
    grid = layout.grid
    for beside in (grid.at(block.row, block.col - 1), grid.at(block.row, block.col2 + 1)):
        if beside is not None and MARK.fullmatch(beside.text.strip()):
            return marks_in(beside.text.strip())[0]
    return False
