"""Whether values stand right of their labels or below them, section by section, by the labels where it is clear."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final, Literal

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.labels import Label
from legacy_excel.layout.sections import FAR, Section, Sections
from legacy_excel.workbook.grid import Block, Grid

Side = Literal["right", "below"]
# So many clear cases more on one side make a section's order certain.
CERTAIN: Final = 3
# Labels of table columns, which stand side by side in a header.
COLUMNS: Final = frozenset({"product_name", "quantity", "term_years", "license_id", "serial_number"})
# Names are written in two cells behind these.
NAME_PARTS: Final = ("family_name", "given_name")
# How a label may read of which only the place is known: a word without digits and marks.
_NAME: Final = re.compile(r"[^\d０-９@＠□☐☑☒✓✔■●○◯]{2,14}")
# What people write here may be any word, that of another label too.
LOOSE_TEXTS: Final = frozenset({"department", "title", "branch"})


class Orientation:
    """The free sides of each label, and what the labels of a section vote for; `stops` are labels and titles."""

    def __init__(
        self, grid: Grid, labels: Sequence[Label], sections: Sections, edge: int, stops: Collection[Block]
    ) -> None:
        self._grid = grid
        self._sections = sections
        self._edge = edge
        self.stops: set[Block] = set(stops)
        self._last_cols: dict[Block, int] = {}
        self._counted = len(labels), len(self.stops)
        self._votes = self._count(labels)

    def recount(self, labels: Sequence[Label]) -> None:
        """Counts again, by these labels only; the headers of tables have no say in the order of fields.

        They are those counted last, or fewer of them: as many are the same, and so are as many stops, which only grow.
        """
        if self._counted != (len(labels), len(self.stops)):
            self._counted = len(labels), len(self.stops)
            self._votes = self._count(labels)

    def vote(self, label: Label) -> int:
        """How many more labels of the section have their value right of them than below."""
        return self._votes.get(self._sections.of(label.block), 0)

    def vote_of_all(self) -> int:
        """The votes of all sections together."""
        return sum(self._votes.values())

    def last_col(self, block: Block) -> int:
        """The last column in which the value of a label can stand."""
        if block not in self._last_cols:
            section = self._sections.of(block)
            self._last_cols[block] = min(section.last_col if section else FAR, self._edge)
        return self._last_cols[block]

    def free_sides(self, label: Label) -> list[Side]:
        """The sides on which there is room, that is no label, no title, and not the end of the form."""
        block = label.block
        sides: list[Side] = []
        if block.col2 < self.last_col(block) and self._grid.at(block.row, block.col2 + 1) not in self.stops:
            sides.append("right")
        if block.row2 < self._grid.last_row and self._grid.at(block.row2 + 1, block.col) not in self.stops:
            sides.append("below")
        return sides

    def value_taken_for_label(self, label: Label, labels: dict[Block, Label]) -> Block | None:
        """A value that reads like a label (部署名: サポート窓口, 役職: 担当者), known by its place."""
        block = label.block
        if block.row2 > block.row or label.concept in COLUMNS or label.inline is not None:
            return None
        vote = self.vote(label)
        beside = labels.get(self._grid.at(block.row, block.col2 + 1) or block, label)
        if vote >= CERTAIN and beside is not label and not self._is_header(block, labels):
            has_room = "right" in self.free_sides(beside)
            has_cell = self._grid.at(block.row, beside.block.col2 + 1) is not None
            if not has_room or (label.concept in LOOSE_TEXTS and not has_cell):
                return beside.block
        under = labels.get(self._grid.at(block.row2 + 1, block.col) or block, label)
        if vote <= -CERTAIN and under is not label and not self.free_sides(label):
            return under.block
        return None

    def _is_header(self, block: Block, labels: dict[Block, Label]) -> bool:
        """Whether nothing but labels stand on the row, three of them or more."""
        row = [b for b in self._grid.on_row(block.row, block.col) if not b.is_empty]
        return len(row) >= 3 and all(b in labels for b in row)

    def _count(self, labels: Sequence[Label]) -> dict[Section | None, int]:
        votes: dict[Section | None, int] = {}
        for label in labels:
            section = self._sections.of(label.block)
            # Seals and the vendor's own box follow no order.
            if label.concept != "ignored" and (section is None or section.name != "office"):
                votes[section] = votes.get(section, 0) + self._voice(label)
        return votes

    def _voice(self, label: Label) -> int:
        """What the label says: the only side that has room, or the only one on which something stands."""
        sides = self.free_sides(label)
        if len(sides) == 2:
            sides = [side for side in sides if self._is_filled(label, side)]
        if len(sides) != 1:
            return 0
        return 1 if sides[0] == "right" else -1

    def _is_filled(self, label: Label, side: Side) -> bool:
        block = label.block
        place = (block.row, block.col2 + 1) if side == "right" else (block.row2 + 1, block.col)
        beside = self._grid.at(*place)
        return beside is not None and not beside.is_empty

    def stop_at_unknown_labels(self, labels: Sequence[Label]) -> None:
        """Takes for labels too what stands where labels do, between the value of one and a value of its own.

        会社名 │ 株式会社A │ 設立年月 │ 1990年4月
        TEL    │ 03-…      │ E-mail   │ …
        """
        places = Counter(self._place(label.block) for label in labels if self.vote(label) >= CERTAIN)
        known = {place for place, count in places.items() if count >= 2}
        blocks = [block for block in self._grid.filled() if block not in self.stops and self._place(block) in known]
        self.stops |= {block for block in blocks if self._is_like_label(block)}

    def _place(self, block: Block) -> tuple[Section | None, int, int]:
        return self._sections.of(block), block.col, block.col2

    def _is_like_label(self, block: Block) -> bool:
        if not isinstance(block.value, str) or not _NAME.fullmatch(block.text.strip()):
            return False
        left, right = self._grid.at(block.row, block.col - 1), self._grid.at(block.row, block.col2 + 1)
        is_part_of_name = left is not None and any(vocabulary().has_word(w, left.text) for w in NAME_PARTS)
        return left not in self.stops and not is_part_of_name and right is not None and right not in self.stops
