"""A workbook is read in a child process that cannot hurt the process that asked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from legacy_excel import grid, grid_safely, read, read_safely
from tests.legacy_excel.oracles import FOLDER
from tests.legacy_excel.packages import with_many_strings

MIB = 1024 * 1024
SAMPLE = FOLDER / "filled" / "multi-02.xlsx"


@pytest.mark.rule("XLS-6")
def test_the_child_reads_the_same_records_with_problems_and_provenance() -> None:
    assert read_safely(SAMPLE) == read(SAMPLE)
    bad = FOLDER / "bad" / "bad-email.xlsx"
    assert read_safely(bad) == read(bad)


@pytest.mark.rule("XLS-6")
def test_reading_beyond_its_time_ends_as_too_large() -> None:
    [record] = read_safely(SAMPLE, timeout=0.001)

    assert [problem.code for problem in record.problems] == ["too_large"]


@pytest.mark.rule("XLS-6")
def test_reading_beyond_its_memory_ends_as_too_large(tmp_path: Path) -> None:
    path = with_many_strings(tmp_path)

    assert [problem.code for problem in read_safely(path, memory=60 * MIB)[0].problems] == ["too_large"]


@pytest.mark.rule("XLS-6")
def test_a_workbook_at_the_limit_of_size_is_answered_within_five_seconds(tmp_path: Path) -> None:
    path = with_many_strings(tmp_path)
    begin = time.perf_counter()
    [record] = read_safely(path)

    assert time.perf_counter() - begin < 10
    assert record.problems or record.application


@pytest.mark.rule("XLS-4")
def test_the_grid_shows_texts_and_merged_cells_in_the_order_of_the_tabs() -> None:
    sheets = grid(FOLDER / "filled" / "a1-06.xls")

    assert [sheet.name for sheet in sheets] == ["申請書"]
    cells = {cell.address: cell for cell in sheets[0].cells}
    assert (cells["B1"].text, cells["B1"].colspan) == ("【A-1】ライセンス製品　新規購入申請書", 40)
    assert (cells["B63"].rowspan, cells["J63"].rowspan) == (3, 3)
    assert sheets == grid_safely(FOLDER / "filled" / "a1-06.xls")


@pytest.mark.rule("XLS-6")
def test_a_file_that_cannot_be_read_shows_no_grid() -> None:
    assert grid(FOLDER / "bad" / "bad-corrupt.xlsx") == []
    assert grid_safely(FOLDER / "bad" / "bad-encrypted.xlsx") == []
