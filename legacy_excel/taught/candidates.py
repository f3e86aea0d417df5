"""Which texts of a sheet are printed there, as far as looks tell: those that can be labels of a taught form."""

import re
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.taught.areas import Area
from legacy_excel.values.marks import MARK
from legacy_excel.values.text import half_width
from legacy_excel.words import BULLETS, has_bullet, key
from legacy_excel.workbook.grid import Block, Grid

LONGEST: Final = 40
# Rows above a field in which its label may stand.
ROWS_ABOVE: Final = 3
_TITLE: Final = re.compile(r"[書票]$|申請|申込|注文|発注|依頼|シート|order|form", re.IGNORECASE)
_NO_LABEL: Final = re.compile(r"@|https?:|^[\W\d_]*$|\d{3,4}-\d{3,4}|^\d{4}[年/.-]\d{1,2}|^(令和|平成|R)\d+[年.]")


def label_candidates(grid: Grid, taken: list[Area]) -> list[Block]:
    """The texts outside of what was assigned that look like labels, in reading order."""
    return [block for block in grid.filled() if looks_like_label(block) and not any(a.meets(block) for a in taken)]


def looks_like_label(block: Block) -> bool:
    """A short text with letters, that is no number, no address, no date and no box to tick."""
    if not isinstance(block.value, str) or not key(block.text):
        return False
    bare = half_width(block.text).strip()
    has_box = MARK.search(block.text.strip().lstrip(BULLETS)) is not None
    return len(bare) <= LONGEST and not has_box and (_NO_LABEL.search(bare) is None or _is_known(block.text))


class Labels:
    """Finds the label that each value goes by: beside it on the left or above it, as most of the sheet's values do.

    Where both are there one of them may be somebody else's value, which is no label on the next sheet.
    """

    def __init__(self, candidates: list[Block], taken: list[Area], values: list[Area]) -> None:
        self._candidates, self._taken = candidates, taken
        sides = [(self._left(area), self._above(area)) for area in values]
        clear = [1 if left else -1 for left, above in sides if (left is None) != (above is None)]
        self._prefers_left = sum(clear) >= 0

    def of(self, area: Area, *, is_box: bool) -> Block | None:
        """The label of a value; a box to tick goes by the words behind it."""
        beside = (b for b in self._candidates if b.row <= area.row <= b.row2 and b.col == area.col2 + 1)
        behind = next(beside, None)
        if is_box and behind is not None:
            return behind
        left, above = self._left(area), self._above(area)
        return (left or above) if self._prefers_left else (above or left)

    def _left(self, area: Area) -> Block | None:
        """The nearest text on the row with no other value between; a title at the side of several rows is none."""
        left = [b for b in self._candidates if b.row <= area.row <= b.row2 and b.col2 < area.col]
        nearest = max(left, key=lambda b: b.col2, default=None)
        if nearest is None or _is_between(nearest, area, self._taken):
            return None
        return nearest if nearest.row2 - nearest.row <= area.row2 - area.row else None

    def _above(self, area: Area) -> Block | None:
        above = [
            b for b in self._candidates
            if b.row2 < area.row <= b.row2 + ROWS_ABOVE and b.col <= area.col2 and area.col <= b.col2
        ]  # fmt: skip
        nearest = max(above, key=lambda b: (b.row2, b.col), default=None)
        between = nearest is not None and any(
            nearest.row2 < other.row < area.row and other.col <= area.col <= other.col2 for other in self._taken
        )
        return None if between else nearest


def header_of(first_row: int, first: int, last: int, candidates: list[Block]) -> Block | None:
    """The header of a column: the nearest text above its first row."""
    above = [b for b in candidates if b.row2 < first_row and b.col <= last and first <= b.col2]
    return max(above, key=lambda b: (b.row2, -abs(b.col - first)), default=None)


def further_labels(candidates: list[Block], chosen: set[Block], taken: list[Area]) -> list[Block]:
    """Texts that nothing goes by, but that help to find the others again: titles, labels in line with labels, and
    what begins right behind a value, such as the next field's label.

    Others may be somebody's words on this one sheet, and have no place in a definition.
    """
    columns = [block.col for block in chosen]
    column = min(columns, default=0)
    return [
        block
        for block in candidates
        if block not in chosen
        and (
            _is_behind(block, taken)
            or has_bullet(block.text)
            or _is_known(block.text)
            or (block.col == column and columns.count(column) > 1)
        )
    ]


def title_of(grid: Grid, candidates: list[Block]) -> Block | None:
    """The text that names the form: in the first rows, above all fields."""
    top = [block for block in candidates if block.row <= grid.blocks[0].row + 4] if grid.blocks else []
    named = [block for block in top if _TITLE.search(block.text)]
    return next(iter(named), next(iter(top), None))


def _is_behind(block: Block, taken: list[Area]) -> bool:
    return any(area.row <= block.row <= area.row2 and block.col == area.col2 + 1 for area in taken)


def _is_known(text: str) -> bool:
    words = vocabulary()
    label = words.label(text)
    return words.section(text) is not None or (label is not None and not label.is_partial)


def _is_between(label: Block, area: Area, taken: list[Area]) -> bool:
    return any(a.row <= area.row <= a.row2 and label.col2 < a.col < area.col for a in taken)
