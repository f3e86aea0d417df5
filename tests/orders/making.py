"""Orders for tests, entered by a real application that a customer filed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.orders.service.entering import OrderDetails, enter
from tbc.organizations.models import CompanyAccount
from tests.applications.given import ITEM, a_filed, content
from tests.people import a_customer, acting, an_operator

# What is held already, as additions and renewals name it.
HELD = {"license_id": "AB12CD34EF"}


def an_order(
    kind: str = "new",
    items: Sequence[dict[str, Any]] | None = None,
    *,
    filer: User | None = None,
    account: CompanyAccount | None = None,
    record: dict[str, Any] | None = None,
    staff: User | None = None,
    source: str = "staff",
    **details: Any,
) -> Order:
    """An order of `items` (those of the record: product, quantity, term_years, license_id …), committed.

    `record` holds changes to the other sections of the application, `details` are those of OrderDetails.
    """
    application = an_application(kind, items, filer=filer, account=account, record=record)
    order = enter(acting(staff or an_operator()), application.number or "", OrderDetails(**details), source=source)
    session.commit()
    return order


def an_application(
    kind: str = "new",
    items: Sequence[dict[str, Any]] | None = None,
    *,
    filer: User | None = None,
    account: CompanyAccount | None = None,
    record: dict[str, Any] | None = None,
) -> Application:
    """A filed application that can be ordered; its products have to be there, but for the usual one."""
    lines = items or [ITEM if kind == "new" else ITEM | HELD]
    return a_filed(filer or a_customer(), content(kind=kind, items=list(lines), **(record or {})), account)


def apart(order: Order) -> Order:
    """`order` as it is now, cut off from the session: it stays readable while pages are fetched."""
    session.refresh(order)
    session.expunge(order)
    return order
