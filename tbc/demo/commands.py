"""`tbc demo`: everything on this machine, with people and data to try, until Ctrl-C."""

from __future__ import annotations

import os

import click

from tbc.config import SettingsError, port_of
from tbc.demo.database import DatabaseRefused
from tbc.demo.postgres import ServerFailed
from tbc.demo.running import CannotRun, run


@click.command("demo")
@click.option("--fresh", is_flag=True, help="Forget what was done in it, and begin with its first data again.")
def demo(fresh: bool) -> None:
    """Run the portal with people and data to try, reachable from this machine alone.

    PORT says where (8000). The data stay until --fresh. TBC_DATABASE_URL may name a database that does not exist yet;
    without it a PostgreSQL of its own is started. Every other setting is made up.
    """
    try:
        run(port=port_of(os.environ), database_url=os.environ.get("TBC_DATABASE_URL", "").strip(), fresh=fresh)
    except (SettingsError, CannotRun, DatabaseRefused, ServerFailed) as refusal:
        raise click.ClickException(str(refusal)) from None
