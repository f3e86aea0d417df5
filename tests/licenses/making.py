"""Licenses for tests: made as shipping makes them, by an order that there need not be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.rules import parties_of
from tbc.licenses.service.applying import LineBought, OrderFacts, apply, give_codes
from tbc.organizations.models import CompanyAccount
from tests.applications.given import CONTENT, PARTY, a_product

SHIPPED = date(2026, 10, 1)
SHOWN = date(2026, 10, 6)
_numbers = count(1)


def a_line(**changes: Any) -> LineBought:
    """300 of the tests' product for three years, bought anew unless `changes` say otherwise."""
    given: dict[str, Any] = {
        "kind": "new",
        "product_code": "SGE-ADV",
        "product_name": "サンプルガード エンドポイント アドバンス",
        "quantity": 300,
        "term_years": 3,
        "position": 1,
    }
    return LineBought(**(given | changes))


def an_order_of(
    holder: User | None = None,
    account: CompanyAccount | None = None,
    *,
    end_user: dict[str, Any] | None = None,
    shipped_on: date = SHIPPED,
    shown_from: date = SHOWN,
    application: Application | UUID | None = None,
    **sections: Any,
) -> OrderFacts:
    """What an order says: of the company account, else of the holder, for the tests' end user with changes."""
    parties = parties_of(CONTENT | sections)
    parties["end_user"] = PARTY | (end_user or {})
    return OrderFacts(
        order_number=f"ORDC{next(_numbers):07d}",
        parties=parties,
        contract_class="corporate",
        company_account_id=account.id if account else None,
        holder_id=holder.id if holder and not account else None,
        shipped_on=shipped_on,
        by_name="雛形　一郎",
        shown_from=shown_from,
        application_id=application.id if isinstance(application, Application) else application,
    )


def a_license(
    holder: User | None = None,
    account: CompanyAccount | None = None,
    *,
    codes: Sequence[str] = (),
    serials: Sequence[str] = (),
    line: dict[str, Any] | None = None,
    **order: Any,
) -> License:
    """A license of a company account, of a quick filer, or of nobody; `line` and `order` change what was bought."""
    bought = a_line(**(line or {}))
    a_product(bought.product_code)
    license_ = apply(bought, an_order_of(holder, account, **order))
    give_codes(license_, "activation-code", codes)
    give_codes(license_, "serial-number", serials)
    session.commit()
    return license_


def a_held(holder: User | None = None, account: CompanyAccount | None = None, **what: Any) -> License:
    """As `a_license`, cut off from the session: it stays readable while pages are fetched."""
    held = a_license(holder, account, **what)
    session.refresh(held)
    session.expunge(held)
    return held
