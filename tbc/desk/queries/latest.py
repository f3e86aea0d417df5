"""Pages of a list with the latest first: ids are in order of time, so each page begins beside an id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select

from tbc.kit.db import session

PAGE = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One page, the latest first; `newer` and `older` are where the pages beside it begin."""

    rows: Sequence[Row[Any]]
    newer: UUID | None = None
    older: UUID | None = None


def page_of(query: Select[Any], own: Any, *, older_than: UUID | None, newer_than: UUID | None) -> Found:
    """One page of `query` (without order), whose rows have the id `own` as `id`."""
    query = query.limit(PAGE + 1)
    if newer_than:
        rows = session.execute(query.where(own > newer_than).order_by(own)).all()
        shown = rows[:PAGE][::-1]
        return Found(shown, shown[0].id if len(rows) > PAGE else None, shown[-1].id if shown else None)
    if older_than:
        query = query.where(own < older_than)
    rows = session.execute(query.order_by(own.desc())).all()
    shown = rows[:PAGE]
    return Found(shown, shown[0].id if shown and older_than else None, shown[-1].id if len(rows) > PAGE else None)
