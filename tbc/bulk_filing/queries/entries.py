"""Reading the applications of a bulk filing: one page of them, those still to be filed, and what became of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, or_, select, true

from tbc.applications.models import Application
from tbc.bulk_filing.models import Entry
from tbc.kit.db import session

PAGE = 50
Result = Row[Any]
_COLUMNS: tuple[Any, ...] = (
    Entry.position,
    Entry.row,
    Entry.title,
    Entry.company,
    Entry.account_id,
    Entry.outcome,
    Entry.reason,
    Entry.problems,
    Entry.is_draft,
    Entry.same_row,
    Entry.same_id,
    Entry.application_id,
    Entry.content["items"].label("lines"),
    Entry.content["kind"].astext.label("kind"),
    Application.number,
)


@dataclass(frozen=True, slots=True)
class Entries:
    """One page in the order of the sheet; `previous` and `next` are positions where the pages beside it begin."""

    rows: Sequence[Result]
    previous: int | None
    next: int | None


def count_outcomes(filing_id: UUID) -> dict[str, int]:
    """How many applications have which outcome; `drafts`, `warned` and `consent` count among those to be filed."""
    open_ = Entry.outcome.in_(("waiting", "double"))
    counted = select(
        *(func.count().filter(Entry.outcome == name).label(name) for name in ("waiting", "faulty", "double")),
        func.count().filter(open_, Entry.is_draft).label("drafts"),
        func.count().filter(open_, func.jsonb_array_length(Entry.problems) > 0, ~Entry.is_draft).label("warned"),
        func.count().filter(open_, Entry.needs_consent).label("consent"),
        func.sum(func.jsonb_array_length(Entry.problems)).filter(Entry.outcome == "faulty").label("problems"),
    ).where(Entry.filing_id == filing_id)
    return {name: int(count or 0) for name, count in session.execute(counted).mappings().one().items()}


def list_entries(filing_id: UUID, only: str = "", after: int = 0, before: int | None = None) -> Entries:
    """One page; `only` narrows to an outcome, to `warned` ones or to `drafts`."""
    query = _entries(filing_id).where(_only(only))
    if before is not None:
        rows = session.execute(query.where(Entry.position < before).order_by(Entry.position.desc()).limit(PAGE + 1))
        found = rows.all()
        shown = found[:PAGE][::-1]
        return Entries(shown, shown[0].position if len(found) > PAGE else None, shown[-1].position if shown else None)
    found = session.execute(query.where(Entry.position > after).order_by(Entry.position).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    following = shown[-1].position if len(found) > PAGE else None
    return Entries(shown, shown[0].position if shown and after else None, following)


def list_results(filing_id: UUID) -> dict[int, Result]:
    """What became of each application, by position: for the result file."""
    return {row.position: row for row in session.execute(_entries(filing_id)).all()}


def list_filed(filing_id: UUID) -> Sequence[Result]:
    """The filed applications with their numbers, in the order of the sheet."""
    return session.execute(_entries(filing_id).where(Entry.outcome == "filed").order_by(Entry.position)).all()


def list_waiting(filing_id: UUID, limit: int | None = None) -> Sequence[Entry]:
    """The next applications to be filed, locked: of two workers one comes second and finds them settled."""
    wanted = select(Entry).where(Entry.filing_id == filing_id, Entry.outcome == "waiting")
    ordered = wanted.order_by(Entry.position).limit(limit).with_for_update()
    return session.scalars(ordered, execution_options={"populate_existing": True}).all()


def _entries(filing_id: UUID) -> Any:
    joined = select(*_COLUMNS).outerjoin(Application, Application.id == Entry.application_id)
    return joined.where(Entry.filing_id == filing_id)


def _only(only: str) -> ColumnElement[bool]:
    if not only:
        return true()
    if only == "warned":
        return Entry.outcome.in_(("waiting", "double")) & (func.jsonb_array_length(Entry.problems) > 0)
    if only == "drafts":
        return or_(Entry.outcome == "drafted", Entry.is_draft & (Entry.outcome == "waiting"))
    return Entry.outcome == only
