"""A batch of thousands of workbooks through the whole import: unpacked, read, kept for review; and its pages meanwhile.

    python -m bench.batches [--files 5000]

Each file is a sample with a company of its own, so that no content comes twice.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import create_engine, func, select

from legacy_excel import ReaderPool
from tbc.imports.models import Batch, BatchFile, Workbook
from tbc.imports.queries import Wanted, batches, list_workbooks
from tbc.imports.service.batches import Sent, begin
from tbc.imports.service.settling import read_on
from tbc.kit import db
from tbc.policy import Actor

SAMPLES = Path(__file__).parents[1] / "tests" / "legacy_excel" / "samples" / "filled"
# A ZIP of the web holds 50 MB; thousands of files come as several.
PER_ZIP = 1250
# So many are read without being kept, to compare.
ALONE = 500
TURN = 10.0


def measure(url: str, files: int) -> None:
    """Put `files` workbooks through the import of the database at `url`, which has the catalogue, and print the times."""
    engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
    db.bind(engine)
    reading = _read_alone(list(_variants(range(0, files, max(1, files // ALONE))))) * files
    begun_batches = [_begin(range(start, min(start + PER_ZIP, files))) for start in range(0, files, PER_ZIP)]
    ids = [batch_id for batch_id, _seconds in begun_batches]
    slowest = max(seconds for _batch_id, seconds in begun_batches)
    print(f"a batch of {files:,} files")
    print(f"  sent and listed     {slowest:8.1f} s   for the slowest of {len(ids)} ZIPs")
    with _watched_readers() as sizes:
        begun, seen = time.monotonic(), [look for batch_id in ids for look in _read(batch_id)]
        took = time.monotonic() - begun
    print(f"  read, kept, summed  {took:8.1f} s   {files / took:6.1f} files/s")
    print(f"  reading alone       {reading:8.1f} s   {files / reading:6.1f} files/s   {took / reading:5.2f} x")
    if seen:
        slowest_look = max(seconds for seconds, _settled in seen)
        print(f"  progress and list   {slowest_look * 1000:8.1f} ms  of queries at most, while it is read")
        print(
            f"  progress seen       {len({settled for _seconds, settled in seen}):8}   different in {len(seen)} looks"
        )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  memory              {own:8.1f} MiB  of this process at most, {max(sizes, default=0) / 1024:.1f} MiB of a reader"
    )
    _tell_what_became(files)
    engine.dispose()


def _read(batch_id: UUID) -> Iterator[tuple[float, tuple[UUID, int]]]:
    """Reads a batch to its end, and looks at its page between the turns: seconds that takes, and how far it has come."""
    while read_on(batch_id, TURN):
        yield _look(batch_id)


@contextmanager
def _watched_readers() -> Iterator[list[int]]:
    """How much memory the reading children have had at most, in KiB, looked at every half second."""
    sizes: list[int] = []
    is_over = Event()

    def watch() -> None:
        while not is_over.wait(0.5):
            for task in Path("/proc/self/task").glob("*/children"):
                # A child may be gone before it is looked at.
                with suppress(OSError):
                    sizes.extend(_most_of(pid) for pid in task.read_text().split())

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield sizes
    finally:
        is_over.set()
        watcher.join()


def _most_of(pid: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status) if "python" in status else None
    return int(found[1]) if found else 0


def _tell_what_became(files: int) -> None:
    """Each file has a workbook of its own, and all batches are done."""
    with db.unit_of_work() as session:
        found = session.scalar(select(func.count()).select_from(Workbook).where(Workbook.state != "unread"))
        once = session.scalar(
            select(func.count(BatchFile.workbook_id.distinct())).where(BatchFile.outcome.in_(("read", "failed")))
        )
        states = session.execute(select(Batch.state, func.count()).group_by(Batch.state)).all()
    told = ", ".join(f"{row[1]} {row[0]}" for row in states)
    print(f"  {found:,} workbooks, {once:,} of {files:,} files imported once; batches: {told}")


def _begin(numbers: range) -> tuple[UUID, float]:
    """Send files as a ZIP; the batch, and the seconds until it is kept."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for number, body in zip(numbers, _variants(numbers), strict=True):
            archive.writestr(f"九月分/{number:05}.xlsx", body)
    began = time.monotonic()
    with db.unit_of_work():
        batch_id = begin(Actor(name="bench"), [Sent("九月分.zip", target.getvalue())]).id
    return batch_id, time.monotonic() - began


def _variants(numbers: range) -> Iterator[bytes]:
    """Samples, each with a company of its own."""
    samples = [(path.read_bytes(), _company(path)) for path in sorted(SAMPLES.glob("[ab]*-0*.xlsx"))]
    for number in numbers:
        yield _changed(*samples[number % len(samples)], number)


def _company(sample: Path) -> str:
    """The end user's name, as the sample's oracle has it."""
    oracle = json.loads(sample.with_suffix("").with_suffix(".expected.json").read_text(encoding="utf-8"))
    return str(oracle["application"]["end_user"]["corporate_name"])


def _changed(sample: bytes, company: str, number: int) -> bytes:
    """The sample with a number behind the company's name, wherever it stands as text."""
    target, name = io.BytesIO(), company.encode()
    with ZipFile(io.BytesIO(sample)) as source, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as copy:
        for info in source.infolist():
            copy.writestr(info, source.read(info).replace(name, name + f" {number}".encode()))
        # Where the sheet has the name in another width, the content differs all the same.
        copy.comment = str(number).encode()
    return target.getvalue()


def _read_alone(made: list[bytes]) -> float:
    """Seconds for the reading children alone, for each file."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, body in enumerate(made):
            paths.append(Path(folder) / f"{number}.xlsx")
            paths[-1].write_bytes(body)
        with ReaderPool(2, with_sheets=False) as pool:
            begun = time.monotonic()
            for _path, _reading in pool.read_all(paths):
                pass
            return (time.monotonic() - begun) / len(made)


def _look(batch_id: UUID) -> tuple[float, tuple[UUID, int]]:
    """Seconds for what the batch's page and the list ask of the database; how many files of the batch are settled."""
    began = time.monotonic()
    with db.unit_of_work() as session:
        progress = batches.progress_of([session.get_one(Batch, batch_id)])[batch_id]
        batches.count_problems(batch_id)
        batches.list_files(batch_id)
        list_workbooks(Wanted(problems="clean"))
    return time.monotonic() - began, (batch_id, progress.settled)


def main() -> None:
    """Measure alone, in a database of its own."""
    from bench.__main__ import _database

    asked = argparse.ArgumentParser(prog="bench.batches")
    asked.add_argument("--files", type=int, default=5000)
    options = asked.parse_args()
    with _database() as url:
        measure(url, options.files)


if __name__ == "__main__":
    main()
