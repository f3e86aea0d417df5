"""Drafts as people leave them: half done, with mistakes, ready to be filed, copied, correcting."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tbc.applications.models import Application
from tbc.applications.queries import find_application
from tbc.applications.service import copying, drafts
from tbc.demo.seed import sheets
from tbc.demo.seed.accounts import Accounts
from tbc.demo.seed.companies import COMPANIES, DEALERS
from tbc.demo.seed.keyboard import type_in
from tbc.demo.seed.records import Wanted, record
from tbc.kit.clock import in_tokyo, told
from tbc.kit.db import session
from tbc.policy import Actor

OWN = "takasaki.example.jp"


def leave(filers: dict[str, Actor], today: datetime, dice: Random, accounts: Accounts) -> None:
    """Seven drafts of the last days, of the customer, of a colleague and of the dealer."""
    customer, dealer = filers["customer"], filers["dealer"]
    with told(today - timedelta(days=6)):
        half = _begin(customer, OWN, "renewal", ("SGE-ADV", "SGS-P01"), dice)
        _type(half, "kind", "contract_class", "items", "end_user", "support_contact")
    _leave_shared(filers["colleague"], customer, today - timedelta(days=3), dice, accounts)
    with told(today - timedelta(days=2, hours=3)):
        _make_mistakes(_begin(customer, OWN, "additional", ("SGM-CL",), dice))
    with told(today - timedelta(days=1, hours=5)):
        schools = _begin(dealer, "board.kaku.example.jp", "new", ("WSS-K12",), dice)
        type_in(schools[0], schools[1])
    with told(today - timedelta(days=1, hours=1)):
        copying.correct(dealer, _last_filed(dealer))
    with told(today - timedelta(hours=4)):
        copied = copying.copy_and_new(customer, _last_filed(customer))
        items = [item | {"quantity": "25"} for item in copied.content["items"]]
        type_in(copied, {name: copied.content[name] for name in ("kind", "contract_class")} | {"items": items})
    with told(today - timedelta(hours=1)):
        ready, typed = _begin(customer, OWN, "new", ("SUP-PRM", "SGX-12"), dice)
        type_in(ready, typed)
        sheets.attach(customer, ready)


def _leave_shared(colleague: Actor, customer: Actor, at: datetime, dice: Random, accounts: Accounts) -> None:
    """A colleague begins a draft in the company account; the customer goes on with it a day later."""
    with told(at):
        begun = _begin(colleague, OWN, "additional", ("SGE-ADV", "SGC-BIZ"), dice, accounts.find(colleague, OWN))
        _type(begun, "kind", "contract_class", "items", "end_user", by=colleague)
    with told(at + timedelta(days=1, hours=1)):
        _type(begun, "support_contact", "delivery", by=customer)


Begun = tuple[Application, dict[str, Any]]


def _begin(
    filer: Actor,
    domain: str,
    kind: str,
    products: tuple[str, ...],
    dice: Random,
    account_id: UUID | None = None,
) -> Begun:
    company = COMPANIES[domain]
    draft = drafts.start(filer, kind, company.contract_class, account_id)
    typed = record(Wanted(company, kind, products), DEALERS[0], in_tokyo(draft.started_at).date(), dice)
    return draft, typed


def _type(begun: Begun, *parts: str, by: Actor | None = None) -> None:
    draft, typed = begun
    type_in(draft, {part: typed[part] for part in parts}, by=by)


def _make_mistakes(begun: Begun) -> None:
    """A quantity of none, a corporate number with two digits swapped, a postal code of another prefecture, no phone."""
    typed = begun[1]
    typed["items"][0]["quantity"] = "0"
    number = typed["end_user"]["corporate_number"]
    typed["end_user"] |= {"corporate_number": number[:-2] + "99", "postal_code": "1000004", "phone": ""}
    _type(begun, "kind", "contract_class", "items", "end_user", "support_contact", "delivery")


def _last_filed(filer: Actor) -> Application:
    wanted = select(Application).where(Application.filer_id == filer.user_id, Application.state == "filed")
    latest = session.scalars(wanted.order_by(Application.listed_at.desc()).limit(1)).one()
    return find_application(filer, latest.id) or latest
