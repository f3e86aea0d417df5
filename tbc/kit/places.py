"""Where a page of a list begins, and days that narrow one, as an address says them; nonsense says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from tbc.kit.phrases import lazy as _l
from tbc.kit.text import dates


@dataclass(frozen=True, slots=True)
class Moment:
    """After (or before) the row listed at that time with that id."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Day:
    """After (or before) the row listed on that day with that id."""

    at: date
    id: UUID


def identity(typed: str | None) -> UUID | None:
    """What an address or a field gives as an id; None if it is none."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def place(name: str) -> UUID | None:
    """The row that `?name=` names, if it is an id."""
    return identity(request.args.get(name))


def moment(query: MultiDict[str, str], name: str) -> Moment | None:
    """The place that `name` says as `<time>~<id>`; a time says its zone."""
    at, _tilde, own = query.get(name, "").partition("~")
    try:
        found = Moment(datetime.fromisoformat(at), UUID(own))
    except ValueError:
        return None
    return found if found.at.tzinfo else None


def day_place(query: MultiDict[str, str], name: str) -> Day | None:
    """The place that `name` says as `<day>~<id>`."""
    at, _tilde, own = query.get(name, "").partition("~")
    try:
        return Day(date.fromisoformat(at), UUID(own))
    except ValueError:
        return None


def written(place: Moment | Day) -> str:
    """`place` as it stands in an address."""
    return f"{place.at.isoformat()}~{place.id}"


def day_in(field: StringField) -> date | None:
    """The day that was typed, which is put into one way of writing; one that cannot be read is said at its field."""
    reading = dates.day(field.data or "")
    if reading.fault:
        field.errors = [_l("年月日で入力してください。例: 2026/04/01")]
        return None
    if reading.value:
        field.data = reading.value.replace("-", "/")
    return date.fromisoformat(reading.value) if reading.value else None
