"""Reads one uploaded workbook in a child process that may take only so much time and memory (XLS-6, SECURITY).

Whatever a workbook does to its reader, a crash of the Rust code included, happens to the child; the web worker gets
a record with a problem code. For many files `pool.ReaderPool` has children that read one after the other.
"""

from collections.abc import Sequence
from pathlib import Path

from legacy_excel.children import MEMORY, TIMEOUT, Child, ChildEnded
from legacy_excel.readings import Reading, refused
from legacy_excel.records import Record
from legacy_excel.showing import SheetView
from legacy_excel.taught.definition import TaughtForm


def read_safely(path: str | Path, timeout: float = TIMEOUT, memory: int = MEMORY) -> list[Record]:
    """As `read`, in a child with `timeout` seconds and `memory` bytes; beyond either the workbook is `too_large`."""
    return look_safely(path, with_sheets=False, timeout=timeout, memory=memory).records


def grid_safely(path: str | Path, timeout: float = TIMEOUT, memory: int = MEMORY) -> list[SheetView]:
    """As `grid`, in a child under the same limits; no sheets if the workbook cannot be read within them."""
    return look_safely(path, with_records=False, timeout=timeout, memory=memory).sheets


def look_safely(
    path: str | Path,
    *,
    with_records: bool = True,
    with_sheets: bool = True,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    taught: Sequence[TaughtForm] = (),
) -> Reading:
    """As `look`, records and sheets in one opening, in a child of its own under the same limits."""
    child = Child(memory)
    try:
        return child.look(path, with_records=with_records, with_sheets=with_sheets, timeout=timeout, taught=taught)
    except ChildEnded as ended:
        return refused(ended.code)
    finally:
        child.end()
