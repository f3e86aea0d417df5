"""Reads thousands of damaged samples by the pool and tells what came of it: `python -m tests.legacy_excel.fuzz 10000`.

A fault is an exception that only the last net caught: the file got its code, but not by anybody's intention.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from legacy_excel import ReaderPool
from legacy_excel.children import MEMORY
from legacy_excel.problems import codes
from tests.legacy_excel.mutants import mutant


@dataclass
class Findings:
    """What the reading of a run of mutants showed."""

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    unknown_codes: set[str] = field(default_factory=set)
    # The kind of each fault with the numbers of the mutants that met it.
    faults: dict[str, list[int]] = field(default_factory=dict)
    ended_children: list[int] = field(default_factory=list)
    peak: int = 0

    def is_clean(self) -> bool:
        """Whether every file got a record or a known code, by intention, within the memory."""
        return not self.unknown_codes and not self.faults and self.peak < MEMORY


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def fuzzed(numbers: range, folder: Path, workers: int = 2) -> Findings:
    """Reads the mutants of these numbers."""
    findings, listener = Findings(), _Listener()
    logger = logging.getLogger("legacy_excel")
    logger.addHandler(listener)
    try:
        with ReaderPool(workers=workers, timeout=20) as pool:
            for path, reading in pool.read_all(_written(numbers, folder)):
                number = int(path.stem)
                findings.files += 1
                found = {problem.code for record in reading.records for problem in record.problems}
                findings.unknown_codes |= found - set(codes())
                is_read = any(record.application for record in reading.records)
                findings.outcomes["read" if is_read else ", ".join(sorted(found))] += 1
                if "too_large" in found:
                    findings.ended_children.append(number)
                for fault in listener.heard:
                    findings.faults.setdefault(fault.strip().splitlines()[-1][:200], []).append(number)
                listener.heard.clear()
                findings.peak = max([findings.peak, *map(_peak, pool.child_ids())])
                path.unlink()
    finally:
        logger.removeHandler(listener)
    return findings


def _written(numbers: range, folder: Path) -> Iterator[Path]:
    for number in numbers:
        ending, body = mutant(number)
        path = folder / f"{number}{ending}"
        path.write_bytes(body)
        yield path


def _peak(child: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{child}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    return 0


def main() -> int:
    """Prints the findings; the exit code is 1 if there are faults."""
    asked = argparse.ArgumentParser(prog="python -m tests.legacy_excel.fuzz")
    asked.add_argument("files", type=int, nargs="?", default=10_000)
    asked.add_argument("--begin", type=int, default=0, help="the number of the first mutant")
    options = asked.parse_args()
    began = time.monotonic()
    with TemporaryDirectory(prefix="fuzz-") as folder:
        findings = fuzzed(range(options.begin, options.begin + options.files), Path(folder))
    seconds = time.monotonic() - began
    print(f"{findings.files} files in {seconds:.0f} s, peak of a child {findings.peak / 1024 / 1024:.0f} MiB")
    for outcome, count in findings.outcomes.most_common(12):
        print(f"{count:7} {outcome}")
    print(f"too large or ended: {findings.ended_children[:20]}")
    for fault, numbers in findings.faults.items():
        print(f"FAULT {len(numbers)} times, first mutant {numbers[0]}: {fault}")
    print(f"unknown codes: {sorted(findings.unknown_codes)}")
    return 0 if findings.is_clean() else 1


if __name__ == "__main__":
    sys.exit(main())
