"""What workbooks of some days came to: by day, by form, by problem; four statements, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from tbc.imports.models import Workbook
from tbc.imports.queries.listing import midnight
from tbc.kit.clock import TOKYO
from tbc.kit.db import session

# So many kinds of problems are told; what is rarer moves no decision.
MOST_CODES = 20


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included, told by `unit`: `day`, `week` or `month`."""

    since: date
    until: date

    @property
    def unit(self) -> str:
        days = (self.until - self.since).days + 1
        return "day" if days <= 31 else "week" if days <= 26 * 7 else "month"

    def steps(self) -> list[date]:
        """The first day of each unit in it."""
        steps, at = [], _begin(self.since, self.unit)
        while at <= self.until:
            steps.append(at)
            at = _begin(at + timedelta(days=31 if self.unit == "month" else 7 if self.unit == "week" else 1), self.unit)
        return steps


def count_outcomes(period: Period) -> dict[str, int]:
    """How many came, and what they came to: each is counted as one of `clean`, `corrected`, `problems`, `failed`.

    `unread` wait for the reader; `filed`, `waiting`, `set_aside` and `to_register` tell where they stand now.
    """
    is_read = Workbook.state.not_in(("unread", "failed"))
    counted = select(
        func.count().label("all"),
        func.count().filter(Workbook.state == "unread").label("unread"),
        func.count().filter(Workbook.state == "failed").label("failed"),
        func.count().filter(is_read, Workbook.corrections > 0).label("corrected"),
        func.count().filter(is_read, Workbook.corrections == 0, _came_clean()).label("clean"),
        func.count().filter(is_read, Workbook.corrections == 0, ~_came_clean()).label("problems"),
        *(
            func.count().filter(Workbook.state == state).label(name)
            for name, state in (
                ("filed", "filed"),
                ("waiting", "read"),
                ("set_aside", "set-aside"),
                ("to_register", "to-register"),
            )
        ),
    )
    return {str(name): many for name, many in session.execute(counted.where(*_within(period))).mappings().one().items()}


def count_by_day(period: Period) -> dict[date, tuple[int, int, int]]:
    """Per unit of the period: how many came clean, with problems, and could not be read."""
    day = func.date_trunc(period.unit, func.timezone(str(TOKYO), Workbook.uploaded_at)).label("day")
    failed = Workbook.state == "failed"
    counted = select(
        day,
        func.count().filter(~failed, _came_clean()),
        func.count().filter(~failed, ~_came_clean()),
        func.count().filter(failed),
    )
    rows = session.execute(counted.where(*_within(period)).group_by(day))
    return {row[0].date(): (row[1], row[2], row[3]) for row in rows}


def count_by_form(period: Period) -> Sequence[Row[Any]]:
    """Per form: how many workbooks have it (`files`), and how many of these are filed or registered (`done`)."""
    form = func.unnest(Workbook.forms).label("form")
    each = select(form, Workbook.state).where(*_within(period)).subquery()
    done = each.c.state.in_(("filed", "registered"))
    counted = select(each.c.form, func.count().label("files"), func.count().filter(done).label("done"))
    return session.execute(counted.group_by(each.c.form).order_by(each.c.form)).all()


def count_by_code(period: Period) -> Sequence[Row[Any]]:
    """Per problem, most frequent first: how many workbooks came with it (`files`) and still have it (`left`)."""
    code = func.unnest(Workbook.found_codes).label("code")
    each = select(code, Workbook.open_codes).where(*_within(period)).subquery()
    is_left = each.c.code == func.any(each.c.open_codes)
    counted = select(each.c.code, func.count().label("files"), func.count().filter(is_left).label("left"))
    return session.execute(
        counted.group_by(each.c.code).order_by(func.count().desc(), each.c.code).limit(MOST_CODES)
    ).all()


def _within(period: Period) -> list[ColumnElement[bool]]:
    after = Workbook.uploaded_at < midnight(period.until + timedelta(days=1))
    return [Workbook.uploaded_at >= midnight(period.since), after]


def _came_clean() -> ColumnElement[bool]:
    return func.cardinality(Workbook.found_codes) == 0


def _begin(day: date, unit: str) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day
