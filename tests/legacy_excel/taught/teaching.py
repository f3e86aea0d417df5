"""Teaches the dealer's sheet, and moves sheets about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from legacy_excel.taught import TaughtForm
from legacy_excel.taught.building import Lesson, build
from legacy_excel.workbook import Block, Grid, open_workbook
from tests.legacy_excel.taught.dealer_sheet import TYPED, Order, written

NAME = "北斗例示商事 御手配票"


def grid_of(path: Path) -> Grid:
    """The first sheet of a workbook."""
    return open_workbook(path).grid(0)


def taught(folder: Path, typed: Mapping[str, str] = TYPED, order: Order | None = None) -> TaughtForm:
    """The dealer's sheet as a definition."""
    made, faults = build(Lesson(NAME, "A-1", "票", typed), grid_of(written(folder / "taught.xlsx", order)))
    assert not faults
    return made


def stretched(grid: Grid, rows: Mapping[int, int], cols: Mapping[int, int]) -> Grid:
    """The sheet with so many rows and columns put in before some of its own."""
    return Grid(
        grid.name,
        [
            Block(
                _moved(b.row, rows),
                _moved(b.col, cols),
                _moved(b.row2, rows),
                _moved(b.col2, cols),
                b.value,
                b.text,
                b.is_empty,
            )
            for b in grid.blocks
        ],
        date1904=grid.date1904,
    )


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a record with its path."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from leaves(one, f"{path}[{at}]")
    else:
        yield path, value


def _moved(place: int, inserted: Mapping[int, int]) -> int:
    return place + sum(count for at, count in inserted.items() if at <= place)
