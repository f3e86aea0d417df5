"""The reading child process: limits itself, then reads the workbooks that it is asked for, one line each way."""

import gc
import json
import logging
import math
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from legacy_excel.children import MIB, OUT_OF_MEMORY
from legacy_excel.readings import look
from legacy_excel.taught.checking import from_plain
from legacy_excel.taught.definition import TaughtForm

# A child that has grown by so much keeps the memory to itself, and the next file would have less of it.
SPENT: Final = 100 * MIB
PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class Faults(logging.Handler):
    """Keeps what is logged, to be told with the answer: the child has no place of its own to write to."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one entry with its stack trace."""
        self.told.append(self.format(record)[:10_000])


def main(memory: str) -> int:
    """Answers every line of standard input until it ends; the exit code says how that came."""
    _limit(int(memory))
    faults = Faults()
    logging.getLogger().addHandler(faults)
    at_first = _resident()
    # What is loaded now stays: the collector need not look at it again and again.
    gc.freeze()
    _tell({})
    taught: list[TaughtForm] = []
    try:
        for line in sys.stdin.buffer:
            asked = json.loads(line)
            if "taught" in asked:
                taught = [from_plain(plain) for plain in asked["taught"]]
            _allow(asked["seconds"])
            told = look(asked["path"], **asked["wanted"], taught=taught).to_json()
            _tell({**told, "faults": faults.told, "is_spent": _resident() - at_first > SPENT})
            faults.told = []
    except MemoryError:
        return OUT_OF_MEMORY
    except BrokenPipeError:
        # Whoever asked is gone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


def _limit(memory: int) -> None:
    """Limits this process; what is mapped but not resident (libraries, the postal data) is not counted."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    pages = Path("/proc/self/statm")
    if pages.exists():
        size = int(pages.read_text().split()[0]) * PAGE
        limit = size - _resident() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _allow(seconds: float) -> None:
    """Processor time for one more file, counted from now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _resident() -> int:
    """Bytes in memory now, or the most there were so far where the system tells no more."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
