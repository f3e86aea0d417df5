"""Many rows at once into a table: PostgreSQL's COPY, in this transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql

from tbc.kit.db import Base, session


def store(table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add `rows` to the table; all of them name the same columns, and every one that has no default in the database."""
    if not rows:
        return
    session.flush()
    names = list(rows[0])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.__tablename__), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with _connection().cursor() as cursor, cursor.copy(statement) as copy:
        for values in _in_order(rows, names):
            copy.write_row(values)


def _in_order(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Iterable[list[Any]]:
    return ([row[name] for name in names] for row in rows)


def _connection() -> psycopg.Connection[Any]:
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    return connection
