"""Joins words that are written one character per cell, so that they are found as if they stood in one.

契 | 会社名  | …          契約者 | 会社名  | …
約 | 電話番号 | …    →            | 電話番号 | …
者 | E-mail  | …                 | E-mail  | …
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.orientation import NAME_PARTS
from legacy_excel.workbook.grid import Block, Grid

_COLONS: Final = frozenset({":", "：", "︓", "﹕", "→", "⇒"})
_LONGEST: Final = 12
# Letters down the side may be spread over the height of their section.
_APART: Final = 4


def with_words_joined(grid: Grid) -> Grid:
    """The grid with each section title and label in one block; the grid itself if none is spelled over cells."""
    grid = _with_colons_joined(grid)
    letters = [block for block in grid.filled() if isinstance(block.value, str) and _is_letter(block.text.strip())]
    if len(letters) < 2:
        return grid
    down = sorted(letters, key=lambda b: (b.col, b.col2, b.row))
    words = dict(_words(down, lambda a, b: (a.col, a.col2) == (b.col, b.col2) and b.row - a.row2 <= _APART))
    words |= dict(_words(letters, lambda a, b: (a.row, a.row2, a.col2 + 1) == (b.row, b.row2, b.col)))
    if not words:
        return grid
    joined = {letter for word in words.values() for letter in word}
    rest = [block for block in grid.blocks if block not in joined]
    return Grid(grid.name, [*rest, *words], date1904=grid.date1904)


def _with_colons_joined(grid: Grid) -> Grid:
    """A colon in a cell of its own, `会社名 | ： | 株式会社A`, goes with the text left of it."""
    colons = {block for block in grid.filled() if block.text.strip() in _COLONS}
    before = {colon: grid.at(colon.row, colon.col - 1) for colon in colons}
    widened = {
        text: replace(text, col2=colon.col2)
        for colon, text in before.items()
        if text is not None and isinstance(text.value, str) and not text.is_empty and text not in colons
    }
    if not widened:
        return grid
    blocks = [widened.get(block, block) for block in grid.blocks if block not in colons]
    return Grid(grid.name, blocks, date1904=grid.date1904)


def _words(letters: list[Block], is_next: Callable[[Block, Block], bool]) -> Iterator[tuple[Block, list[Block]]]:
    """Blocks of joined letters that name a section or a field, each with its letters."""
    run: list[Block] = []
    runs = [run]
    for letter in letters:
        if run and not is_next(run[-1], letter):
            run = []
            runs.append(run)
        run.append(letter)
    for letters_of_run in runs:
        yield from _names(letters_of_run)


def _names(letters: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """The names in a run of letters, the longest first; 契約者納品先 is two of them."""
    start = 0
    while start < len(letters) - 1:
        longest = min(_LONGEST, len(letters) - start)
        texts = ("".join(letter.text.strip() for letter in letters[start : start + n]) for n in range(longest, 1, -1))
        text = next((text for text in texts if _is_name(text)), "")
        if text:
            word = list(letters[start : start + len(text)])
            first, last = word[0], word[-1]
            # How far the section goes down is not said by its letters: the block takes the place of the first.
            yield Block(first.row, first.col, first.row2, last.col2, text, text, is_empty=False), word
        start += len(text) or 1


def _is_letter(bare: str) -> bool:
    """姓 and 名 are labels of their own, one below the other too."""
    return len(bare) == 1 and bare.isalpha() and not any(vocabulary().has_word(part, bare) for part in NAME_PARTS)


def _is_name(text: str) -> bool:
    known = vocabulary().label(text)
    return vocabulary().section(text) is not None or (known is not None and not known.is_partial)
