"""The database: declarative base, the session, and the one commit of a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from flask import Flask, Response, g, has_request_context, request
from sqlalchemy import Connection, DateTime, Engine, MetaData, create_engine
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session, sessionmaker

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Constraint names read aloud, and forms find their field by them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table. Times are aware and stored in UTC."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: DateTime(timezone=True), dict[str, Any]: JSONB}


class Asked(Session):
    """A session that asks `reading` for as long as it changes nothing, and from the first change on its own engine.

    In the isolation that the portal has (read committed) a statement sees the same alone as in a transaction; without
    one a page saves two of the five ways to the database, BEGIN and ROLLBACK.
    """

    reading: Engine | None = None

    def get_bind(self, mapper: Any = None, *, clause: Any = None, **more: Any) -> Engine | Connection:
        """The engine for `clause`: statements that lock rows and those in words count as changes, and so does whatever
        is asked behind a savepoint, which only a transaction can have."""
        if self.reading is None:
            return super().get_bind(mapper, clause=clause, **more)
        asks = getattr(clause, "is_select", False) and clause._for_update_arg is None  # noqa: SLF001  # as the next
        if asks and not self._flushing and not self.in_nested_transaction():  # SQLAlchemy's own example asks so
            return self.reading
        self.reading = None
        return super().get_bind(mapper, clause=clause, **more)


class Cursor(psycopg.Cursor[Any]):
    """Has a search planned anew for the words it asks for.

    PostgreSQL plans a statement that comes again and again for any values at all, and takes that plan where it looks as
    cheap. For words it is not: one name is in a row of a million, another in half of them, and a plan for both reads
    everything that a reader has filed.
    """

    def execute(self, query: Any, *arguments: Any, prepare: bool | None = None, **options: Any) -> Cursor:
        """As the parent does it; what asks an array what it contains is a search."""
        anew = prepare is None and isinstance(query, str) and " @> " in query
        super().execute(query, *arguments, prepare=False if anew else prepare, **options)
        return self


class _Sessions(sessionmaker[Asked]):
    """Makes the session of a request; one that is safe has an engine to read from."""

    reading: Engine | None = None

    def __call__(self, **more: Any) -> Asked:
        made = super().__call__(**more)
        if self.reading is not None and has_request_context() and request.method in SAFE_METHODS:
            made.reading = self.reading
        return made


# What was loaded stays readable after the commit, which comes last of all: nothing is asked anew for an answer.
_sessions = _Sessions(class_=Asked, expire_on_commit=False)
session: scoped_session[Asked] = scoped_session(_sessions)


def open_engine(url: str, *, reading: bool = False) -> Engine:
    """An engine for the portal: short time-outs, so that a lost database gives a calm page and no hanging one.

    One for `reading` has no transactions, and the database refuses every change through it.
    """
    options = "-c statement_timeout=15000 -c timezone=UTC"
    return create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_timeout=5,
        pool_pre_ping=False,
        connect_args={
            "connect_timeout": 3,
            "cursor_factory": Cursor,
            "options": options + (" -c default_transaction_read_only=on" if reading else ""),
        },
        **({"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None} if reading else {}),
    )


def bind(engine: Engine, reading: Engine | None = None) -> None:
    """Let the session use `engine` from now on, and `reading` for pages that change nothing."""
    session.remove()
    session.configure(bind=engine)
    _sessions.reading = reading


def init_app(app: Flask) -> None:
    """Give `app` the one commit: unsafe method and status below 400 commits, everything else rolls back."""
    app.after_request(_finish)
    app.teardown_appcontext(_leave)


def keep_changes() -> None:
    """Commit this request's changes although it is a GET or was refused.

    For what must outlive a refusal: a failed sign-in's count and audit entry, a draft that still has errors, the
    time at which a session was last seen.
    """
    g.keep_changes = True


def keep_now() -> None:
    """Commit what this request has changed before its act has begun: it stands, whatever becomes of the act."""
    _commit()


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """One commit for work outside of a request (commands, jobs): all or nothing."""
    try:
        yield session()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.remove()


def _finish(response: Response) -> Response:
    unsafe = request.method not in SAFE_METHODS
    if (unsafe and response.status_code < 400) or g.pop("keep_changes", False):
        _commit()
    else:
        session.rollback()
    return response


def _commit() -> None:
    try:
        session.commit()
    except BaseException:
        # The error page passes through here again and must find a session that can be rolled back.
        session.rollback()
        raise


def _leave(_error: BaseException | None) -> None:
    session.remove()
