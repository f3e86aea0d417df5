"""Finds the value cells of a label by geometry: right of it or below it, up to the next label (README section 4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.labels import Label
from legacy_excel.layout.orientation import Orientation
from legacy_excel.layout.sections import FAR
from legacy_excel.workbook.grid import Block, Grid

# Values that may go on in the rows below without a label of their own.
MANY_ROWS: Final = frozenset({"address", "remarks"})
# Below these 契約者と同じ is an answer.
FIRST_OF_PARTY: Final = frozenset({"company_name", "company_kana", "kana"})
# So many cells that belong to nothing part a value from a note beside it.
GAP: Final = 3
# Right-aligned in cells of one character each, these begin far from their label.
ONE_CHARACTER_PER_CELL: Final = frozenset(
    {"reseller_reference", "phone", "postal_code", "corporate_number", "contract_class"}
)


# Not frozen, as it is made by the hundred: a frozen one takes four times as long.
@dataclass(slots=True)
class Run:
    """The blocks in which a label's value stands, in reading order; `home` is the first, also when it is empty."""

    blocks: tuple[Block, ...]
    home: Block

    def filled(self) -> list[Block]:
        """The blocks that hold something."""
        return [block for block in self.blocks if not block.is_empty]


class Runs:
    """Walks from labels to their values."""

    def __init__(self, grid: Grid, orientation: Orientation, labels: Sequence[Label]) -> None:
        self._grid = grid
        self._orientation = orientation
        self._labels = labels

    def right(self, label: Label, *, over_gaps: bool = False) -> Run:
        """The blocks right of a label, on all the rows that it spans; up to a gap, or over gaps."""
        block = label.block
        last_col = self._orientation.last_col(block)
        blocks: list[Block] = []
        for row in range(block.row, block.row2 + 1):
            line = self._until_stop(row, block.col2 + 1, last_col)
            if label.concept in ONE_CHARACTER_PER_CELL:
                line = self._beyond_edge(line)
            blocks += [b for b in (line if over_gaps else _before_gap(line)) if b not in blocks]
        home = self._grid.at(block.row, block.col2 + 1) or _empty(block.row, block.col2 + 1)
        if label.concept in MANY_ROWS:
            blocks += self._going_on(label, next((b for b in blocks if not b.is_empty), home))
        return Run(tuple(blocks), home)

    def below(self, label: Label) -> Run:
        """The blocks under a label, as far to the right as the next label beside it."""
        block = label.block
        right_stop = next(
            (b.col for b in self._grid.on_row(block.row, block.col2 + 1) if b in self._orientation.stops), FAR
        )
        last_col = min(right_stop - 1, max(self._orientation.last_col(block), block.col2))
        # An empty row may have been inserted between a label and its value.
        row = next((r for r in (block.row2 + 1, block.row2 + 2) if self._grid.on_row(r)), block.row2 + 1)
        line = [b for b in self._until_stop(row, block.col, last_col) if b.row == row]
        if line and label.concept not in FIRST_OF_PARTY and _begins_next_section(line[0].text):
            line = []
        return Run(tuple(_before_gap(line)), self._grid.at(row, block.col) or _empty(row, block.col))

    def nothing(self, label: Label) -> Run:
        """The run of a label that has no value of its own."""
        block = label.block
        return Run((), self._grid.at(block.row, block.col2 + 1) or _empty(block.row, block.col2 + 1))

    def without_strays(self, label: Label, run: Run) -> Run:
        """The run without a note that begins far right of where the values of its neighbours begin."""
        filled = run.filled()
        usual_col = self._usual_columns.get(label.block.col)
        if not filled or usual_col is None or label.concept in ONE_CHARACTER_PER_CELL:
            return run
        is_stray = filled[0].col >= usual_col + GAP and filled[0].col - label.block.col2 > GAP
        return Run((), run.home) if is_stray and filled[0] is not run.home else run

    @cached_property
    def _usual_columns(self) -> dict[int, int]:
        """For the labels of a column the one in which most of their values begin, where enough of them do."""
        firsts: dict[int, Counter[int]] = {}
        for label in self._labels:
            block = label.block
            right = self._until_stop(block.row, block.col2 + 1, self._orientation.last_col(block))
            first = next((b for b in right if not b.is_empty), None)
            if first is not None:
                firsts.setdefault(block.col, Counter())[first.col] += 1
        return {col: counts.most_common(1)[0][0] for col, counts in firsts.items() if counts.total() >= 3}

    def _going_on(self, label: Label, first: Block) -> list[Block]:
        """Further lines under the value, as long as no label and nothing else begins the row."""
        lines: list[Block] = []
        row = max(label.block.row2, first.row2) + 1
        while True:
            line = [b for b in self._grid.on_row(row, label.block.col) if b.row == row and not b.is_empty]
            if not line or line[0].col != first.col or any(b in self._orientation.stops for b in line):
                return lines
            lines.append(line[0])
            row = line[0].row2 + 1

    def _beyond_edge(self, line: list[Block]) -> list[Block]:
        """Characters in cells of their own may go on beyond the last column of the form."""
        while line and _is_character(line[-1]):
            beside = self._grid.right_of(line[-1])
            if beside is None or not _is_character(beside) or beside in self._orientation.stops:
                break
            line.append(beside)
        return line

    def _until_stop(self, row: int, first_col: int, last_col: int) -> list[Block]:
        blocks = []
        for block in self._grid.on_row(row, first_col, last_col):
            if block in self._orientation.stops:
                break
            blocks.append(block)
        return blocks


def _before_gap(line: Sequence[Block]) -> list[Block]:
    """The blocks up to the first gap of cells that belong to nothing."""
    near: list[Block] = []
    for block in line:
        if any(not b.is_empty for b in near) and block.col - near[-1].col2 > GAP:
            break
        near.append(block)
    return near


@lru_cache(maxsize=16_384)
def _begins_next_section(text: str) -> bool:
    """契約者と同じ below a label is the first line of the section that follows, not the label's value."""
    return any(pattern.search(text) for _, pattern in vocabulary().same_as.values())


def _is_character(block: Block) -> bool:
    return len(block.text.strip()) == 1 and block.text.strip().isalnum()


def _empty(row: int, col: int) -> Block:
    return Block(row, col, row, col, None)
