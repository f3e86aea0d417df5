"""Says whether a sheet is of a taught form, and how surely: its fixed texts, and that values have room beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.fields import HINT, HONORIFIC_CELLS, UNIT_ONLY
from legacy_excel.taught.alignment import Alignment, align, key_of
from legacy_excel.taught.definition import Spot, TaughtForm, slots_of
from legacy_excel.taught.placing import Placed, Placing
from legacy_excel.taught.values import SPELLED_OUT, is_spread
from legacy_excel.values.text import squeezed
from legacy_excel.workbook.grid import Block, Grid

# So much of the labels that values go by must be there, in line; with less it is another form.
ENOUGH: Final = 0.75
# With more of the values standing beside the cells that were taught, it is another arrangement.
MOST_STRAYS: Final = 0.34


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is of a taught form. `score` is 1 when every label stands in its place; `strays` are the slots
    beside whose cells something stands that the form does not account for."""

    taught: TaughtForm
    grid: Grid
    alignment: Alignment
    placed: dict[str, Placed]
    placing: Placing
    score: float
    strays: frozenset[str]

    @property
    def is_exact(self) -> bool:
        """Whether the sheet is the taught one but for its values, wherever it was moved to."""
        return self.taught.is_trial or (self.score == 1 and not self.strays)


def recognise(grid: Grid, taught: TaughtForm) -> Recognised | None:
    """What is known of `grid` as a sheet of the form; None if it is another form or another layout."""
    return _recognised(grid, taught) if taught.is_trial or _has_enough(_keys_on(grid), taught) else None


def _recognised(grid: Grid, taught: TaughtForm) -> Recognised | None:
    leaned_on = taught.leaned_on()
    alignment = align(grid, taught)
    if taught.title and taught.title not in alignment.found:
        return None
    placing = Placing(grid, taught, alignment)
    placed = {slot: placing.place(spot.areas, spot.label) for slot, spot in taught.spots.items()}
    strays = _strays(taught, grid, placing, placed)
    score = sum(1 for address in leaned_on if alignment.is_sure_of(address)) / max(len(leaned_on), 1)
    taken = sum(1 for spot in taught.spots.values() if placing.lands_on_label(spot.areas))
    score = min(score, 1 - taken / max(len(taught.spots), 1))
    if not taught.is_trial and (score < ENOUGH or len(strays) > MOST_STRAYS * len(placed)):
        return None
    return Recognised(taught, grid, alignment, placed, placing, score, strays)


def best(grid: Grid, forms: Iterable[TaughtForm]) -> Recognised | None:
    """The form that the sheet is most surely of; of equals the one that has more to go by."""
    stamps = {block.text for block in grid.filled() if _is_stamp(block)}
    # A filled example bears its stamp on the sheet; where the taught one bears it too, it is part of the form.
    own = [taught for taught in forms if stamps <= set(taught.labels.values())]
    there = _keys_on(grid) if own else frozenset()
    likely = [taught for taught in own if taught.is_trial or _has_enough(there, taught)]
    found = [known for taught in likely if (known := _recognised(grid, taught)) is not None]
    return max(found, key=lambda known: (known.score, len(known.taught.leaned_on())), default=None)


def _is_stamp(block: Block) -> bool:
    return isinstance(block.value, str) and vocabulary().has_word("example", squeezed(block.text))


def _keys_on(grid: Grid) -> frozenset[str]:
    return frozenset(key_of(block.text) for block in grid.filled() if isinstance(block.value, str))


def _has_enough(there: frozenset[str], taught: TaughtForm) -> bool:
    """A quick look: whether enough of the labels are there at all, wherever they stand."""
    leaned_on = taught.leaned_on()
    known = sum(1 for address in leaned_on if key_of(taught.labels[address]) in there)
    return known >= ENOUGH * len(leaned_on) > 0


def _strays(taught: TaughtForm, grid: Grid, placing: Placing, placed: dict[str, Placed]) -> frozenset[str]:
    claimed = placing.labels | {id(block) for one in placed.values() for block in one.blocks}
    labels, readers = placing.found_labels, slots_of(taught.base)
    return frozenset(
        slot
        for slot, spot in taught.spots.items()
        if any(_is_stray(block, claimed) for block in _beside(grid, placed[slot], spot, labels.get(spot.label or "")))
        or _goes_on(grid, placed[slot], readers[slot].reader, claimed)
        or (len(spot.areas) == 1 and is_spread(readers[slot].reader, placed[slot].blocks))
    )


def _beside(grid: Grid, placed: Placed, spot: Spot, label: Block | None) -> list[Block | None]:
    """The cells where a value would stand in another layout: right of its own, and if that is empty by its label."""
    filled = [block for block in placed.blocks if not block.is_empty]
    if filled:
        last = filled[-1]
        return [grid.at(last.row, last.col2 + 1)] if len(spot.areas) == 1 else []
    return [grid.at(label.row, label.col2 + 1), grid.at(label.row2 + 1, label.col)] if label else []


def _goes_on(grid: Grid, placed: Placed, reader: str, claimed: set[int]) -> bool:
    """Whether a number with one character in each cell has further characters right before or behind its cells."""
    filled = [block for block in placed.blocks if not block.is_empty]
    if reader not in SPELLED_OUT or not filled or any(len(block.text.strip()) > 1 for block in filled):
        return False
    ends = grid.at(filled[0].row, placed.blocks[0].col - 1), grid.at(filled[-1].row, placed.blocks[-1].col2 + 1)
    return any(
        b is not None and id(b) not in claimed and len(b.text.strip()) == 1 and b.text.strip().isalnum() for b in ends
    )


def _is_stray(block: Block | None, claimed: set[int]) -> bool:
    if block is None or block.is_empty or id(block) in claimed:
        return False
    text = block.text.strip()
    return not (HINT.fullmatch(text) or UNIT_ONLY.fullmatch(text) or text in HONORIFIC_CELLS or len(text) == 1)
