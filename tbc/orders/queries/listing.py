"""The list of all orders: pages by place, newest first, narrowed by words, state, source and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, select

from tbc.applications.models import Application
from tbc.calendar.queries import business_days_before
from tbc.kit.clock import TOKYO, today
from tbc.kit.db import session
from tbc.kit.paging import Window, each_page
from tbc.kit.places import Moment
from tbc.kit.search import containing
from tbc.orders.models import Order, OrderLine
from tbc.orders.rules import SHIP_WITHIN

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; empty for everything. Days are inclusive, in Tokyo.

    `state` is `open` (waiting for shipping), `late` (longer than `SHIP_WITHIN` business days), `asked` (waiting for the
    second person to cancel), `shipped` or `cancelled`.
    """

    words: str = ""
    state: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, newest first, with the lines of each order by its id."""

    rows: Sequence[Row[Any]]
    lines: Mapping[UUID, Sequence[Row[Any]]]
    newer: Moment | None
    older: Moment | None


_TABLE, _LINES = Order.__table__.c, OrderLine.__table__.c
_COLUMNS: tuple[Any, ...] = tuple(
    _TABLE[name]
    for name in (
        "id",
        "number",
        "state",
        "is_begun",
        "source",
        "kind",
        "company",
        "customer_po",
        "reseller_reference",
        "dealer_note",
        "differences",
        "delivery_email",
        "entered_at",
        "entered_by_name",
        "shipped_at",
        "cancel_asked_at",
        "cancel_reason",
        "cancelled_at",
        "application_id",
    )
)


def late_before() -> datetime:
    """Orders entered before this moment, and not shipped yet, are late."""
    return datetime.combine(business_days_before(today(), SHIP_WITHIN), time(), TOKYO)


def list_orders(
    wanted: Filter, late: datetime, *, after: Moment | None = None, before: Moment | None = None, limit: int = PAGE
) -> Listed:
    """One page of the orders that `wanted` finds; `late` is `late_before()`."""
    query = select(*_COLUMNS).where(*_narrowing(wanted, late))
    window = Window(after, before, limit)
    found = session.execute(window.cut(query, (_TABLE.entered_at, _TABLE.id))).all()
    rows, newer, older = window.page(found, _place)
    return Listed(rows, _lines_by_order(rows), newer, older)


def list_all_orders(wanted: Filter, chunk: int = 500) -> Iterator[tuple[Row[Any], str, Sequence[Row[Any]]]]:
    """Every order that `wanted` finds, newest first, with its reception number and its lines: for exports."""
    late = late_before()
    for listed in each_page(lambda after: list_orders(wanted, late, after=after, limit=chunk)):
        asked = [row.application_id for row in listed.rows if row.application_id]
        numbers: dict[UUID, str] = dict(
            session.execute(select(Application.id, Application.number).where(Application.id.in_(asked))).all()  # type: ignore[arg-type]  # pairs
        )
        for row in listed.rows:
            yield row, numbers.get(row.application_id, ""), listed.lines.get(row.id, ())


def _narrowing(wanted: Filter, late: datetime) -> list[ColumnElement[bool]]:
    # A renewal waits for its payment, and nobody ships it.
    waits = and_(_TABLE.state == "entered", _TABLE.shipped_at.is_(None), _TABLE.application_id.is_not(None))
    states = {
        "open": waits,
        "late": and_(waits, _TABLE.entered_at < late),
        "asked": and_(_TABLE.state != "cancelled", _TABLE.cancel_asked_at.is_not(None)),
        "shipped": _TABLE.state == "shipped",
        "cancelled": _TABLE.state == "cancelled",
    }
    found = containing(wanted.words, Order.search_text, Order.search_pairs)
    if wanted.state in states:
        found.append(states[wanted.state])
    if wanted.source:
        found.append(_TABLE.source == wanted.source)
    if wanted.since:
        found.append(_TABLE.entered_at >= datetime.combine(wanted.since, time(), TOKYO))
    if wanted.until and wanted.until < date.max:
        found.append(_TABLE.entered_at < datetime.combine(wanted.until + timedelta(days=1), time(), TOKYO))
    return found


def _lines_by_order(rows: Iterable[Row[Any]]) -> Mapping[UUID, Sequence[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    wanted: Select[*tuple[Any, ...]] = select(*_LINES).where(_LINES.order_id.in_([row.id for row in rows]))
    for line in session.execute(wanted.order_by(_LINES.order_id, _LINES.position)) if rows else ():
        found[line.order_id].append(line)
    return found


def _place(row: Row[Any]) -> Moment:
    return Moment(row.entered_at, row.id)
