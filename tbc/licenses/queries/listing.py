"""Lists of licenses: pages by place in the order of their ends, over everything that a reader reaches (CON-1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, any_, literal, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from tbc.applications.queries.reach import QUICK, Reach
from tbc.catalog.models import Product
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.paging import Window, each_page
from tbc.kit.places import Day
from tbc.kit.search import containing
from tbc.licenses.models import License, LicenseCode
from tbc.policy import Actor

PAGE = 20
CURRENT, ENDED, CLOSED, ALL = "", "ended", "closed", "all"
STATES = (CURRENT, ENDED, CLOSED, ALL)

# The table and not the class: lists read rows, and the ORM would cost them a third more.
TABLE = License.__table__.c
_COLUMNS = (
    "id", "license_id", "product_code", "product_name", "quantity", "starts_on", "ends_on", "state", "shown_from",
    "shown_ends_on", "company_account_id", "holder_id", "end_user_name", "source",
)  # fmt: skip
COLUMNS: tuple[Any, ...] = (*(TABLE[name] for name in _COLUMNS), Product.unit)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to. `state` is one of `STATES`, `account` the id of a company account or `reach.QUICK`,
    `kind` that of a product; `within` leaves those that end within so many days, 0 for all."""

    words: str = ""
    state: str = CURRENT
    within: int = 0
    kind: str = ""
    account: str = ""

    @property
    def latest_first(self) -> bool:
        """What is still to end comes soonest first; of what has ended, the latest is looked for."""
        return self.state != CURRENT


@dataclass(frozen=True, slots=True)
class Listed:
    """One page."""

    rows: list[Row[Any]]
    newer: Day | None
    older: Day | None


def list_licenses(
    actor: Actor,
    wanted: Filter,
    reach: Reach,
    *,
    after: Day | None = None,
    before: Day | None = None,
    limit: int = PAGE,
) -> Listed:
    """One page of the licenses of the reader's company accounts and of those that they hold themself."""
    conditions = _conditions(wanted)
    parts = [
        select(*COLUMNS).join(Product, Product.code == TABLE.product_code).where(own, *conditions)
        for own in _owned(actor, wanted, reach)
    ]
    return _page(parts, Window(after, before, limit, wanted.latest_first))


def list_everybodys(wanted: Filter, *, after: Day | None = None, before: Day | None = None) -> Listed:
    """One page of all licenses, for staff."""
    query = select(*COLUMNS).join(Product, Product.code == TABLE.product_code)
    return _page([query.where(*_conditions(wanted))], Window(after, before, PAGE, wanted.latest_first))


def list_all(actor: Actor, wanted: Filter, reach: Reach, chunk: int = 500) -> Iterator[tuple[Row[Any], Sequence[str]]]:
    """Every license that `wanted` finds for the reader, each with its codes: for exports, read in chunks."""
    for listed in each_page(lambda after: list_licenses(actor, wanted, reach, after=after, limit=chunk)):
        codes = codes_of([row.id for row in listed.rows])
        for row in listed.rows:
            yield row, codes.get(row.id, ())


def codes_of(keys: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The codes of licenses, by their keys."""
    found: dict[UUID, list[str]] = {}
    wanted = select(LicenseCode.license_id, LicenseCode.code).where(LicenseCode.license_id.in_(keys))
    for key, code in session.execute(wanted.order_by(LicenseCode.id)):
        found.setdefault(key, []).append(code)
    return found


def _owned(actor: Actor, wanted: Filter, reach: Reach) -> Iterator[ColumnElement[bool]]:
    """The parts that a reader's list is put together from; each has an index in the order of ends."""
    accounts = [own for own in reach.accounts if wanted.account in {"", str(own)}]
    if accounts:
        yield TABLE.company_account_id == any_(literal(accounts, ARRAY(Uuid())))
    if wanted.account in {"", QUICK}:
        yield (TABLE.company_account_id.is_(None)) & (TABLE.holder_id == actor.user_id)


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    day = today()
    found: list[ColumnElement[bool]] = []
    if wanted.state == CLOSED:
        found.append(TABLE.state == "closed")
    elif wanted.state == ENDED:
        found += [TABLE.state == "active", TABLE.ends_on < day]
    elif wanted.state == CURRENT:
        found += [TABLE.state == "active", TABLE.ends_on >= day]
    if wanted.within:
        found.append(TABLE.ends_on.between(day, day + timedelta(days=wanted.within)))
    if wanted.kind:
        found.append(Product.kind == wanted.kind)
    return found + containing(wanted.words, License.search_text, License.search_pairs)


def _page(parts: Sequence[Select[Any]], window: Window[Day]) -> Listed:
    if not parts:
        return Listed([], None, None)
    narrowed = [window.cut(part, (TABLE.ends_on, TABLE.id)) for part in parts]
    if len(narrowed) > 1:
        rows = union_all(*(select(part.subquery()) for part in narrowed)).subquery()
        query = window.order(select(rows), (rows.c.ends_on, rows.c.id))
    else:
        query = narrowed[0]
    return Listed(*window.page(session.execute(query).all(), place_of))


def place_of(row: Row[Any]) -> Day:
    """The place of a license in the order of ends."""
    return Day(row.ends_on, row.id)
