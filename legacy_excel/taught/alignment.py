"""Finds a definition's fixed texts again on a sheet, though rows and columns were moved, inserted or left out.

Both are lists of texts in reading order; what they have in common in the same order is what was found again. Where the
longest such list can be had in several ways, the texts that differ between them are in doubt.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from legacy_excel.taught.areas import LONGEST
from legacy_excel.taught.definition import TaughtForm
from legacy_excel.words import key
from legacy_excel.workbook.grid import Block, Grid, position

# More texts that look like labels than any form has; what comes after them is not compared.
MOST_TEXTS: Final = 1_000
# The same labels are compared with sheet after sheet.
key_of: Final = lru_cache(maxsize=16_384)(key)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the labels of a definition stand: `found` by address, `doubtful` found in several places or out of line.

    `rows` and `cols` lead from those of the taught sheet to those of this one, as far as labels tell.
    """

    found: Mapping[str, Block]
    doubtful: frozenset[str]
    rows: Mapping[int, int]
    cols: Mapping[int, int]

    def is_sure_of(self, address: str | None) -> bool:
        """Whether a label stands where it must, and nowhere else."""
        return address in self.found and address not in self.doubtful


def align(grid: Grid, taught: TaughtForm) -> Alignment:
    """The fixed texts of `taught` as they stand on `grid`."""
    wanted = sorted((*position(address), address, key_of(text)) for address, text in taught.labels.items())
    known = {text for *_, text in wanted}
    blocks = [(block, text) for block in grid.filled() if (text := _key_of(block)) in known][:MOST_TEXTS]
    pairs = _pairs([text for *_, text in wanted], [text for _, text in blocks])
    candidates = {wanted[at][2]: [blocks[one][0] for one in others] for at, others in pairs.items()}
    shared = _shared(candidates)
    sure = {address: found[0] for address, found in candidates.items() if len(found) == 1 and address not in shared}
    rows = _monotone(_votes((row, sure[address].row) for row, _, address, _ in wanted if address in sure))
    cols = _monotone(_votes((col, sure[address].col) for _, col, address, _ in wanted if address in sure))
    found, doubtful = {}, set()
    for row, col, address, _ in wanted:
        places = candidates.get(address, [])
        if not places:
            continue
        fitting = [b for b in places if _expected(rows, row) == b.row and _expected(cols, col) == b.col]
        found[address] = (fitting or places)[0]
        # Rows and columns of sure labels tell which of two equal texts is meant, but only if one of them fits.
        if len(fitting) != 1:
            doubtful.add(address)
    return Alignment(found, frozenset(doubtful | _shared({a: [b] for a, b in found.items()})), rows, cols)


def _key_of(block: Block) -> str | None:
    return key_of(block.text) if isinstance(block.value, str) and len(block.text) <= LONGEST else None


def _pairs(wanted: Sequence[str], there: Sequence[str]) -> dict[int, list[int]]:
    """For each wanted text the places that it has in any longest common subsequence."""
    before, after = _lengths(wanted, there), _lengths(wanted[::-1], there[::-1])
    best = before[-1][-1]
    pairs: dict[int, list[int]] = {}
    for at, text in enumerate(wanted):
        for place, other in enumerate(there):
            if text == other and before[at][place] + 1 + after[len(wanted) - at - 1][len(there) - place - 1] == best:
                pairs.setdefault(at, []).append(place)
    return pairs


def _lengths(one: Sequence[str], other: Sequence[str]) -> list[list[int]]:
    """How long a common subsequence is for each pair of beginnings."""
    lengths = [[0] * (len(other) + 1)]
    for text in one:
        last, row = lengths[-1], [0]
        for place, candidate in enumerate(other, 1):
            row.append(last[place - 1] + 1 if text == candidate else max(last[place], row[-1]))
        lengths.append(row)
    return lengths


def _shared(candidates: Mapping[str, Sequence[Block]]) -> frozenset[str]:
    """The labels that have a place in common with another."""
    counts = Counter(id(block) for blocks in candidates.values() for block in blocks)
    return frozenset(a for a, blocks in candidates.items() if any(counts[id(block)] > 1 for block in blocks))


def _expected(lines: Mapping[int, int], taught: int) -> int | None:
    """Where a line must lie: as its own labels say, else as far moved as the known lines before and behind it."""
    if taught in lines:
        return lines[taught]
    before = max((line for line in lines if line < taught), default=None)
    behind = min((line for line in lines if line > taught), default=None)
    shifts = {lines[line] - line for line in (before, behind) if line is not None}
    return taught + shifts.pop() if len(shifts) == 1 else None


def _votes(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each line of the taught sheet the line to which most of its labels lead."""
    votes: dict[int, Counter[int]] = {}
    for taught, found in pairs:
        votes.setdefault(taught, Counter())[found] += 1
    return {taught: counts.most_common(1)[0][0] for taught, counts in sorted(votes.items())}


def _monotone(lines: Mapping[int, int]) -> dict[int, int]:
    """The longest part of the map that keeps the order: lines never change places."""
    pairs = sorted(lines.items())
    best: list[list[tuple[int, int]]] = []
    for at, pair in enumerate(pairs):
        earlier = [best[before] for before in range(at) if best[before][-1][1] < pair[1]]
        best.append([*_longest(earlier), pair])
    return dict(_longest(best))


def _longest(chains: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    return max(chains, key=lambda chain: len(chain), default=[])
