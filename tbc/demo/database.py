"""The demo's own database: made, marked, migrated; anybody else's is refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from alembic.util import CommandError
from sqlalchemy import Connection, Engine, NullPool, create_engine, func, insert, inspect, select, text, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

from tbc.demo.postgres import create_database, drop_database
from tbc.demo.tables import made, metadata
from tbc.kit import schema

NAME = "tbc_demo"


class DatabaseRefused(Exception):
    """The demo does not touch this database; the message is one sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class DemoDatabase:
    """A database that the demo made. `url` is for TBC_DATABASE_URL; `secret_key` outlives restarts, as sessions do."""

    url: str
    secret_key: str
    is_filled: bool


def prepare(url: str, *, fresh: bool = False) -> DemoDatabase:
    """Make the database at `url` if it is not there, and bring it to this program's migration.

    With `fresh`, and where an earlier start was interrupted before its data were whole, it is made anew.

    Raises:
        DatabaseRefused: the demo did not make it, or it cannot be reached.
    """
    target = _parse(url)
    try:
        if _exists(target):
            _require_own(target)
            if fresh or not _read(target).is_filled:
                drop_database(_server(target), str(target.database))
                _make(target)
        else:
            _make(target)
    except (OperationalError, ProgrammingError) as error:
        raise DatabaseRefused(f"The database cannot be used: {_first_line(error)}") from None
    _migrate(target)
    return _read(target)


def note_filled(url: str) -> None:
    """The demo's data are whole."""
    with _connected(_parse(url)) as connection:
        connection.execute(update(made).values(filled_at=func.now()))


def _parse(url: str) -> URL:
    try:
        target = make_url(url).set(drivername="postgresql+psycopg")
    except ArgumentError:
        raise DatabaseRefused("TBC_DATABASE_URL must begin with postgresql://") from None
    if not target.database:
        raise DatabaseRefused("TBC_DATABASE_URL names no database; add one that does not exist yet, such as /tbc_demo.")
    return target


def _server(target: URL) -> str:
    return target.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)


def _exists(target: URL) -> bool:
    with _connected(target.set(database="postgres")) as connection:
        asked = text("SELECT EXISTS (SELECT FROM pg_database WHERE datname = :name)")
        return bool(connection.scalar(asked, {"name": target.database}))


def _require_own(target: URL) -> None:
    with _connected(target) as connection:
        if not inspect(connection).has_table(made.name, schema=made.schema):
            raise DatabaseRefused(
                f"The database {target.database} was not made by the demo, which therefore leaves it alone. "
                "Unset TBC_DATABASE_URL, or name a database that does not exist yet."
            )


def _make(target: URL) -> None:
    try:
        create_database(_server(target), str(target.database))
    except ValueError:
        raise DatabaseRefused(f"{target.database} is no name for a database; use a-z, 0-9 and _.") from None
    with _connected(target) as connection:
        connection.execute(text("CREATE SCHEMA demo"))
        metadata.create_all(connection)
        connection.execute(insert(made).values(secret_key=secrets.token_urlsafe(48)))


def _migrate(target: URL) -> None:
    engine = create_engine(target, poolclass=NullPool)
    try:
        schema.upgrade(engine)
    except CommandError:
        raise DatabaseRefused(
            "The demo's data were made by another version of the program; begin anew: make demo ARGS=--fresh"
        ) from None


def _read(target: URL) -> DemoDatabase:
    with _connected(target) as connection:
        row = connection.execute(select(made.c.secret_key, made.c.filled_at)).one()
    plain = target.set(drivername="postgresql").render_as_string(hide_password=False)
    return DemoDatabase(url=plain, secret_key=row.secret_key, is_filled=row.filled_at is not None)


@contextmanager
def _connected(target: URL) -> Iterator[Connection]:
    """One transaction on a connection of its own."""
    engine: Engine = create_engine(target, poolclass=NullPool, connect_args={"connect_timeout": 5})
    with engine.begin() as connection:
        yield connection


def _first_line(error: Any) -> str:
    return str(getattr(error, "orig", error)).strip().splitlines()[0]
