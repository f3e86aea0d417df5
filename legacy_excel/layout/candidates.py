"""Weighs where each label's value stands, right of it or below it, and chooses so that each cell is one value.

│ 会社名 │ 株式会社A │      the cell on the right is a candidate, and so is the cell below; the order of
│ 部署名 │ …         │      the section, what stands there and how it fits the field speak for one of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from legacy_excel.definitions import Field, vocabulary
from legacy_excel.layout.fit import FITS, fit
from legacy_excel.layout.labels import Label
from legacy_excel.layout.orientation import Orientation, Side
from legacy_excel.layout.runs import Run, Runs
from legacy_excel.workbook.grid import Block

# What each kind of evidence weighs: that something stands there, and the order of the section at its clearest.
FILLED: Final = 2.0
ORDER: Final = 1.5
# So many labels of one order make it as clear as can be.
CLEAR: Final = 3
OPTIONS: Final = frozenset({"choice", "consent"})
# The printed date of the form is no value.
VERSION: Final = re.compile(r"版|rev|ver", re.IGNORECASE)


# Not frozen, as it is made by the hundred: a frozen one takes four times as long.
@dataclass(slots=True, eq=False)
class Candidate:
    """A place where a label's value may stand, with the evidence for it."""

    label: Label
    run: Run
    order: float
    fits: float

    @property
    def is_choice(self) -> bool:
        """Whether it is a field with options, which are known by their words."""
        return self.label.concept in vocabulary().choices

    @property
    def score(self) -> float:
        """The evidence added up; a place where nothing stands has only the order of its section."""
        return self.order + (FILLED + self.fits if self.run.filled() else 0)


@dataclass(slots=True)
class Choice:
    """The place chosen for a label, and the other cells that its value may just as well stand in."""

    run: Run
    rivals: tuple[Block, ...] = ()


def choose(labels: Sequence[Label], runs: Runs, orientation: Orientation) -> dict[Label, Choice]:
    """For each label the best of its places, such that no cell is the value of two labels."""
    votes = orientation.vote_of_all()
    candidates = [
        one for label in labels if label.inline is None for one in _candidates(label, runs, orientation, votes)
    ]
    chosen: dict[Label, Candidate] = {}
    taken: set[Block] = set()
    for candidate in sorted(candidates, key=lambda one: -one.score):
        filled = candidate.run.filled()
        if candidate.label not in chosen and not (filled and filled[0] in taken):
            chosen[candidate.label] = candidate
            taken.update(filled)
    rivals = _rivals(candidates, chosen, taken)
    return {
        label: Choice(chosen[label].run if label in chosen else runs.nothing(label), rivals.get(label, ()))
        for label in labels
    }


def _candidates(label: Label, runs: Runs, orientation: Orientation, votes: int) -> Iterable[Candidate]:
    sides = orientation.free_sides(label)
    field = _field(label.concept)
    vote = orientation.vote(label) or max(-1, min(1, votes))
    for side in sides or ["right"]:
        run = runs.right(label) if side == "right" else runs.below(label)
        run = runs.without_strays(label, run) if side == "right" else run
        yield Candidate(label, run, _order(side, vote), _fit(field, label.concept, run))


def _order(side: Side, vote: int) -> float:
    towards = max(-CLEAR, min(CLEAR, vote)) / CLEAR * ORDER
    # Where the labels say nothing, forms have their values on the right.
    return towards + 0.1 if side == "right" else -towards


@cache
def _field(concept: str) -> Field | None:
    return next((fields[concept] for fields in vocabulary().fields.values() if concept in fields), None)


def _fit(field: Field | None, concept: str, run: Run) -> float:
    filled = run.filled()
    if field is None or not filled:
        return 0.0
    text = "\u3000".join(block.text for block in filled) if field.reader in OPTIONS else filled[0].text
    fits = fit(field.reader, text, concept)
    # In cells of one character each, the first alone tells nothing.
    is_split = len(filled) > 1 and len(filled[0].text.strip()) <= 4
    return max(fits, 0.0) if is_split else fits


def _rivals(
    candidates: Sequence[Candidate], chosen: Mapping[Label, Candidate], taken: set[Block]
) -> dict[Label, tuple[Block, ...]]:
    """Cells that fit a label's field as well as what was chosen, and are the value of no other."""
    rivals: dict[Label, tuple[Block, ...]] = {}
    for other in candidates:
        best = chosen.get(other.label)
        filled = other.run.filled()
        if best is None or best is other or not filled:
            continue
        is_free = not set(filled) & taken and not VERSION.search(filled[0].text)
        is_as_likely = other.fits >= FITS or (best.run.filled() and other.score > best.score - ORDER / CLEAR)
        if is_free and is_as_likely and not other.is_choice:
            rivals[other.label] = (filled[0],)
    return rivals
