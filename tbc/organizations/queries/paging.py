"""Pages of a list by place, not by counting rows: each begins after, or ends before, a row known by its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, tuple_

from tbc.kit.db import session


@dataclass(frozen=True, slots=True)
class Beside:
    """Which page is wanted: after the row with an id, before it, or the first."""

    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page; `earlier` and `later` are the rows that the pages beside it end before and begin after."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    earlier: UUID | None = None
    later: UUID | None = None


def page_of(query: Select[*tuple[Any, ...]], order: Sequence[Any], own: Any, beside: Beside, limit: int) -> Listed:
    """One page of `query`, sorted by `order`, whose last column is the row's id `own`.

    A place that is no longer there, or that the reader may not see, leads to the first page.
    """
    at = beside.after or beside.before
    place = session.execute(query.with_only_columns(*order).where(own == at)).one_or_none() if at else None
    here = tuple_(*order)
    if place is None:
        rows = _rows(query.order_by(*order), limit)
        return _listed(rows[:limit], own, has_later=len(rows) > limit)
    if beside.after:
        rows = _rows(query.where(here > tuple(place)).order_by(*order), limit)
        return _listed(rows[:limit], own, has_earlier=True, has_later=len(rows) > limit)
    rows = _rows(query.where(here < tuple(place)).order_by(*(column.desc() for column in order)), limit)
    return _listed(rows[:limit][::-1], own, has_earlier=len(rows) > limit, has_later=True)


def _rows(query: Select[*tuple[Any, ...]], limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    return session.execute(query.limit(limit + 1)).all()


def _listed(
    rows: Sequence[Row[*tuple[Any, ...]]], own: Any, *, has_earlier: bool = False, has_later: bool = False
) -> Listed:
    if not rows:
        return Listed(rows)
    first, last = (getattr(row, own.key) for row in (rows[0], rows[-1]))
    return Listed(rows, first if has_earlier else None, last if has_later else None)
