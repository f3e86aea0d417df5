"""Leads from the cells of the taught sheet to those of another one of the kind, by the labels beside them."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from legacy_excel.taught.alignment import Alignment
from legacy_excel.taught.areas import Area
from legacy_excel.taught.definition import TaughtForm
from legacy_excel.workbook.grid import Block, Grid

# So many places are tried for one value where lines were inserted near it.
MOST_WAYS: Final = 20


@dataclass(frozen=True, slots=True)
class Placed:
    """The blocks of one value in order, and whether another place is as likely."""

    blocks: tuple[Block, ...]
    home: Block
    is_doubtful: bool = False


class Placing:
    """Finds value cells on one sheet."""

    def __init__(self, grid: Grid, taught: TaughtForm, alignment: Alignment) -> None:
        self._grid = grid
        self._alignment = alignment
        self.found_labels = alignment.found
        self.labels = {id(block) for block in alignment.found.values()}
        spots = [area for spot in taught.spots.values() for area in spot.areas]
        self._rows = _Line(alignment.rows, {row for area in spots for row in (area.row, area.row2)})
        self._cols = _Line(alignment.cols, {col for area in spots for col in (area.col, area.col2)})

    def row(self, taught_row: int) -> int:
        """The row of this sheet; where rows were inserted on the way, the one nearest to the label above."""
        return taught_row + self._rows.shifts(taught_row)[0]

    def col(self, taught_col: int) -> int:
        """The column of this sheet."""
        return taught_col + self._cols.shifts(taught_col)[0]

    def place(self, areas: tuple[Area, ...], label: str | None) -> Placed:
        """The blocks in some areas of the taught sheet, the label of which is known by its address."""
        blocks: list[Block] = []
        is_doubtful = not self._alignment.is_sure_of(label) if label else not self._alignment.rows
        home: Block | None = None
        for area in areas:
            ways = self._ways(area)
            filled = [way for way in ways if any(not block.is_empty for block in self._values(way))]
            chosen = (filled or ways)[0]
            is_open = len(ways) > 1 and (label is None or self._is_contested(area))
            is_doubtful = is_doubtful or is_open or len(filled) > 1
            there = self._values(chosen)
            home = home or self._grid.at(chosen.row, chosen.col) or empty(chosen.row, chosen.col)
            blocks += [block for block in there if block not in blocks]
        assert home is not None, "a spot has at least one area"
        return Placed(tuple(blocks), home, is_doubtful)

    def lands_on_label(self, areas: tuple[Area, ...]) -> bool:
        """Whether every place for the value is taken by a label: this is another layout."""
        return any(
            all(any(id(block) in self.labels for block in self._blocks(way)) for way in self._ways(area))
            for area in areas
        )

    def _ways(self, area: Area) -> list[Area]:
        """Where the area may lie: one place, or several if lines were inserted between the nearest labels."""
        is_free = not self._is_contested(area)
        return [
            Area(row, col, row2, col2)
            for row, row2 in self._rows.spans(area.row, area.row2, is_free=is_free)
            for col, col2 in self._cols.spans(area.col, area.col2, is_free=is_free)
        ]

    def _blocks(self, area: Area) -> list[Block]:
        """The blocks that begin inside, or cover its first cell, in reading order."""
        found = []
        for row in range(area.row, area.row2 + 1):
            for block in self._grid.on_row(row, 0, area.col2):
                begins = area.covers(block.row, block.col) or (block.col2 >= area.col and row == area.row)
                if begins and block not in found:
                    found.append(block)
        return found

    def _values(self, area: Area) -> list[Block]:
        return [block for block in self._blocks(area) if id(block) not in self.labels]

    def _is_contested(self, area: Area) -> bool:
        """Whether another value's cells begin next to this area, so that a moved one could be mistaken for it."""
        return self._cols.is_crowded(area.col, area.col2) or self._rows.is_crowded(area.row, area.row2)


def empty(row: int, col: int) -> Block:
    """A cell in which nothing stands."""
    return Block(row, col, row, col, None)


class _Line:
    """Rows or columns: from taught ones to those of this sheet; values begin or end on those that are `taken`."""

    def __init__(self, known: Mapping[int, int], taken: set[int]) -> None:
        self._known = dict(known)
        self._points = sorted(known)
        self._taken = sorted(taken)

    def spans(self, first: int, last: int, *, is_free: bool) -> list[tuple[int, int]]:
        """Where a stretch of lines may lie; one that no other value contests takes in the lines inserted inside it."""
        shifts = list(dict.fromkeys((*self.shifts(first), *self.shifts(last))))
        if last > first and is_free:
            return [(max(first + min(shifts), 0), max(last + max(shifts), 0))]
        return [(max(first + shift, 0), max(last + shift, 0)) for shift in shifts]

    def is_crowded(self, first: int, last: int) -> bool:
        """Whether other values lie between the same two labels, where only the labels tell how far lines moved."""
        if len(self.shifts(first)) == len(self.shifts(last)) == 1:
            return False
        low = max((point for point in self._points if point <= first), default=-1)
        high = min((point for point in self._points if point >= last), default=last)
        return any(low < taken < high and not first <= taken <= last for taken in self._taken)

    def shifts(self, taught: int) -> list[int]:
        """By how much the line may have moved: as the label before it says, as the one behind it, or in between."""
        if taught in self._known:
            return [self._known[taught] - taught]
        after = bisect_right(self._points, taught)
        near = self._points[max(after - 1, 0) : after + 1] if after else self._points[:1]
        first, *second = [self._known[point] - point for point in near] or [0]
        last = second[0] if second else first
        step = 1 if last >= first else -1
        return list(range(first, last + step, step))[:MOST_WAYS]
