"""The `tbc` command: serve, work, migrate, check, and what the rooms add to it (SPEC §13)."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from tbc.config import Settings, SettingsError, from_environment

# A room offers a command in its commands.py, as a click command of that name with underscores. It runs inside the
# portal: settings read, database bound, letters set up; `with unit_of_work():` is its commit.
ROOMS = {
    "create-staff": "tbc.accounts",
    "import-bank": "tbc.payments",
    "import-catalog": "tbc.catalog",
    "import-dealers": "tbc.partners",
    "import-excel": "tbc.imports",
    "import-licenses": "tbc.licenses",
    "receive-bounce": "tbc.deliveries",
}
# These come before there is a portal, and make their own.
OUTSIDE = {"demo": "tbc.demo"}

# Two machines that start at once migrate one after the other; the number means nothing else.
MIGRATION_LOCK = 7_304_225_551


class Commands(click.Group):
    """The commands of this file, and those of the rooms, which are imported only when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *filter(_is_there, ROOMS | OUTSIDE)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if not _is_there(cmd_name):
            return super().get_command(ctx, cmd_name)
        module = import_module(_place(cmd_name))
        command: click.Command = copy.copy(getattr(module, cmd_name.replace("-", "_")))
        if cmd_name in ROOMS and command.callback is not None:
            command.callback = _in_portal(command.callback)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Trend Business Center, the portal. Settings come from the environment; `tbc check` looks at them."""


@cli.command()
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=8, show_default=True, help="Threads in each process.")
@click.option("--host", help="Address to listen on; 127.0.0.1 while TBC_BASE_URL is http, else every address.")
def serve(workers: int, threads: int, host: str | None) -> None:
    """Answer requests, on the port that PORT says."""
    from tbc.serving import serve_forever

    settings = from_environment()
    listen = host or ("0.0.0.0" if settings.secure else "127.0.0.1")  # noqa: S104  # a proxy in front holds the TLS key
    serve_forever(settings, listen, workers, threads)


@cli.command()
@click.option("--concurrency", default=4, show_default=True, help="Jobs at the same time.")
@click.option("--once", is_flag=True, help="Stop when no job is due.")
def worker(concurrency: int, once: bool) -> None:
    """Send letters and do what else is left for later, until told to stop (SIGTERM)."""
    from tbc import create_app
    from tbc.jobs.worker import run
    from tbc.kit import logs

    settings = from_environment()
    logs.configure(settings.log_level)
    run(create_app(settings), wait=not once, concurrency=concurrency)


@cli.command()
@click.option(
    "--to", "target", default="head", show_default=True, help="Revision to go to, forward or back (0003, base)."
)
def migrate(target: str) -> None:
    """Bring the database to the state that this program needs, or to another."""
    from tbc.kit import schema

    engine = create_engine(from_environment().database_url, poolclass=NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as guard:
            guard.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
            at = schema.current(engine)
            back = target == "base" or (target != "head" and at is not None and target < at)
            (schema.downgrade if back else schema.upgrade)(engine, target)
    except OperationalError as error:
        _give_up(f"The database cannot be reached: {str(error.orig).strip().splitlines()[0]}")
    click.echo(f"The database is at migration {schema.current(engine) or 'base'}.")


@cli.command()
def check() -> None:
    """Look at the settings, the database, its migrations, the mail server and the workers; 1 if something is wrong."""
    from tbc.checks import look_at

    findings = look_at(from_environment())
    click.echo("Settings: every value can be used.")
    for finding in findings:
        click.echo(f"{finding.about}: {finding.sentence}", err=not finding.good)
    if not all(finding.good for finding in findings):
        sys.exit(1)


def _place(name: str) -> str:
    return f"{(ROOMS | OUTSIDE)[name]}.commands"


def _is_there(name: str) -> bool:
    return name in ROOMS | OUTSIDE and find_spec(_place(name)) is not None


def _in_portal(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def run(*arguments: Any, **options: Any) -> Any:
        from tbc import create_app
        from tbc.kit import db, logs

        settings: Settings = from_environment()
        logs.configure(settings.log_level)
        engine = db.open_engine(settings.database_url)
        db.bind(engine)
        try:
            with create_app(settings).app_context():
                return act(*arguments, **options)
        except OperationalError as error:
            _give_up(f"The database cannot be reached: {str(error.orig).strip().splitlines()[0]}")
        finally:
            db.session.remove()
            engine.dispose()

    return run


def _give_up(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)
