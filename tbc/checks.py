"""What `tbc check` looks at before and after a deployment: is everything there that the portal needs?"""

from __future__ import annotations

import contextlib
import smtplib
from dataclasses import dataclass

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from tbc.config import Settings
from tbc.kit import schema
from tbc.mail.message import own_name
from tbc.mail.transport import connect

OLDEST_POSTGRESQL = 15


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `sentence` says how it is, and what to do where it is not good."""

    about: str
    good: bool
    sentence: str


def look_at(settings: Settings) -> list[Finding]:
    """Everything, in the order in which it is mended."""
    return [*_database(settings.database_url), _mail_server(settings)]


def _database(url: str) -> list[Finding]:
    engine = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
            new_enough = version >= OLDEST_POSTGRESQL
            reached = f"PostgreSQL {version} answers" + (
                "." if new_enough else f"; it must be {OLDEST_POSTGRESQL} or newer."
            )
            return [
                Finding("Database", new_enough, reached),
                _migrations(schema.current(engine)),
                *_workers(connection),
            ]
    except OperationalError as error:
        return [Finding("Database", False, f"cannot be reached: {_first_line(error.orig)}")]


def _migrations(at: str | None) -> Finding:
    head = schema.head()
    if at == head:
        return Finding("Migrations", True, f"the database is at {head}, as this program needs.")
    return Finding(
        "Migrations", False, f"the database is at {at or 'none'}, this program needs {head}; run `tbc migrate`."
    )


def _workers(connection: Connection) -> list[Finding]:
    """Nothing before the first migration; no worker is no fault, since the check also runs before the start."""
    alive = text("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'")
    with contextlib.suppress(ProgrammingError):
        count = connection.execute(alive).scalar_one()
        return [
            Finding(
                "Workers", True, f"{count} running." if count else "none is running; letters wait for `tbc worker`."
            )
        ]
    return []


def _mail_server(settings: Settings) -> Finding:
    try:
        server = connect(settings.smtp_url, own_name(settings))
    except (smtplib.SMTPException, OSError) as error:
        return Finding("Mail server", False, f"cannot be used: {_first_line(error)}. Look at TBC_SMTP_URL.")
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    return Finding("Mail server", True, "answers, and lets the portal in.")


def _first_line(error: BaseException | None) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
