"""The history: pages by place, newest first, over everything that a reader reaches (APP-1, APP-10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Row, Select, Uuid, and_, bindparam, or_, select, true, tuple_

from tbc.applications import numbers
from tbc.applications.models import STATES, Application
from tbc.applications.queries.branches import Branches, branches_of
from tbc.applications.queries.reach import Reach, reach_of
from tbc.kit.clock import TOKYO
from tbc.kit.db import session
from tbc.kit.paging import each_page
from tbc.kit.places import Moment
from tbc.kit.search import containing
from tbc.policy import Actor

PAGE = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """What the history is narrowed to; empty for everything. Days are inclusive, in Tokyo.

    `account` is the id of a company account, `reach.QUICK` or `reach.SHOWN`.
    """

    words: str = ""
    kind: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    account: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the history, newest first."""

    rows: list[Row[Any]]
    newer: Moment | None
    older: Moment | None
    reach: Reach | None = None


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
        "filer_id",
        "company_account_id",
    )
)


def list_history(
    actor: Actor,
    wanted: Filter,
    *,
    after: Moment | None = None,
    before: Moment | None = None,
    limit: int = PAGE,
    reach: Reach | None = None,
) -> Listed:
    """One page of the applications that `actor` sees in their history, newest first (APP-10)."""
    reach = reach or reach_of(actor)
    words, (beyond, place) = wanted.words.strip(), _beyond(after, before)
    branches, values = branches_of(actor, reach, wanted.account, has_words=bool(words))
    narrowed = _narrowing(wanted)
    query = (_statement if words else _known_statement)(branches, (*narrowed, *beyond), words, limit + 1)
    values |= narrowed | place
    rows = list(session.execute(query, values)) if query is not None else []
    return _cut(rows, after, before, limit, reach)


def list_all_history(actor: Actor, wanted: Filter, chunk: int = 500) -> Iterator[tuple[Application, str]]:
    """Every application that `wanted` finds, newest first, with the name of its company account: for exports.

    Read in chunks; of what was shown to the reader from an account that they are not in, the name is empty.
    """
    reach = reach_of(actor)
    for listed in each_page(lambda after: list_history(actor, wanted, after=after, limit=chunk, reach=reach)):
        whole = select(Application).where(Application.id.in_([row.id for row in listed.rows]))
        found = {application.id: application for application in session.scalars(whole)}
        for row in listed.rows:
            yield found[row.id], reach.accounts.get(row.company_account_id, "")
        session.expunge_all()


def page_of(query: Select[Any], after: Moment | None, before: Moment | None, limit: int) -> Listed:
    """One page of `query` (without order), by place and not by counting rows."""
    beyond, place = _beyond(after, before)
    query = query.where(*(_CONDITIONS[name] for name in beyond)).order_by(*(_OLDEST if before else _NEWEST))
    return _cut(list(session.execute(query.limit(limit + 1), place)), after, before, limit)


def history_of_everybody(wanted: Filter) -> Select[Any]:
    """The filed applications of all customers that `wanted` finds, for the desk."""
    narrowed, words = _narrowing(wanted), wanted.words.strip()
    conditions = _conditions(narrowed, words)
    return select(*COLUMNS).where(_TABLE.number.is_not(None), *conditions).params(**narrowed)


_NEWEST = (_TABLE.listed_at.desc(), _TABLE.id.desc())
_OLDEST = (_TABLE.listed_at.asc(), _TABLE.id.asc())
_PLACE = tuple_(bindparam("at", type_=DateTime(timezone=True)), bindparam("place", type_=Uuid()))
# The ways to narrow a list, by the names of their values: kinds of text, days as moments, and where the page begins.
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "kind": _TABLE.kind == bindparam("kind"),
    "state": _TABLE.state == bindparam("state"),
    "since": _TABLE.listed_at >= bindparam("since"),
    "until": _TABLE.listed_at < bindparam("until"),
    "above": tuple_(_TABLE.listed_at, _TABLE.id) > _PLACE,
    "below": tuple_(_TABLE.listed_at, _TABLE.id) < _PLACE,
}


def _statement(branches: Branches, names: tuple[str, ...], words: str, limit: int) -> Select[Any] | None:
    return branches.top(COLUMNS, _conditions(names, words), limit, oldest="above" in names)


# Put together once for each way to narrow a list: that took as long as asking. Words are each reader's own.
_known_statement = lru_cache(maxsize=512)(_statement)


def _cut(
    rows: list[Row[Any]], after: Moment | None, before: Moment | None, limit: int, reach: Reach | None = None
) -> Listed:
    """A page of what was read with one row more than it holds."""
    more, rows = len(rows) > limit, rows[:limit]
    if before is not None:
        rows = rows[::-1]
        return Listed(rows, _place(rows[0]) if more and rows else None, _place(rows[-1]) if rows else None, reach)
    return Listed(rows, _place(rows[0]) if after and rows else None, _place(rows[-1]) if more else None, reach)


def _narrowing(wanted: Filter) -> dict[str, Any]:
    """The values by which `wanted` narrows a list, beside its words."""
    values: dict[str, Any] = {}
    if wanted.kind:
        values["kind"] = wanted.kind
    if wanted.state in STATES:
        values["state"] = wanted.state
    if wanted.since:
        values["since"] = datetime.combine(wanted.since, time(), TOKYO)
    if wanted.until and wanted.until < date.max:
        values["until"] = datetime.combine(wanted.until + timedelta(days=1), time(), TOKYO)
    return values


def _beyond(after: Moment | None, before: Moment | None) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The condition for where a page begins, and its values."""
    place = before or after
    if place is None:
        return (), {}
    return ("above" if before else "below",), {"at": place.at, "place": place.id}


def _conditions(names: Iterable[str], words: str) -> list[ColumnElement[bool]]:
    return [*(_CONDITIONS[name] for name in names), *([_by_words(words)] if words else [])]


def _by_words(words: str) -> ColumnElement[bool]:
    """A reception number, or how one begins, is found by its own index; anything else is looked for in the text.

    Drafts are outside of the text's index: there are few of them, and they are saved while somebody types.
    """
    begun = numbers.fold(words)
    if numbers.could_begin(begun) and len(begun) == numbers.LENGTH:
        return _TABLE.number == begun
    # Words of nothing but punctuation narrow nothing.
    found = and_(true(), *containing(words, Application.search_text, Application.search_pairs))
    ways = [and_(_TABLE.number.is_not(None), found), and_(_TABLE.number.is_(None), found)]
    if numbers.could_begin(begun):
        ways.append(and_(_TABLE.number >= begun, _TABLE.number < begun + "~"))
    return or_(*ways)


def _place(row: Row[Any]) -> Moment:
    return Moment(row.listed_at, row.id)
