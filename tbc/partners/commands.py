"""Dealers on the command line: `tbc import-dealers PATH [--apply]`."""

from __future__ import annotations

from pathlib import Path

import click

from tbc.kit.db import unit_of_work
from tbc.partners.importing import Preview, preview_dealers
from tbc.partners.service import importing
from tbc.policy import Actor

COMMAND_LINE = Actor(name="tbc import-dealers")


@click.command("import-dealers")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "is_applied", is_flag=True, help="Write it; without this the changes are only shown.")
def import_dealers(path: Path, is_applied: bool) -> None:
    """Import dealers, their synonyms and upstreams from the CSV or Excel file at PATH.

    Shows what is new, what changes and what is wrong, row by row. Nothing is written without --apply, and nothing at
    all while any row is wrong.
    """
    with unit_of_work():
        preview = _done(path.read_bytes(), path.name, is_applied)
        _show(preview)
        if preview.problems:
            raise click.ClickException(f"{len(preview.problems)} problems; nothing was written.")
    counts = f"{len(preview.added)} added, {len(preview.changed)} changed, {len(preview.unchanged)} unchanged"
    click.echo(f"{counts}." if is_applied else f"{counts} (preview; write it with --apply).")


def _done(data: bytes, file_name: str, is_applied: bool) -> Preview:
    if not is_applied:
        return preview_dealers(data, file_name)
    try:
        return importing.import_dealers(data, file_name, COMMAND_LINE)
    except importing.SheetFaulty as faulty:
        return Preview(problems=faulty.problems)


def _show(preview: Preview) -> None:
    for change in preview.added:
        click.echo(f"+ {change.values['name']}")
    for change in preview.changed:
        click.echo(f"~ {change.values['name']}")
        for title, old, new in change.differences:
            click.echo(f"    {title}: {old or '―'} → {new or '―'}")
    for doubt in preview.doubts:
        click.echo(f"? {doubt.place}{doubt.sentence}", err=True)
    for problem in preview.problems:
        click.echo(f"! {problem.place}{problem.sentence}", err=True)
