"""Legacy workbooks on the command line: `tbc import-excel PATH…` (XLS-7)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from legacy_excel import ReaderPool
from tbc.imports.folders import named_files, read_all
from tbc.imports.queries import summary
from tbc.imports.queries.batches import progress_of
from tbc.imports.queries.teaching import forms_in_use
from tbc.imports.service import batches
from tbc.imports.service.settling import Settled
from tbc.kit.db import unit_of_work
from tbc.policy import Actor

COMMAND_LINE = Actor(name="tbc import-excel")
WORDS = {
    "read": "read, ready for review",
    "errors": "read, with errors to settle in review",
    "to-register": "user registrations, kept until they can be registered",
    "known": "there already, left as they are",
    "failed": "could not be read",
    "refused": "not taken in: too large, gone, or not to be opened",
    "waiting": "not read yet",
}
WRONG = ("errors", "failed", "refused", "waiting")


@click.command("import-excel")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--batch", "name", default="", help="What the batch is called on the desk; the first PATH's name if unset."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="How many files to read at once; one per processor if unset."
)
@click.option("--dry-run", is_flag=True, help="Only read: keep nothing, and tell what would be found.")
def import_excel(paths: tuple[Path, ...], name: str, workers: int | None, dry_run: bool) -> None:
    """Take in and read the workbooks at each PATH, a file or a folder, for review on the desk.

    The same content is taken in once, and a run that was broken off is simply started again: it goes on where it
    stopped. Exits with 1 when any workbook could not be read or has errors.
    """
    files = named_files(paths)
    if dry_run:
        raise click.exceptions.Exit(_try_out(files, workers))
    with unit_of_work():
        batch = batches.begin_at(COMMAND_LINE, name or paths[0].resolve().name, list(files))
        progress = progress_of([batch])[batch.id]
    with _bar() as bar:
        task = bar.add_task("read", total=progress.total, completed=progress.settled)

        def tell(file: str, settled: Settled) -> None:
            word = "errors" if settled.errors else settled.outcome
            if word in WRONG:
                bar.console.print(f"{file}: {WORDS[word]}", markup=False, highlight=False, soft_wrap=True)
            bar.advance(task)

        is_whole = read_all(batch.id, files, workers, tell)
    if not is_whole:
        click.echo("Cancelled on the desk. Start again to go on.", err=True)
    raise click.exceptions.Exit(_tell(batch.id))


def _bar() -> Progress:
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _tell(batch_id: UUID) -> int:
    """Print what came of the batch; the exit code."""
    with unit_of_work():
        outcomes = summary.count_by_outcome(batch_id)
        forms, codes = summary.count_forms(batch_id), summary.count_codes(batch_id)
    return _print(outcomes, forms, codes)


def _try_out(files: Mapping[str, Path], workers: int | None) -> int:
    """Read all files without keeping anything, and print what was found; the exit code."""
    outcomes, forms, codes = Counter[str](), Counter[str](), Counter[str]()
    with unit_of_work():
        taught = forms_in_use()
    with ReaderPool(workers or max(2, os.cpu_count() or 2), with_sheets=False) as pool, _bar() as bar:
        for _file, reading in bar.track(pool.read_all(files.values(), taught), total=len(files)):
            is_read = any(record.application is not None for record in reading.records)
            has_errors = any(record.has_errors() for record in reading.records)
            outcomes[("errors" if has_errors else "read") if is_read else "failed"] += 1
            forms.update({record.form for record in reading.records if record.form})
            codes.update({problem.code for record in reading.records for problem in record.problems})
    return _print(outcomes, dict(forms.most_common()), dict(codes.most_common()))


def _print(outcomes: Mapping[str, int], forms: Mapping[str, int], codes: Mapping[str, int]) -> int:
    console = Console()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for word, text in WORDS.items():
        if outcomes.get(word):
            table.add_row(str(outcomes[word]), text)
    table.add_row(str(sum(outcomes.values())), "in all")
    console.print(table)
    for title, counts in (("By form", forms), ("By problem", codes)):
        if counts:
            each = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0))
            for thing, many in counts.items():
                each.add_row(str(many), thing)
            console.print(each)
    return 1 if any(outcomes.get(word) for word in WRONG) else 0
