"""Empty rows and columns put into a sheet, or the whole sheet moved, change nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacy_excel import Record, reading
from legacy_excel.workbook import Block, Grid, open_workbook
from tests.legacy_excel.oracles import FOLDER, records_of

NAMES = [
    "a1-01.xlsx",
    "a1-05.xlsx",
    "a2-04.xlsx",
    "b1-02.xlsx",
    "b1-05.xlsx",
    "b1-06.xlsx",
    "b2-04.xls",
    "user-03.xlsx",
]
UNSEEN = [
    "items-transposed.xlsx",
    "labels-above.xlsx",
    "labels-in-other-terms.xlsx",
    "matrix.xlsx",
    "narrow.xlsx",
    "party-in-the-label.xlsx",
    "three-parties-in-columns.xlsx",
    "vendors-box-at-the-right.xlsx",
    "vertical-titles.xlsx",
]
PATHS = [FOLDER / "filled" / name for name in NAMES] + [FOLDER.parent / "unseen" / name for name in UNSEEN]


class _Stretched:
    """A workbook of one sheet into which empty rows and columns were put."""

    def __init__(self, grid: Grid, rows: dict[int, int], cols: dict[int, int]) -> None:
        self.date1904 = grid.date1904
        self.sheets = [(grid.name, False)]
        blocks = [
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
        ]
        self._grid = Grid(grid.name, blocks, date1904=grid.date1904)

    def grid(self, _: int) -> Grid:
        return self._grid


def _moved(place: int, inserted: dict[int, int]) -> int:
    return place + sum(count for at, count in inserted.items() if at <= place)


@cache
def _grid(path: Path) -> Grid:
    return open_workbook(path).grid(0)


@pytest.mark.rule("XLS-1")
@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(PATHS),
    st.dictionaries(st.integers(0, 70), st.just(1), max_size=3),
    st.dictionaries(st.integers(0, 50), st.just(1), max_size=2),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_the_record_stays_the_same(
    path: Path, rows: dict[int, int], cols: dict[int, int], down: int, right: int
) -> None:
    stretched = _Stretched(_grid(path), {**rows, -1: down}, {**cols, -1: right})

    [record] = _read(stretched)
    assert record.problems == []
    assert record.application == records_of(path)[0]["application"]


def _read(workbook: _Stretched) -> list[Record]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "open_workbook", lambda _: workbook)
        return reading.read_workbook(Path("stretched.xlsx"))
