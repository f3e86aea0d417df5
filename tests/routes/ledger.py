"""What each table holds, and what is written into it, to tell whether a request has written anything."""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tbc.kit.db import Base
from tbc.rooms import load_models

load_models()
_TABLES = sorted(Base.metadata.tables)
_SUMS = " UNION ALL ".join(f"SELECT '{name}', count(*), sum(hashtext(t::text)) FROM {name} t" for name in _TABLES)
_JOBS = "SELECT 'jobs', count(*), sum(id) FROM procrastinate_jobs"
_ALL = text(f"{_SUMS} UNION ALL {_JOBS}")


def fingerprint(session: Session) -> dict[str, tuple[int, int]]:
    """Table → its rows, and a sum over all that stands in them: any changed cell changes it."""
    return {name: (rows, total) for name, rows, total in session.execute(_ALL)}


_WRITTEN = text(
    "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS rows FROM pg_stat_xact_user_tables"
    " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
)


def written(connection: Connection) -> dict[str, int]:
    """Table → rows written since the transaction began, also those that were undone since: it never goes back."""
    return {row.relname: row.rows for row in connection.execute(_WRITTEN)}
