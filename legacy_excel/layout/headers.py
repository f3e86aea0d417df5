"""Finds the header rows of tables, also those of two tables side by side and of lines that take two rows each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.fit import fit
from legacy_excel.layout.labels import Label
from legacy_excel.layout.sections import FAR
from legacy_excel.layout.sheet import Layout
from legacy_excel.workbook.grid import Block

# Columns that are told from labels of the head only by standing in a header row.
NOT_IMPORTED: Final = frozenset({"ignored", "remarks"})
# A table is known by one of these.
KEYS: Final = {
    "items": frozenset({"product_name", "license_id", "serial_number"}),
    "contact_persons": frozenset({"contact_name"}),
}


@dataclass(frozen=True, slots=True)
class Header:
    """The labels of a header by the rows that they take; mostly it is one row.

    製品名 | 数量 | 年数        製品名
    A      | 10   | 1年         数量 | 年数       here each line of the table takes two rows
                                A
                                10   | 1年
    """

    lines: tuple[tuple[Label, ...], ...]

    @property
    def labels(self) -> list[Label]:
        """All labels, from left to right in each row."""
        return [label for line in self.lines for label in line]


def find_headers(layout: Layout, name: str) -> list[Header]:
    """The headers of a table's kind, in its own section or in none that is read otherwise, from top to bottom."""
    rows = [part for row in _rows(layout, name) for part in _split_at_repeats(row)]
    folded = dict(_folded(layout, name, rows))
    lower = {id(below) for below in folded.values()}
    found = [
        Header((tuple(row), tuple(folded[place]))) if place in folded else Header((tuple(row),))
        for place, row in enumerate(rows)
        if place in folded or (id(row) not in lower and is_header(name, row))
    ]
    lines = {_pattern(header) for header in found if _is_line_of_fields(layout, header)}
    return [header for header in found if _pattern(header) not in lines]


def is_column(name: str, concept: str) -> bool:
    """Whether a table of this kind may have such a column."""
    return concept in vocabulary().fields[name]


def is_header(name: str, row: Sequence[Label]) -> bool:
    """Whether the labels ask for at least two columns of the table, and for one that it is known by."""
    concepts = {label.concept for label in row if is_column(name, label.concept)}
    return len(concepts) >= 2 and bool(concepts & KEYS[name])


def _rows(layout: Layout, name: str) -> list[list[Label]]:
    """The labels of possible columns by their rows, those of sections side by side apart."""
    rows: dict[tuple[int, int], list[Label]] = {}
    for label in layout.labels:
        if label.inline is not None or not (is_column(name, label.concept) or label.concept in NOT_IMPORTED):
            continue
        section = layout.section_of(label)
        ruled = label.section or (section.name if section else None)
        if ruled in (name, None) or _is_of_no_other(name, label.concept, ruled):
            rows.setdefault((label.block.row2, section.first_col if section else 0), []).append(label)
    return [sorted(row, key=lambda label: label.block.col) for _, row in sorted(rows.items())]


def _is_of_no_other(name: str, concept: str, ruled: str) -> bool:
    """Whether the section above has no such field, so that only the table's title is not known: 製品名 below 代理店."""
    if ruled in ("office", "ignored"):
        return False
    return name == "items" or (ruled == "items" and concept not in vocabulary().fields["items"])


def _split_at_repeats(row: Sequence[Label]) -> Iterator[list[Label]]:
    """Two tables side by side have the same columns again."""
    part: list[Label] = []
    for label in row:
        if label.concept not in NOT_IMPORTED and any(label.concept == other.concept for other in part):
            yield part
            part = []
        part.append(label)
    yield part


def _folded(layout: Layout, name: str, rows: Sequence[list[Label]]) -> Iterator[tuple[int, list[Label]]]:
    """For the place of a row the row of labels below it that belongs to the same lines."""
    for place, (upper, lower) in enumerate(pairwise(rows)):
        is_next = lower[0].block.row == max(label.block.row2 for label in upper) + 1
        concepts = {label.concept for label in upper}
        if max(len(upper), len(lower)) < 2 or any(_is_followed(layout, row[-1].block, FAR) for row in (upper, lower)):
            continue
        if is_next and is_header(name, [*upper, *lower]) and not concepts & {label.concept for label in lower}:
            last = max(label.block.row2 for label in lower)
            if _fits_below(layout, name, lower, last + 2) > _fits_below(layout, name, lower, last + 1):
                yield place, lower


def _fits_below(layout: Layout, name: str, labels: Sequence[Label], row: int) -> float:
    fields = vocabulary().fields[name]
    cells = [(label, layout.grid.at(row, label.block.col)) for label in labels if label.concept in fields]
    return sum(fit(fields[label.concept].reader, cell.text) for label, cell in cells if cell is not None)


def _pattern(header: Header) -> tuple[tuple[str, int], ...]:
    return tuple((label.concept, label.block.col) for label in header.labels)


def _is_line_of_fields(layout: Layout, header: Header) -> bool:
    """Whether a value stands behind each label, `製品名 | A | 数量 | 10`, so that this is no header."""
    labels = [label.block for label in header.lines[0]]
    limits = [*(block.col for block in labels[1:]), FAR]
    behind = [_is_followed(layout, label, limit) for label, limit in zip(labels, limits, strict=True)]
    return all(behind) or (all(behind[:-1]) and len(labels) > 3)


def _is_followed(layout: Layout, label: Block, limit: int) -> bool:
    return any(not block.is_empty for block in layout.grid.on_row(label.row, label.col2 + 1, limit - 1))
