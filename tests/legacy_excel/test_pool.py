"""A batch is read by a few child processes, of which none can end it, and none is left behind."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from legacy_excel import ReaderPool, Reading, grid, look, read
from legacy_excel.children import Child
from tests.legacy_excel.oracles import FOLDER, workbooks
from tests.legacy_excel.packages import with_many_strings

SAMPLE = FOLDER / "filled" / "a2-04.xlsx"


@pytest.mark.rule("XLS-6")
def test_a_batch_gives_what_reading_one_by_one_gives_in_the_order_asked() -> None:
    paths = workbooks("filled")[::4] + workbooks("bad")[::3]
    with ReaderPool(workers=2) as pool:
        found = list(pool.read_all(paths))

    assert [path for path, _ in found] == paths
    assert all(reading.records == read(path) for path, reading in found)
    assert found[0][1].sheets == grid(paths[0]) == look(paths[0]).sheets


@pytest.mark.rule("XLS-6")
def test_a_file_that_overruns_its_time_is_too_large_and_the_others_go_on() -> None:
    with ReaderPool(workers=1, timeout=1) as pool:
        pool.read(SAMPLE)
        [child] = pool.child_ids()
        os.kill(child, signal.SIGSTOP)
        found = [_codes(reading) for _, reading in pool.read_all([SAMPLE, SAMPLE])]

        assert found == [["too_large"], []]
        assert not _lives(child)


@pytest.mark.rule("XLS-6")
def test_a_child_killed_by_somebody_else_has_its_file_read_again() -> None:
    with ReaderPool(workers=1) as pool:
        pool.read(SAMPLE)
        [child] = pool.child_ids()
        os.kill(child, signal.SIGSTOP)
        threading.Timer(0.2, os.kill, (child, signal.SIGKILL)).start()
        found = [_codes(reading) for _, reading in pool.read_all([SAMPLE, SAMPLE])]

        assert found == [[], []], "the file that was in the child's hands too"
        assert pool.child_ids() != [child]


@pytest.mark.rule("XLS-6")
def test_a_file_that_kills_each_child_gets_a_code(tmp_path: Path) -> None:
    slow = with_many_strings(tmp_path)
    stop = threading.Event()
    with ReaderPool(workers=1) as pool:
        killer = threading.Thread(target=_kill_always, args=(pool, stop))
        killer.start()
        reading = pool.read(slow)
        stop.set()
        killer.join()

        assert _codes(reading) == ["too_large"]
        assert _codes(pool.read(SAMPLE)) == []


@pytest.mark.rule("XLS-6")
def test_a_child_is_replaced_after_its_share_of_files() -> None:
    with ReaderPool(workers=1, files_per_child=2, with_sheets=False) as pool:
        ids = [(pool.read(SAMPLE), pool.child_ids())[1] for _ in range(4)]

    assert ids[0] != ids[2]
    assert ids[1] == ids[3] == []
    assert not any(_lives(child) for line in ids for child in line)


@pytest.mark.rule("XLS-6")
def test_no_child_outlives_a_batch_that_is_given_up() -> None:
    drawn: list[Path] = []
    with ReaderPool(workers=2) as pool:
        next(pool.read_all(_noting(drawn, [SAMPLE] * 500)))
        children = pool.child_ids()
        os.kill(children[0], signal.SIGSTOP)

    assert children
    assert not any(_lives(child) for child in children), "nobody waits for the one that stands still"
    assert len(drawn) < 50, "paths are drawn as they are read"


@pytest.mark.rule("XLS-6")
def test_a_child_ends_when_whoever_asked_is_gone() -> None:
    child = Child()
    assert child._process.stdin is not None
    child._process.stdin.close()

    assert child._process.wait(timeout=10) == 0
    child.end()


@pytest.mark.rule("XLS-6")
def test_what_a_child_answers_is_never_believed_blindly(monkeypatch: pytest.MonkeyPatch) -> None:
    with ReaderPool(workers=1) as pool:
        pool.read(SAMPLE)
        monkeypatch.setattr(Child, "_answer", lambda *_: b'{"records": 1}\n')

        assert _codes(pool.read(SAMPLE)) == ["unreadable_file"]


def _codes(reading: Reading) -> list[str]:
    return [problem.code for record in reading.records for problem in record.problems]


def _noting(drawn: list[Path], paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        drawn.append(path)
        yield path


def _lives(child: int) -> bool:
    """Whether the process is there, as a zombie or alive."""
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return False
    return True


def _kill_always(pool: ReaderPool, stop: threading.Event) -> None:
    while not stop.wait(0.01):
        for child in pool.child_ids():
            with suppress(ProcessLookupError):  # it may have gone since it was listed
                os.kill(child, signal.SIGKILL)
