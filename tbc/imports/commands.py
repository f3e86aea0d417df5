"""Legacy workbooks on the command line: `tbc import-excel PATH…` (XLS-7)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from legacy_excel.workbook.limits import FILE_BYTES
from tbc.imports.queries import find_known
from tbc.imports.reading import Look, look_into
from tbc.imports.service import intake
from tbc.kit.db import unit_of_work
from tbc.policy import Actor

COMMAND_LINE = Actor(name="tbc import-excel")
KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
WORDS = {
    "read": "read, ready for review",
    "errors": "read, with errors to settle in review",
    "to-register": "user registrations, kept until they can be registered",
    "known": "there already, left as they are",
    "failed": "could not be read",
    "too-large": "too large, not kept",
    "unreadable": "could not be opened, not kept",
}
WRONG = ("errors", "failed", "too-large", "unreadable")


class _Loaded(NamedTuple):
    """The content of a file, or why it is not taken in."""

    body: bytes
    refusal: str = ""


@click.command("import-excel")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def import_excel(paths: tuple[Path, ...]) -> None:
    """Take in and read the workbooks at each PATH, a file or a folder, for review on the desk.

    The same content is taken in once, so a run that was broken off is simply started again. Exits with 1 when any
    workbook could not be read or has errors.
    """
    files = list(dict.fromkeys(_files(paths)))
    counts: Counter[str] = Counter()
    workers = max(2, os.cpu_count() or 2)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress, ThreadPoolExecutor(workers) as pool:
        bar = progress.add_task("read", total=len(files))
        for start in range(0, len(files), workers * 4):
            for file, word in _import(files[start : start + workers * 4], pool):
                counts[word] += 1
                if word in WRONG:
                    progress.console.print(f"{file}: {WORDS[word]}", markup=False, highlight=False, soft_wrap=True)
                progress.advance(bar)
    _summary(counts)
    if any(counts[word] for word in WRONG):
        raise click.exceptions.Exit(1)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files to read: those named, whatever they are called, and the workbooks in folders."""
    for path in paths:
        if path.is_dir():
            found = (
                file for file in path.rglob("*") if file.suffix.lower() in KINDS and not file.name.startswith("~$")
            )
            yield from sorted(file for file in found if file.is_file())
        else:
            yield path


def _import(files: Sequence[Path], pool: Executor) -> Iterator[tuple[Path, str]]:
    """Take some files in: children read them at the same time, one commit per file writes down what they found."""
    loaded = [_load(file) for file in files]
    marks = [sha256(one.body).hexdigest() for one in loaded]
    with unit_of_work():
        known = find_known(marks)
    looks = [
        pool.submit(look_into, one.body) if not one.refusal and mark not in known else None
        for one, mark in zip(loaded, marks, strict=True)
    ]
    for file, one, look in zip(files, loaded, looks, strict=True):
        yield file, one.refusal or (_keep(file, one.body, look.result()) if look else "known")


def _load(file: Path) -> _Loaded:
    try:
        if file.stat().st_size > FILE_BYTES:
            return _Loaded(b"", "too-large")
        return _Loaded(file.read_bytes())
    except OSError:
        return _Loaded(b"", "unreadable")


def _keep(file: Path, body: bytes, look: Look) -> str:
    """Write down one file and what was read; what became of it."""
    with unit_of_work():
        workbook, _is_new = intake.take_in(COMMAND_LINE, file.name, body)
        try:
            intake.keep(workbook, look)
        except intake.ReadBefore:
            return "known"
        return "errors" if workbook.state == "read" and workbook.errors else workbook.state


def _summary(counts: Counter[str]) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for word, text in WORDS.items():
        if counts[word]:
            table.add_row(str(counts[word]), text)
    table.add_row(str(counts.total()), "in all")
    Console().print(table)
