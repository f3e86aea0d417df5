"""Finds matrices of parties: fields down and parties across, or parties down and fields across.

項目     | 契約者 | 納品先 | 販売店          区別   | 会社名 | 担当者名 | TEL
会社名   | …      | …      | …               契約者 | …      | …        | …
担当者名 | …      | …      | …               販売店 | …      | …        | …
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.labels import Label
from legacy_excel.layout.runs import Run
from legacy_excel.layout.sections import FAR, Section
from legacy_excel.layout.titles import UNKNOWN, Title
from legacy_excel.workbook.grid import Block, Grid

NO_PARTY: Final = frozenset({"items", "contact_persons", "office"})
# So many labels at least make a matrix of two titles on one row, or two rows that begin with titles.
FEWEST_LABELS: Final = 3
# So many rows without a label end a matrix.
EMPTY_ROWS: Final = 2


@dataclass(slots=True)
class Matrix:
    """A matrix: its parties' areas, and for each label its blocks by section."""

    areas: list[Section] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    values: list[tuple[str, Label, Run]] = field(default_factory=list)


def find_matrices(grid: Grid, labels: Sequence[Label], titles: Sequence[Title]) -> list[Matrix]:
    """The matrices of a sheet."""
    parties = [title for title in titles if title.name not in NO_PARTY]
    return [*_with_parties_across(grid, labels, parties), *_with_parties_down(grid, labels, parties)]


def _with_parties_across(grid: Grid, labels: Sequence[Label], parties: Sequence[Title]) -> Iterator[Matrix]:
    for row, on_row in groupby(sorted(parties, key=_place), key=lambda title: title.block.row):
        line = list(on_row)
        known = {title.name for title in line} - {UNKNOWN}
        if len(line) < 2 or len(known) < 2:
            continue
        heads = [block for block in grid.on_row(row, line[0].block.col) if not block.is_empty]
        side = _labels_down(grid, labels, row + 1, line[0].block.col)
        within = {label.block for label in labels if label.block.col >= line[0].block.col}
        if len(side) < FEWEST_LABELS or any(b in within for label in side for b in grid.on_row(label.block.row)):
            continue
        last_row = max(label.block.row2 for label in side)
        matrix = Matrix(labels=side, titles=line)
        for title in line:
            last_col = min((b.col for b in heads if b.col > title.block.col), default=FAR) - 1
            matrix.areas.append(_area(title, row, last_row, title.block.col, last_col))
            matrix.values += [
                (title.name, label, _run(grid, label.block.row, label.block.row2, title.block.col, last_col))
                for label in side
            ]
        yield matrix


def _labels_down(grid: Grid, labels: Sequence[Label], first_row: int, before_col: int) -> list[Label]:
    """The party's labels that follow each other from the row on, left of a column."""
    fields = vocabulary().fields["end_user"].keys() | vocabulary().fields["reseller"].keys() | {"kana", "ignored"}
    by_row = {label.block.row: label for label in labels if label.block.col < before_col and label.concept in fields}
    found: list[Label] = []
    row = first_row
    while row <= grid.last_row and row - (found[-1].block.row2 if found else first_row) <= EMPTY_ROWS:
        if row in by_row:
            found.append(by_row[row])
        row = max(row, found[-1].block.row2 if found else row) + 1
    return found


def _with_parties_down(grid: Grid, labels: Sequence[Label], parties: Sequence[Title]) -> Iterator[Matrix]:
    for _, on_row in groupby(labels, key=lambda label: label.block.row):
        line = sorted((label for label in on_row if label.inline is None), key=lambda label: label.block.col)
        # The header over the titles is 区分 or the like, which asks for something else elsewhere.
        corner = line[:1] if line and line[0].concept in vocabulary().fields["head"] else []
        head = line[len(corner) :]
        if len({label.concept for label in head}) < FEWEST_LABELS or not _stands_alone(grid, head):
            continue
        side = list(_titles_down(grid, parties, head, {label.block for label in labels}))
        if len({title.name for title in side} - {UNKNOWN}) < 2:
            continue
        matrix = Matrix(labels=[*corner, *head], titles=side)
        for title in side:
            block = title.block
            matrix.areas.append(_area(title, block.row, block.row2, block.col, FAR))
            for label, following in zip(head, [*head[1:], None], strict=True):
                last_col = following.block.col - 1 if following else max(label.block.col2, label.block.col)
                run = _run(grid, block.row, block.row2, label.block.col, last_col)
                matrix.values.append((title.name, label, run))
        yield matrix


def _stands_alone(grid: Grid, head: Sequence[Label]) -> bool:
    """Whether most of what stands on the row are these labels, as in a header."""
    row = [block for block in grid.on_row(head[0].block.row) if not block.is_empty]
    return len(row) <= len(head) + 2


def _titles_down(
    grid: Grid, parties: Sequence[Title], head: Sequence[Label], labels: Collection[Block]
) -> Iterator[Title]:
    """The titles that follow each other below the header, left of its first label; what has none ends them."""
    row = head[0].block.row2 + 1
    for title in sorted(parties, key=_place):
        block = title.block
        between = (one for line in range(row, block.row) for one in grid.on_row(line) if one.row == line)
        is_next = row <= block.row <= row + EMPTY_ROWS and not any(not one.is_empty for one in between)
        if is_next and block.col2 < head[0].block.col and not _is_bar(grid, block, labels):
            yield title
            row = block.row2 + 1


def _is_bar(grid: Grid, block: Block, labels: Collection[Block]) -> bool:
    """Whether it stands alone on its row, and labels of its own begin below it."""
    is_alone = all(one is block or one.is_empty for one in grid.on_row(block.row))
    return is_alone and grid.below(block) in labels


def _area(title: Title, first_row: int, last_row: int, first_col: int, last_col: int) -> Section:
    return Section(title.name, title.block, title.tail, first_row, last_row, first_col, last_col)


def _run(grid: Grid, row: int, row2: int, col: int, col2: int) -> Run:
    blocks: list[Block] = []
    for line in range(row, row2 + 1):
        blocks += [block for block in grid.on_row(line, col, col2) if block not in blocks and block.row >= row]
    home = blocks[0] if blocks else Block(row, col, row, col, None)
    return Run(tuple(blocks), home)


def _place(title: Title) -> tuple[int, int]:
    return title.block.row, title.block.col
