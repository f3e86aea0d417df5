"""Joins the name of a section that a list repeats on each line, so that it stands once beside all of them.

区分   | 項目     | ご記入内容
契約者 | 会社名   | …            →  契約者 | 会社名   | …
契約者 | 電話番号 | …                     | 電話番号 | …
"""

from collections.abc import Iterator
from dataclasses import replace

from legacy_excel.definitions import vocabulary
from legacy_excel.values.text import squeezed
from legacy_excel.workbook.grid import Block, Grid


def with_titles_joined(grid: Grid) -> Grid:
    """The grid with each such name in one block; the grid itself if no name is repeated."""
    runs = list(_runs(grid))
    columns = {run[0].col for run in runs if vocabulary().section(run[0].text) is not None}
    runs = [run for run in runs if run[0].col in columns]
    if not runs:
        return grid
    joined = {block for run in runs for block in run}
    titles = [replace(run[0], row2=run[-1].row2) for run in runs]
    return Grid(grid.name, [*(block for block in grid.blocks if block not in joined), *titles], date1904=grid.date1904)


def _runs(grid: Grid) -> Iterator[list[Block]]:
    """Cells of one text below each other, each beside a label."""
    taken: set[Block] = set()
    for block in grid.filled():
        if block in taken or not isinstance(block.value, str):
            continue
        run = [block]
        while (below := grid.below(run[-1])) is not None and _repeats(below, block):
            run.append(below)
        if len(run) > 1 and all(_is_before_label(grid, one) for one in run):
            taken.update(run)
            yield run


def _repeats(below: Block, block: Block) -> bool:
    is_same_place = (below.col, below.col2) == (block.col, block.col2)
    return is_same_place and isinstance(below.value, str) and squeezed(below.text) == squeezed(block.text) != ""


def _is_before_label(grid: Grid, block: Block) -> bool:
    beside = grid.right_of(block)
    return beside is not None and isinstance(beside.value, str) and vocabulary().label(beside.text) is not None
