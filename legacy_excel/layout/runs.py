"""Finds the value cells of a label by geometry: right of it or below it, up to the next label (README section 4)."""

from dataclasses import dataclass
from typing import Literal

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.labels import Label, find_labels
from legacy_excel.layout.sections import FAR, Section, Sections, find_sections
from legacy_excel.values.text import squeezed
from legacy_excel.workbook.grid import Block, Grid

Side = Literal["right", "below"]
# Values that may go on in the rows below without a label of their own.
MANY_ROWS = frozenset({"address", "remarks"})


@dataclass(frozen=True, slots=True)
class Run:
    """The blocks in which a label's value stands, in reading order; `home` is the first, also when it is empty."""

    blocks: tuple[Block, ...]
    home: Block

    def filled(self) -> list[Block]:
        """The blocks that hold something."""
        return [block for block in self.blocks if not block.is_empty]


class Layout:
    """A sheet understood: its labels, its sections, and for each label where its value stands."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.labels = find_labels(grid)
        self.sections = find_sections(grid, self.labels)
        self.labels = [label for label in self.labels if label.block not in self.sections.blocks]
        self._stops = {label.block for label in self.labels} | self.sections.blocks
        self._example_cols = _example_columns(grid, self.sections)
        self._edge = _right_edge(grid, self._stops)
        self._votes = self._count_votes()

    def set_aside(self, blocks: set[Block]) -> None:
        """Takes the headers of tables from the labels; they ask for columns, and still end the runs of others."""
        self.labels = [label for label in self.labels if label.block not in blocks]
        self._votes = self._count_votes()

    def section_of(self, label: Label) -> Section | None:
        """The section of a label."""
        return self.sections.of(label.block)

    def run(self, label: Label) -> Run:
        """Where the label's value stands."""
        right, below = self._right_run(label), self._below_run(label)
        if self._side(label, right, below) == "below":
            return below
        return right

    def is_example(self, block: Block) -> bool:
        """Whether the block stands in a column of examples."""
        return block.col in self._example_cols

    def is_stamped_as_example(self) -> bool:
        """Whether the sheet bears the stamp 記入例 above its first section, not as the header of a column."""
        first_row = min((section.first_row for section in self.sections.all), default=self.grid.last_row)
        return any(
            vocabulary().has_word("example", squeezed(block.text)) and block.col not in self._example_cols
            for block in self.grid.filled()
            if block.row < first_row
        )

    def _side(self, label: Label, right: Run, below: Run) -> Side:
        sides = self._free_sides(label)
        if len(sides) == 1:
            return sides[0]
        vote = self._votes.get(self.section_of(label), 0)
        if abs(vote) < 2 and bool(right.filled()) != bool(below.filled()):
            return "right" if right.filled() else "below"
        vote = vote or sum(self._votes.values())
        return "below" if vote < 0 else "right"

    def _count_votes(self) -> dict[Section | None, int]:
        """By how many labels more have their value right than below, for each section, where it is clear."""
        votes: dict[Section | None, int] = {}
        for label in self.labels:
            section = self.section_of(label)
            sides = self._free_sides(label)
            # Seals and the vendor's own box follow no order.
            if len(sides) == 1 and label.concept != "ignored" and (section is None or section.name != "office"):
                votes[section] = votes.get(section, 0) + (1 if sides[0] == "right" else -1)
        return votes

    def _free_sides(self, label: Label) -> list[Side]:
        block = label.block
        section = self.section_of(label)
        last_col = min(section.last_col if section else FAR, self._edge)
        sides: list[Side] = []
        beside = self.grid.at(block.row, block.col2 + 1)
        if block.col2 + 1 <= last_col and beside not in self._stops:
            sides.append("right")
        under = self.grid.at(block.row2 + 1, block.col)
        if block.row2 < self.grid.last_row and under not in self._stops:
            sides.append("below")
        return sides

    def _right_run(self, label: Label) -> Run:
        block = label.block
        section = self.section_of(label)
        last_col = min(section.last_col if section else FAR, self._edge)
        blocks: list[Block] = []
        for row in range(block.row, block.row2 + 1):
            blocks += [b for b in self._until_stop(row, block.col2 + 1, last_col) if b not in blocks]
        home = self.grid.at(block.row, block.col2 + 1) or Block(
            block.row, block.col2 + 1, block.row, block.col2 + 1, None
        )
        if label.concept in MANY_ROWS:
            blocks += self._going_on(label, home)
        return Run(tuple(blocks), home)

    def _going_on(self, label: Label, home: Block) -> list[Block]:
        """Further lines under the value, as long as no label and nothing else begins the row."""
        lines: list[Block] = []
        row = max(label.block.row2, home.row2) + 1
        while True:
            line = [b for b in self.grid.on_row(row, label.block.col) if b.row == row and not b.is_empty]
            if not line or line[0].col != home.col or any(b in self._stops for b in line):
                return lines
            lines.append(line[0])
            row = line[0].row2 + 1

    def _below_run(self, label: Label) -> Run:
        block = label.block
        section = self.section_of(label)
        right_stop = self._next_stop(block.row, block.col2 + 1)
        last_col = min(right_stop - 1, section.last_col if section else FAR, max(self._edge, block.col2))
        row = block.row2 + 1
        blocks = [b for b in self._until_stop(row, block.col, last_col) if b.row == row]
        home = self.grid.at(row, block.col) or Block(row, block.col, row, block.col, None)
        return Run(tuple(blocks), home)

    def _until_stop(self, row: int, first_col: int, last_col: int) -> list[Block]:
        blocks = []
        for block in self.grid.on_row(row, first_col, last_col):
            if block in self._stops:
                break
            if not self.is_example(block):
                blocks.append(block)
        return blocks

    def _next_stop(self, row: int, first_col: int) -> int:
        return next((b.col for b in self.grid.on_row(row, first_col) if b in self._stops), FAR)


def _right_edge(grid: Grid, stops: set[Block]) -> int:
    """The last column of the form, known where cells are merged: what stands beyond was written beside the form."""
    merged = [block.col2 for block in grid.blocks if block.col2 > block.col]
    if not merged:
        return FAR
    return max([*merged, *(block.col2 for block in stops)])


def _example_columns(grid: Grid, sections: Sections) -> set[int]:
    """The columns under a header 記入例 that stands in one row with other headers such as 項目 or ご記入欄."""
    words = vocabulary()
    columns: set[int] = set()
    for block in grid.filled():
        if not words.has_word("example", squeezed(block.text)) or block in sections.blocks:
            continue
        row = [b for b in grid.on_row(block.row) if not b.is_empty and b is not block]
        if any(words.has_word("column_header", b.text) for b in row):
            columns |= set(range(block.col, block.col2 + 1))
    return columns
