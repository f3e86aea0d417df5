"""Reading legacy forms by the pool, against raw cells by python-calamine and a plain load by openpyxl."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import python_calamine

from legacy_excel import ReaderPool

SAMPLES = Path(__file__).parents[1] / "tests" / "legacy_excel" / "samples" / "filled"
FILES = 500
PROCESSES = 2
ROUNDS = 2
# openpyxl takes half a second per file: a part of them tells its rate.
PLAIN_FILES = 10
KANJI, KANA = "山川田中村林森石原井上野本木口島谷橋池沢", "アイウエオカキクケコサシスセソタチツテト"
GOALS = {"calamine": 0.4, "calamine alone": 0.4, "openpyxl": 5.0}


def measure() -> None:
    """Print files per second of each way over the same forms, two processes each, and the ratios.

    Against calamine there are two: against as many processes of it, and against one, as a program that only extracts
    cells would run.
    """
    with TemporaryDirectory(prefix="bench-forms-") as folder:
        paths = _forms(Path(folder))
        spawned = ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"))
        with spawned as processes, ReaderPool(PROCESSES, with_sheets=False) as records, ReaderPool(PROCESSES) as sheets:
            ways: dict[str, Callable[[], float]] = {
                "calamine": lambda: _rate(processes, raw_cells, paths),
                "calamine alone": lambda: _rate_alone(raw_cells, paths),
                "records": lambda: _pool_rate(records, paths),
                "records and sheets": lambda: _pool_rate(sheets, paths),
            }
            for start in ways.values():
                start()
            best = {name: max(way() for _ in range(ROUNDS)) for name, way in ways.items()}
            best["openpyxl"] = _rate(
                processes, plain_load, [path for path in paths if path.suffix == ".xlsx"][:PLAIN_FILES]
            )
    print(f"reading {FILES} forms, {PROCESSES} processes")
    for name, rate in best.items():
        print(f"  {name:20}{rate:8.1f} files/s")
    for name, goal in GOALS.items():
        print(f"  records against {name:15}{best['records'] / best[name]:8.2f} x  (goal {goal} x)")


def raw_cells(path: str) -> int:
    """All cells of all sheets, as calamine gives them."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def plain_load(path: str) -> int:
    """The workbook as openpyxl loads it."""
    return len(openpyxl.load_workbook(path).sheetnames)


def _rate(processes: ProcessPoolExecutor, act: Callable[[str], int], paths: Sequence[Path]) -> float:
    began = time.perf_counter()
    list(processes.map(act, map(str, paths), chunksize=10))
    return len(paths) / (time.perf_counter() - began)


def _rate_alone(act: Callable[[str], int], paths: Sequence[Path]) -> float:
    began = time.perf_counter()
    for path in paths:
        act(str(path))
    return len(paths) / (time.perf_counter() - began)


def _pool_rate(pool: ReaderPool, paths: Sequence[Path]) -> float:
    began = time.perf_counter()
    for _, reading in pool.read_all(paths):
        if not reading.records:
            raise RuntimeError("a form was not read")
    return len(paths) / (time.perf_counter() - began)


def _forms(folder: Path) -> list[Path]:
    """The samples over and over, each with names of its own, so that nothing is known from the form before."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
    made = []
    for number in range(FILES):
        sample = samples[number % len(samples)]
        made.append(folder / f"{number:03}{sample.suffix}")
        made[-1].write_bytes(_renamed(sample.read_bytes(), random.Random(number)))
    return made


def _renamed(raw: bytes, chance: random.Random) -> bytes:
    """The workbook with 見本 and サンプル replaced by other letters, as many."""
    new = {"見本": "".join(chance.sample(KANJI, 2)), "サンプル": "".join(chance.sample(KANA, 4))}
    if not raw.startswith(b"PK"):
        return _replaced(raw, new, "utf-16-le")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, _replaced(source.read(name), new, "utf-8"))
    return target.getvalue()


def _replaced(raw: bytes, new: dict[str, str], encoding: str) -> bytes:
    for old, letters in new.items():
        raw = raw.replace(old.encode(encoding), letters.encode(encoding))
    return raw


if __name__ == "__main__":
    measure()
