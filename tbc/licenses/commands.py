"""Older contracts on the command line: `tbc import-licenses FILE [--apply]`."""

from __future__ import annotations

from pathlib import Path

import click

from tbc.kit.db import unit_of_work
from tbc.licenses.importing import Preview, preview_licenses
from tbc.licenses.service.importing import SheetFaulty
from tbc.licenses.service.importing import import_licenses as bring
from tbc.policy import Actor

COMMAND_LINE = Actor(name="tbc import-licenses")


@click.command("import-licenses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "is_applied", is_flag=True, help="Write it; without this it is only shown.")
def import_licenses(file: Path, is_applied: bool) -> None:
    """Import older contracts from a CSV or Excel FILE.

    Shows what is new and what is wrong, row by row. Nothing is written without --apply, and nothing at all while any
    row is wrong. What is there already is left as it is.
    """
    with unit_of_work():
        preview = _done(file.read_bytes(), file.name, is_applied)
        for values in preview.added:
            click.echo(f"+ {values['license_id']}  {values['product_code']}  {values['end_user.corporate_name']}")
        for problem in preview.problems:
            click.echo(f"! {problem.place}{problem.sentence}", err=True)
        if preview.problems:
            raise click.ClickException(f"{len(preview.problems)} problems; nothing was written.")
    counts = f"{len(preview.added)} added, {len(preview.unchanged)} unchanged"
    click.echo(f"{counts}." if is_applied else f"{counts} (preview; write it with --apply).")


def _done(data: bytes, file_name: str, is_applied: bool) -> Preview:
    if not is_applied:
        return preview_licenses(data, file_name)
    try:
        return bring(data, file_name, COMMAND_LINE)
    except SheetFaulty as faulty:
        return Preview(problems=faulty.problems)
