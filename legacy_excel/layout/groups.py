"""Finds lines that are written as fields, not as rows of a table: transposed, as blocks, or one label after another.

項目   | 製品1 | 製品2        製品1                    製品名 | A | 数量 | 10
製品名 | A     | B            製品名 | A                製品名 | B | 数量 | 20
数量   | 10    | 20           数量   | 10
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.headers import KEYS
from legacy_excel.layout.labels import Label
from legacy_excel.layout.runs import Run
from legacy_excel.layout.sheet import Layout
from legacy_excel.layout.tables import TABLES, Table
from legacy_excel.values.numbers import UNITS_ALONE
from legacy_excel.values.text import squeezed
from legacy_excel.workbook.grid import Block
from legacy_excel.workbook.grid import block as make_block


@dataclass(frozen=True, slots=True)
class Group:
    """Labels that ask for one line, or for one line in each column of values."""

    labels: tuple[Label, ...]

    @property
    def concepts(self) -> set[str]:
        """What its labels ask for."""
        return {label.concept for label in self.labels}

    @property
    def place(self) -> tuple[int, int, int]:
        """Its number if the labels have one, then its first row and column."""
        first = self.labels[0]
        return first.number or 0, first.block.row, first.block.col


def find_groups(layout: Layout, tables: Sequence[Table]) -> list[Table]:
    """The lines written as fields, as tables with a row for each; of a kind that has no rows in `tables`.

    Where a table has one row, fields in its section go on with that row.
    """
    taken = {block for table in tables for block in table.headers}
    found = []
    for name in TABLES:
        rows = [row for table in tables if table.name == name for row in table.rows]
        groups = _groups(layout, name, taken)
        if len(rows) == 1:
            found += _going_on(layout, name, rows[0], groups)
        elif not rows:
            whole = [group for group in groups if group.concepts & KEYS[name]]
            lines = [line for group in sorted(whole, key=lambda group: group.place) for line in _rows(layout, group)]
            if whole:
                found.append(Table(name, {label.block for group in whole for label in group.labels}, [], lines))
    return found


def _going_on(layout: Layout, name: str, row: dict[str, Run], groups: Sequence[Group]) -> list[Table]:
    """Adds to a single row the fields that stand below it in its section: `ユーザー数 | 30 | 更新期間 | 1年`."""
    more = [group for group in groups if not group.concepts & (KEYS[name] | row.keys())]
    more = [group for group in more if layout.name_of_section(group.labels[0]) == name]
    for group in more:
        row |= {label.concept: _run(layout, label) for label in group.labels}
    return [Table(name, {label.block for group in more for label in group.labels}, [], [])] if more else []


def _groups(layout: Layout, name: str, taken: set[Block]) -> list[Group]:
    labels = [label for label in layout.labels if label.block not in taken and _asks_for(layout, name, label)]
    bands = _bands(_without_line_titles(labels))
    return [Group(tuple(group)) for band in bands for group in _parted_by_repeats(band)]


def _without_line_titles(labels: Sequence[Label]) -> list[Label]:
    """製品1 is the title of a line, not the label of its name, where 製品名 comes too."""
    plain = {label.concept for label in labels if label.number is None}
    return [label for label in labels if label.number is None or label.concept not in plain]


def _asks_for(layout: Layout, name: str, label: Label) -> bool:
    """Whether the label is one of the list's, by its section; outside of any only what no party has."""
    if label.concept not in vocabulary().fields[name]:
        return False
    ruled = layout.name_of_section(label)
    if ruled == name:
        return True
    return name == "items" and ruled not in ("office", "ignored")


def _bands(labels: Sequence[Label]) -> list[list[Label]]:
    """Blocks that stand side by side, each on its own; where a row begins again with its first label, a band begins."""
    by_row: dict[int, list[Label]] = {}
    for label in labels:
        by_row.setdefault(label.block.row, []).append(label)
    starts: set[int] = set()
    for line in by_row.values():
        first = line[0].concept
        starts |= {label.block.col for label in line[1:] if label.concept == first}
    bands: dict[int, list[Label]] = {}
    for label in labels:
        bands.setdefault(max((col for col in starts if col <= label.block.col), default=0), []).append(label)
    return list(bands.values())


def _parted_by_repeats(labels: Sequence[Label]) -> list[list[Label]]:
    """A new line begins where its number changes, or a label comes a second time."""
    groups: list[list[Label]] = []
    for label in labels:
        last = groups[-1] if groups else []
        # 担当者１氏名 | フリガナ | TEL: what has no number goes on with the line that has one.
        has_other_number = bool(last) and label.number not in (None, last[0].number)
        is_new = not last or has_other_number or any(label.concept == one.concept for one in last)
        if is_new:
            groups.append([])
        groups[-1].append(label)
    return groups


def _rows(layout: Layout, group: Group) -> list[dict[str, Run]]:
    """One row, or where values stand in several columns one for each of them."""
    runs = {label: _run(layout, label) for label in group.labels}
    # Labels that stand side by side ask for one line, whatever columns their values stand in.
    starts = _columns(runs.values()) if len({label.block.col for label in group.labels}) == 1 else []
    if len(starts) < 2:
        return [{label.concept: run for label, run in runs.items()}] if any(r.filled() for r in runs.values()) else []
    rows = []
    for first, following in zip(starts, [*starts[1:], None], strict=True):
        row = {}
        for label, run in runs.items():
            blocks = tuple(b for b in run.blocks if b.col >= first and (following is None or b.col < following))
            home = blocks[0] if blocks else Block(label.block.row, first, label.block.row, first, None)
            row[label.concept] = Run(blocks, home)
        if any(run.filled() for run in row.values()):
            rows.append(row)
    return rows


def _run(layout: Layout, label: Label) -> Run:
    if label.inline is not None:
        block = label.block
        alone = make_block(block.row, block.col, block.row2, block.col2, label.inline)
        return Run((alone,), alone)
    return layout.line(label)


def _columns(runs: Iterable[Run]) -> list[int]:
    """The columns in which several labels have a value: the lines of a transposed table."""
    starts = Counter(
        block.col for run in runs for block in run.filled() if not UNITS_ALONE.fullmatch(squeezed(block.text))
    )
    return sorted(col for col, count in starts.items() if count >= 2)
