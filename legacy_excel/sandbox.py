"""Reads an uploaded workbook in a child process that may take only so much time and memory (XLS-6, SECURITY).

Whatever a workbook does to its reader, a crash of the Rust code included, happens to the child; the web worker gets
a record with a problem code. The child gets no environment, writes no file, and is ended when its time is over.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from legacy_excel.problems import problem
from legacy_excel.records import Record
from legacy_excel.showing import SheetView

MIB: Final = 1024 * 1024
TIMEOUT: Final = 10.0
MEMORY: Final = 300 * MIB
OUT_OF_MEMORY: Final = 86
# How a child ends that met its limits: killed, aborted by Rust without memory, out of CPU time, or on its own word.
AT_THE_LIMIT: Final = {-signal.SIGKILL, -signal.SIGABRT, -signal.SIGXCPU, OUT_OF_MEMORY}


def read_safely(path: str | Path, timeout: float = TIMEOUT, memory: int = MEMORY) -> list[Record]:
    """As `read`, in a child with `timeout` seconds and `memory` bytes; beyond either the workbook is `too_large`."""
    told, refusal = _ask_child("read", path, timeout, memory)
    if told is None:
        return [Record(problems=[problem(refusal)])]
    return [Record.from_json(shape) for shape in told]


def grid_safely(path: str | Path, timeout: float = TIMEOUT, memory: int = MEMORY) -> list[SheetView]:
    """As `grid`, in a child under the same limits; no sheets if the workbook cannot be read within them."""
    told, _ = _ask_child("grid", path, timeout, memory)
    return [SheetView.from_json(shape) for shape in told or []]


def _ask_child(task: str, path: str | Path, timeout: float, memory: int) -> tuple[list[Any] | None, str]:
    """What the child tells, or None and the code of the problem that it met."""
    command = [sys.executable, "-X", "utf8", "-m", "legacy_excel.child", task, str(path), str(timeout), str(memory)]
    surroundings = {"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        child = subprocess.run(command, env=surroundings, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return None, "too_large"
    if child.returncode in AT_THE_LIMIT:
        return None, "too_large"
    if child.returncode != 0:
        return None, "unreadable_file"
    return json.loads(child.stdout), ""
