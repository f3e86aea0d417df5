"""Joins the name of a section that a list repeats on each line, so that it stands once beside all of them.

区分   | 項目     | ご記入内容
契約者 | 会社名   | …            →  契約者 | 会社名   | …
契約者 | 電話番号 | …                     | 電話番号 | …
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from legacy_excel.definitions import vocabulary
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
    alike: defaultdict[tuple[int, int, str], list[Block]] = defaultdict(list)
    for block in grid.filled():
        if isinstance(block.value, str):
            alike[block.col, block.col2, block.text].append(block)
    for blocks in alike.values():
        runs = [[blocks[0]]]
        for above, block in pairwise(blocks):
            if block.row > above.row2 + 1:
                runs.append([])
            runs[-1].append(block)
        yield from (run for run in runs if len(run) > 1 and all(_is_before_label(grid, one) for one in run))


def _is_before_label(grid: Grid, block: Block) -> bool:
    beside = next((one for one in grid.on_row(block.row, block.col2 + 1) if not one.is_empty), None)
    return beside is not None and isinstance(beside.value, str) and vocabulary().label(beside.text) is not None
