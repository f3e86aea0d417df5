"""A batch of thousands of workbooks through the whole import: unpacked, read, kept for review; and its pages meanwhile.

    python -m bench.batches [--files 5000]

Each file is a sample with a company of its own, so that no content comes twice.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import create_engine, func, select

from legacy_excel import ReaderPool
from tbc.imports.models import Batch, Workbook
from tbc.imports.queries import Wanted, batches, list_workbooks
from tbc.imports.service.batches import Sent, begin
from tbc.imports.service.settling import read_on
from tbc.kit import db
from tbc.policy import Actor

SAMPLES = Path(__file__).parents[1] / "tests" / "legacy_excel" / "samples" / "filled"
# A ZIP of the web holds 50 MB; thousands of files come as several.
PER_ZIP = 1250
TURN = 10.0


def measure(url: str, files: int) -> None:
    """Put `files` workbooks through the import of the database at `url`, which has the catalogue, and print the times."""
    engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
    db.bind(engine)
    made = list(_variants(files))
    reading = _read_alone(made)
    print(f"a batch of {files:,} files ({sum(map(len, made)) / files / 1024:.0f} KiB each)")
    begun_batches = [_begin(made[start : start + PER_ZIP]) for start in range(0, files, PER_ZIP)]
    ids = [batch_id for batch_id, _seconds in begun_batches]
    slowest = max(seconds for _batch_id, seconds in begun_batches)
    print(f"  sent and listed     {slowest:8.1f} s   for the slowest of {len(ids)} ZIPs")
    begun, pages = time.monotonic(), 0.0
    for batch_id in ids:
        while read_on(batch_id, TURN):
            pages = max(pages, _look(batch_id))
    took = time.monotonic() - begun
    print(f"  read, kept, summed  {took:8.1f} s   {files / took:6.1f} files/s")
    print(f"  reading alone       {reading:8.1f} s   {files / reading:6.1f} files/s   {took / reading:5.2f} x")
    print(f"  progress and list   {pages * 1000:8.1f} ms  of queries at most, while it is read")
    with db.unit_of_work() as session:
        found = session.scalar(select(func.count()).select_from(Workbook).where(Workbook.state != "unread"))
        states = session.execute(select(Batch.state, func.count()).group_by(Batch.state)).all()
    print(f"  {found:,} workbooks; batches: {', '.join(f'{row[1]} {row[0]}' for row in states)}")
    engine.dispose()


def _begin(files: list[bytes]) -> tuple[UUID, float]:
    """Send files as a ZIP; the batch, and the seconds until it is kept."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for number, body in enumerate(files):
            archive.writestr(f"九月分/{number:05}.xlsx", body)
    began = time.monotonic()
    with db.unit_of_work():
        batch_id = begin(Actor(name="bench"), [Sent("九月分.zip", target.getvalue())]).id
    return batch_id, time.monotonic() - began


def _variants(files: int) -> Iterator[bytes]:
    """Samples, each with a company of its own."""
    samples = [(path.read_bytes(), _company(path)) for path in sorted(SAMPLES.glob("[ab]*-0*.xlsx"))]
    for number in range(files):
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
    """Seconds for the reading children alone, for all files."""
    some = made[:: max(1, len(made) // 500)]
    with TemporaryDirectory() as folder:
        paths = []
        for number, body in enumerate(some):
            paths.append(Path(folder) / f"{number}.xlsx")
            paths[-1].write_bytes(body)
        with ReaderPool(2) as pool:
            begun = time.monotonic()
            for _path, _reading in pool.read_all(paths):
                pass
            return (time.monotonic() - begun) * len(made) / len(some)


def _look(batch_id: UUID) -> float:
    """Seconds for what the batch's page and the list ask of the database."""
    began = time.monotonic()
    with db.unit_of_work() as session:
        batches.progress_of([session.get_one(Batch, batch_id)])
        batches.count_problems(batch_id)
        batches.list_files(batch_id)
        list_workbooks(Wanted(problems="clean"))
    return time.monotonic() - began


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
