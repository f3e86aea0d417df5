"""Charts as geometry: where each bar, line and word of a drawing stands; templates/components/charts.html draws it.

Pure: numbers in, numbers out. Up to three series stand on one another (DESIGN §2); text is never scaled, so a drawing
is laid out once for wide pages and once, with fewer columns, for narrow ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SERIES = ("draw-a", "draw-b", "draw-c")
WIDE, NARROW = (640, 260), (350, 240)
NARROW_COLUMNS = 7
_LEFT, _RIGHT, _TOP, _BELOW = 36, 26, 18, 40
_WIDEST, _SHARE = 26.0, 0.6
_LABEL = 34.0  # pixels that a label under a column needs


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, a second line under it, and a value per series."""

    label: str
    values: tuple[int, ...]
    below: str = ""

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of one series."""

    x: float
    y: float
    width: float
    height: float
    series: str


@dataclass(frozen=True, slots=True)
class Word:
    """A text with its anchor point; `anchor` is SVG's."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing in pixels; `lines` are the heights of the grid."""

    width: int
    height: int
    blocks: Sequence[Block]
    words: Sequence[Word]
    lines: Sequence[float]
    left: int = _LEFT


def stacked(columns: Sequence[Column], size: tuple[int, int] = WIDE) -> Drawing:
    """Columns of stacked values, each with its total above and its label below, on a grid of round numbers."""
    width, height = size
    floor, step = height - _BELOW, round_step(max((column.total for column in columns), default=0))
    top = step * max(1, -(-max((column.total for column in columns), default=1) // step))
    scale = (floor - _TOP) / top
    room = (width - _LEFT - _RIGHT) / max(1, len(columns))
    thick = min(_WIDEST, room * _SHARE)
    every = max(1, int(-(-_LABEL // room)))
    blocks, words, lines = [], [], []
    for value in range(0, top + 1, step):
        lines.append(round(floor - value * scale, 1))
        words.append(Word(_LEFT - 6, round(floor - value * scale + 4, 1), f"{value:,}", "end"))
    for at, column in enumerate(columns):
        middle = round(_LEFT + room * (at + 0.5), 1)
        upper = float(floor)
        for series, value in zip(SERIES, column.values, strict=False):
            tall = round(value * scale, 1)
            upper -= tall
            if value:
                blocks.append(Block(round(middle - thick / 2, 1), round(upper, 1), round(thick, 1), tall, series))
        if column.total and (every == 1 or column.total == max(each.total for each in columns)):
            words.append(Word(middle, round(upper - 5, 1), f"{column.total:,}"))
        if (len(columns) - 1 - at) % every == 0:
            words += [Word(middle, floor + 18, column.label), Word(middle, floor + 34, column.below)]
    return Drawing(width, height, blocks, words, lines)


def round_step(highest: int) -> int:
    """The distance of the grid's lines: 1, 2 or 5 times a power of ten, so that there are three to six of them."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * 5 >= highest:
                return step * factor
        step *= 10


def percent(part: int, whole: int) -> float:
    """How much of a bar's width a part takes, 0–100."""
    return round(100 * part / whole, 1) if whole else 0.0
