"""What waits for the staff, in figures (STF-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, lateral, select, true

from tbc.catalog.models import Product
from tbc.deliveries.models import StockCode
from tbc.deliveries.queries.stock import needed_by_product
from tbc.desk.queries import recoveries as recoveries_
from tbc.imports.models import Workbook
from tbc.invoices.models import Invoice
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.mail.queries import count_unsent
from tbc.orders.models import Order
from tbc.orders.queries import late_before
from tbc.payments.models import Transfer
from tbc.requests.models import Request

FIRST = 5
SCARCE = 5
USED_WITHIN = timedelta(days=30)
# The first reminder of a license's end goes out so long before it (RNW-8).
ENDING = timedelta(days=60)
# More free codes than this of one product run out for nobody; counting stops there.
PLENTY = 5_000


@dataclass(frozen=True, slots=True)
class Figures:
    """How many wait: orders to ship and how many of these are late, open requests and how many are overdue, workbooks
    to look through and to read, letters that wait and that failed, recoveries and how many of these are late; transfers
    that nobody has booked, licenses that end within 60 days, invoices that wait to be paid and how many of these are
    overdue."""

    orders: int
    late_orders: int
    requests: int
    overdue: int
    workbooks: int
    unread: int
    transfers: int
    ending: int
    invoices: int
    overdue_invoices: int
    queued: int
    failed: int
    recoveries: int
    late_recoveries: int


@dataclass(frozen=True, slots=True)
class Scarce:
    """A product whose free codes are fewer than were given in the last thirty days, or than open orders take."""

    code: str
    name_ja: str
    name_en: str
    free: int
    used: int
    needed: int

    @property
    def wanted(self) -> int:
        """How many a month takes, or the open orders where that is more."""
        return max(self.used, self.needed)

    def name_in(self, language: str) -> str:
        """The product's name for a reader of `language`."""
        return self.name_en if language == "en" else self.name_ja


def get_figures() -> Figures:
    """The figures of this moment."""
    recoveries, late = recoveries_.count_waiting()
    waiting = session.execute(_waiting()).one()._asdict()
    return Figures(**waiting, **count_unsent(), recoveries=recoveries, late_recoveries=late)


def list_first_due() -> Sequence[Row[UUID, str, str, datetime, date]]:
    """The open requests that are due first."""
    wanted = select(Request.id, Request.kind, Request.company, Request.opened_at, Request.due_on)
    return session.execute(
        wanted.where(Request.state == "open").order_by(Request.due_on, Request.id).limit(FIRST)
    ).all()


def list_scarce() -> Sequence[Scarce]:
    """Products that run out within a month if it is like the last one, or that open orders lack already: these first.
    What is free and what was given is counted in the indexes alone."""
    given = (StockCode.product_code == Product.code, StockCode.given_at >= now() - USED_WITHIN)
    used = lateral(select(func.count().label("used")).where(*given))
    free = and_(StockCode.product_code == Product.code, StockCode.given_at.is_(None))
    some = select(StockCode.id).where(free, StockCode.kind == Product.code_kind).limit(PLENTY).correlate(Product)
    left = lateral(select(func.count().label("free")).select_from(some.subquery()))
    open_orders = needed_by_product().subquery()
    needed = func.coalesce(open_orders.c.needed, 0)
    wanted = (
        select(Product.code, Product.name_ja, Product.name_en, left.c.free, used.c.used, needed)
        .select_from(Product)
        .join(used, true())
        .join(left, true())
        .outerjoin(open_orders, open_orders.c.product_code == Product.code)
        .where(Product.code_kind != "none", func.greatest(used.c.used, needed) > left.c.free)
    )
    found = [Scarce(*row) for row in session.execute(wanted)]
    # What open orders already lack comes first, then what lasts for the shortest time.
    return sorted(found, key=lambda one: (one.free >= one.needed, one.free / one.wanted, one.code))


def _waiting() -> Any:
    late, day = late_before(), today()
    to_ship = and_(Order.state == "entered", Order.application_id.is_not(None))
    is_open = Request.state == "open"
    counts = {
        "orders": select(func.count()).where(to_ship),
        "late_orders": select(func.count()).where(to_ship, Order.entered_at < late),
        "requests": select(func.count()).where(is_open),
        "overdue": select(func.count()).where(is_open, Request.due_on < day),
        "workbooks": select(func.count()).where(Workbook.state == "read"),
        "unread": select(func.count()).where(Workbook.state == "unread"),
        "transfers": select(func.count()).where(Transfer.state == "waiting"),
        "ending": select(func.count()).where(License.state == "active", License.ends_on.between(day, day + ENDING)),
        "invoices": select(func.count()).where(Invoice.state == "open"),
        "overdue_invoices": select(func.count()).where(Invoice.state == "open", Invoice.due_on < day),
    }
    return select(*(one.scalar_subquery().label(name) for name, one in counts.items()))
