"""A file that means harm costs its reader no more than 300 MB, gets its code, and the batch goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from legacy_excel import ReaderPool, read
from legacy_excel.children import MEMORY
from tests.legacy_excel.hostile import HOSTILE, MIB
from tests.legacy_excel.packages import SOUND


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(workers=1) as pool:
        yield pool


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_its_code_within_its_memory(name: str, pool: ReaderPool, tmp_path: Path) -> None:
    make, accepted = HOSTILE[name]
    path = make(tmp_path)
    reading = pool.read(path)
    path.unlink()

    codes = {problem.code for record in reading.records for problem in record.problems}
    assert codes <= accepted
    assert bool(codes) == bool(accepted)
    assert all(_peak(child) < MEMORY for child in pool.child_ids())
    assert "root:" not in str(reading.shapes), "no file of this machine is read"
    # Whatever became of the child, the next file is read.
    assert pool.read(SOUND).records == read(SOUND)


@pytest.mark.rule("XLS-6")
def test_a_child_can_map_no_more_than_its_memory_beyond_what_it_began_with(pool: ReaderPool) -> None:
    pool.read(SOUND)
    [child] = pool.child_ids()
    limits = Path(f"/proc/{child}/limits")
    if not limits.exists():
        pytest.skip("this system does not tell a process's limits")
    line = next(line for line in limits.read_text().splitlines() if line.startswith("Max address space"))

    assert int(line.split()[3]) < _of_status(child, "VmSize") + MEMORY
    assert "Max file size             0 " in limits.read_text()


def _peak(child: int) -> int:
    """Bytes that were ever resident at once, as far as the system tells."""
    return _of_status(child, "VmHWM") if Path(f"/proc/{child}/status").exists() else 0


def _of_status(child: int, name: str) -> int:
    lines = Path(f"/proc/{child}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


@pytest.mark.rule("XLS-6")
def test_two_hundred_megabytes_are_refused_unread(pool: ReaderPool, tmp_path: Path) -> None:
    for head in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""):
        path = tmp_path / "large.xlsx"
        with path.open("wb") as target:
            target.write(head)
            target.truncate(200 * MIB)
        codes = [problem.code for record in pool.read(path).records for problem in record.problems]
        assert codes == ["too_large"]
