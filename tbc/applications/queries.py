"""Reading applications: those that serve a view take the actor and see only what the actor may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, true, tuple_

from tbc.applications import numbers
from tbc.applications.models import STATES, Application, UploadedSupplement
from tbc.kit.clock import TOKYO
from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.policy import Actor

PAGE = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """What the history is narrowed to; empty for everything. Days are inclusive, in Tokyo."""

    words: str = ""
    kind: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list begins: after (or before) the row listed at that time with that id."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the history, newest first."""

    rows: list[Row[Any]]
    newer: Place | None
    older: Place | None


# The table's columns and not the class's attributes: lists read rows, and the ORM would cost them a third more.
_TABLE = Application.__table__.c
COLUMNS: tuple[Any, ...] = tuple(
    _TABLE[name]
    for name in (
        "id",
        "number",
        "state",
        "kind",
        "company",
        "products",
        "filer_name",
        "source",
        "listed_at",
    )
)


def find_application(actor: Actor, application_id: UUID) -> Application | None:
    """The application with that id, if `actor` may know of it: their own, or for staff any that is filed."""
    return session.scalars(select(Application).where(Application.id == application_id, _visible(actor))).one_or_none()


def lock_application(actor: Actor, application_id: UUID) -> Application | None:
    """As `find_application`, as it is now and for this transaction alone: whatever comes at the same time waits."""
    wanted = select(Application).where(Application.id == application_id, _visible(actor)).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def find_filed(actor: Actor, application_id: UUID) -> Application | None:
    """As `find_application`, but filed ones only."""
    found = find_application(actor, application_id)
    return found if found and not found.is_draft else None


def list_supplements(application_id: UUID) -> Sequence[UploadedSupplement]:
    """The uploaded supplements of one application, without their bodies."""
    wanted = select(UploadedSupplement).where(UploadedSupplement.application_id == application_id)
    return session.scalars(wanted.order_by(UploadedSupplement.code)).all()


def find_supplement(application: Application, code: str) -> UploadedSupplement | None:
    """One uploaded supplement of an application."""
    return session.scalars(
        select(UploadedSupplement).where(
            UploadedSupplement.application_id == application.id, UploadedSupplement.code == code
        )
    ).one_or_none()


def find_newer(actor: Actor, application: Application) -> Application | None:
    """The application that superseded this one."""
    return find_application(actor, application.superseded_by_id) if application.superseded_by_id else None


def list_history(
    actor: Actor, wanted: Filter, *, after: Place | None = None, before: Place | None = None, limit: int = PAGE
) -> Listed:
    """One page of the applications that `actor` sees in their history, newest first (APP-10)."""
    return page_of(_history(actor, wanted), after, before, limit)


def list_all_history(actor: Actor, wanted: Filter, chunk: int = 500) -> Iterator[Application]:
    """Every application that `wanted` finds, newest first, read in chunks: for exports."""
    after: Place | None = None
    while True:
        query = select(Application).where(*_conditions(wanted), _own(actor)).order_by(*_NEWEST).limit(chunk)
        rows = session.scalars(_beyond(query, after)).all()
        yield from rows
        if len(rows) < chunk:
            return
        after = Place(rows[-1].listed_at, rows[-1].id)
        session.expunge_all()


def page_of(query: Select[Any], after: Place | None, before: Place | None, limit: int) -> Listed:
    """One page of `query` (without order), by place and not by counting rows."""
    if before is not None:
        here = tuple_(Application.listed_at, Application.id)
        rows = list(session.execute(query.where(here > (before.at, before.id)).order_by(*_OLDEST).limit(limit + 1)))
        more, rows = len(rows) > limit, rows[:limit][::-1]
        return Listed(rows, _place(rows[0]) if more and rows else None, _place(rows[-1]) if rows else None)
    rows = list(session.execute(_beyond(query, after).order_by(*_NEWEST).limit(limit + 1)))
    more, rows = len(rows) > limit, rows[:limit]
    return Listed(rows, _place(rows[0]) if after and rows else None, _place(rows[-1]) if more else None)


def history_of_everybody(wanted: Filter) -> Select[Any]:
    """The filed applications of all customers that `wanted` finds, for the desk."""
    return select(*COLUMNS).where(Application.number.is_not(None), *_conditions(wanted))


_NEWEST = (Application.listed_at.desc(), Application.id.desc())
_OLDEST = (Application.listed_at.asc(), Application.id.asc())


def _history(actor: Actor, wanted: Filter) -> Select[Any]:
    return select(*COLUMNS).where(_own(actor), *_conditions(wanted))


def _own(actor: Actor) -> ColumnElement[bool]:
    return Application.filer_id == actor.user_id


def _visible(actor: Actor) -> ColumnElement[bool]:
    if actor.is_staff:
        return Application.number.is_not(None)
    return _own(actor)


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.words.strip():
        yield _by_words(wanted.words)
    if wanted.kind:
        yield Application.kind == wanted.kind
    if wanted.state in STATES:
        yield Application.state == wanted.state
    if wanted.since:
        yield Application.listed_at >= datetime.combine(wanted.since, time(), TOKYO)
    if wanted.until and wanted.until < date.max:
        yield Application.listed_at < datetime.combine(wanted.until + timedelta(days=1), time(), TOKYO)


def _by_words(words: str) -> ColumnElement[bool]:
    """A reception number, or how one begins, is found by its own index; anything else is looked for in the text.

    Drafts are outside of the text's index: there are few of them, and they are saved while somebody types.
    """
    begun = numbers.fold(words)
    if numbers.could_begin(begun) and len(begun) == numbers.LENGTH:
        return Application.number == begun
    # Words of nothing but punctuation narrow nothing.
    found = and_(true(), *containing(words, Application.search_text, Application.search_pairs))
    ways = [and_(Application.number.is_not(None), found), and_(Application.number.is_(None), found)]
    if numbers.could_begin(begun):
        ways.append(and_(Application.number >= begun, Application.number < begun + "~"))
    return or_(*ways)


def _beyond(query: Select[Any], after: Place | None) -> Select[Any]:
    if after is None:
        return query
    return query.where(tuple_(Application.listed_at, Application.id) < (after.at, after.id))


def _place(row: Row[Any]) -> Place:
    return Place(row.listed_at, row.id)
