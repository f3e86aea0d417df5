"""The catalogue on the command line: `tbc import-catalog FILE [--prices] [--apply]`."""

from __future__ import annotations

from pathlib import Path

import click

from tbc.catalog.importing import TITLES, Preview, preview_products
from tbc.catalog.importing.prices import PricePreview, preview_prices
from tbc.catalog.service.sheets import SheetFaulty, import_prices, import_products
from tbc.catalog.service.supplements import keep_supplements
from tbc.catalog.supplements import DefinitionFaulty
from tbc.kit.db import unit_of_work
from tbc.policy import Actor

COMMAND_LINE = Actor(name="tbc import-catalog")


@click.command("import-catalog")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--prices", "is_of_prices", is_flag=True, help="The sheet holds prices of products that are known.")
@click.option("--apply", "is_applied", is_flag=True, help="Write it; without this the changes are only shown.")
def import_catalog(file: Path, is_of_prices: bool, is_applied: bool) -> None:
    """Import products or prices from a CSV or Excel FILE, or supplements from a TOML FILE.

    Shows what is new, what changes and what is wrong, row by row. Nothing is written without --apply, and nothing at
    all while any row is wrong.
    """
    with unit_of_work():
        if file.suffix.lower() == ".toml":
            _supplements(file, is_applied)
        elif is_of_prices:
            _prices(file, is_applied)
        else:
            _products(file, is_applied)


def _products(file: Path, is_applied: bool) -> None:
    data = file.read_bytes()
    try:
        preview = import_products(data, file.name, COMMAND_LINE) if is_applied else preview_products(data, file.name)
    except SheetFaulty as faulty:
        preview = Preview(problems=faulty.problems)
    _show(preview)
    _conclude(preview, is_applied)


def _prices(file: Path, is_applied: bool) -> None:
    data = file.read_bytes()
    try:
        preview = import_prices(data, file.name, COMMAND_LINE) if is_applied else preview_prices(data, file.name)
    except SheetFaulty as faulty:
        preview = PricePreview(problems=faulty.problems)
    for problem in preview.problems:
        click.echo(f"! {problem.place}{problem.sentence}", err=True)
    _conclude(preview, is_applied)


def _conclude(preview: Preview | PricePreview, is_applied: bool) -> None:
    if preview.problems:
        raise click.ClickException(f"{len(preview.problems)} problems; nothing was written.")
    counts = f"{len(preview.added)} added, {len(preview.changed)} changed, {len(preview.unchanged)} unchanged"
    click.echo(f"{counts}." if is_applied else f"{counts} (preview; write it with --apply).")


def _show(preview: Preview) -> None:
    for change in preview.added:
        click.echo(f"+ {change.code}  {change.values['name_ja']}")
    for change in preview.changed:
        click.echo(f"~ {change.code}  {change.values['name_ja']}")
        for key, old, new in change.differences:
            click.echo(f"    {TITLES[key]}: {old or '―'} → {new or '―'}")
    for problem in preview.problems:
        click.echo(f"! {problem.place}{problem.sentence}", err=True)


def _supplements(file: Path, is_applied: bool) -> None:
    try:
        names = keep_supplements(file.read_text(encoding="utf-8"), COMMAND_LINE)
    except (DefinitionFaulty, UnicodeDecodeError) as faulty:
        raise click.ClickException(f"{file.name}: {faulty}") from None
    for name in names:
        click.echo(name)
    if not is_applied:
        # What was written to see whether it fits is taken back with the transaction.
        raise click.exceptions.Exit(0)
