"""Pages by place: each begins beside the row that the last one ended with, forwards and back, in either order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Date, Row, Uuid, column, select, values
from sqlalchemy.orm import Session

from tbc.kit.paging import Window, each_page
from tbc.kit.places import Day

DAYS = [date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 22)]
ROWS = [(day, UUID(int=at)) for at, day in enumerate(DAYS, 1)]
TABLE = values(column("day", Date()), column("id", Uuid()), name="listed").data(ROWS)


def place_of(row: Row[Any]) -> Day:
    return Day(row.day, row.id)


def read(session: Session, window: Window[Day]) -> tuple[list[int], Day | None, Day | None]:
    query: Any = select(TABLE.c.day, TABLE.c.id)
    rows, newer, older = window.page(session.execute(window.cut(query, (TABLE.c.day, TABLE.c.id))).all(), place_of)
    return [row.id.int for row in rows], newer, older


@pytest.mark.parametrize(("latest_first", "order"), [(True, [5, 4, 3, 2, 1]), (False, [1, 2, 3, 4, 5])])
def test_pages_follow_each_other_and_lead_back(session: Session, *, latest_first: bool, order: list[int]) -> None:
    first, none, on = read(session, Window(None, None, 2, latest_first))
    second, back, more = read(session, Window(on, None, 2, latest_first))
    third, _back, end = read(session, Window(more, None, 2, latest_first))
    assert (first + second + third, none, end) == (order, None, None)
    again, before, after = read(session, Window(None, back, 2, latest_first))
    assert (again, before, after) == (first, None, on)


@dataclass(frozen=True)
class Page:
    rows: list[int]
    newer: Day | None
    older: Day | None


@pytest.mark.parametrize(
    ("limit", "pages"), [(2, [[5, 4], [3, 2], [1]]), (5, [[5, 4, 3, 2, 1]]), (9, [[5, 4, 3, 2, 1]])]
)
def test_an_export_reads_each_page_once_and_ends(session: Session, limit: int, pages: list[list[int]]) -> None:
    listed = each_page(lambda after: Page(*read(session, Window(after, None, limit))))
    assert [page.rows for page in listed] == pages


def test_a_page_that_is_just_full_has_none_behind_it(session: Session) -> None:
    assert read(session, Window(None, None, 5))[2] is None


def test_nothing_lies_beyond_the_ends(session: Session) -> None:
    last = Day(DAYS[0], UUID(int=1))
    assert read(session, Window(last, None, 2)) == ([], None, None)
    first = Day(DAYS[-1], UUID(int=5))
    assert read(session, Window(None, first, 2)) == ([], None, None)
