"""The child process of the sandbox: limits itself, reads one workbook, tells what it read on standard output."""

import json
import math
import os
import resource
import sys
from pathlib import Path

from legacy_excel.reading import read
from legacy_excel.sandbox import OUT_OF_MEMORY
from legacy_excel.showing import grid


def main(task: str, path: str, timeout: str, memory: str) -> int:
    """Does one task (`read` or `grid`) under limits of seconds and bytes; the exit code says how it ended."""
    _limit(float(timeout), int(memory))
    try:
        if task == "grid":
            told = [sheet.to_json() for sheet in grid(path)]
        else:
            told = [record.to_json(provenance=True) for record in read(path)]
        sys.stdout.write(json.dumps(told, ensure_ascii=False))
        sys.stdout.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _limit(timeout: float, memory: int) -> None:
    """Limits this process; what is mapped but not resident (libraries, the postal data) is not counted."""
    seconds = math.ceil(timeout) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    pages = Path("/proc/self/statm")
    if pages.exists():
        size, resident = (int(count) * os.sysconf("SC_PAGE_SIZE") for count in pages.read_text().split()[:2])
        limit = size - resident + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
