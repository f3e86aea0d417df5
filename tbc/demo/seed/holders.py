"""Contracts as their holders look after them: claimed at once or by staff, their contacts changed by request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from tbc.applications.queries import reach_of
from tbc.demo.seed.accounts import Accounts
from tbc.demo.seed.contracts import Held
from tbc.demo.seed.diary import Entry, by_day
from tbc.demo.seed.people import find_staff
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.queries.finding import lock_license
from tbc.licenses.queries.history import get_parties
from tbc.licenses.service import changing, claiming
from tbc.policy import Actor
from tbc.requests.models import Request
from tbc.requests.service import decide

OWN, GROUP, FOODS, HOUSEHOLD = "takasaki.example.jp", "sample-chem.example.jp", "foods.example.jp", "kojin.example.net"
# So many may be claimed within an hour.
AT_ONCE = 10
MOVED = {"department": "情報システム部", "phone": "0567-55-3288"}
NEW_CONTACT = {
    "same_as": "other",
    "company": "サンプル髙﨑建設株式会社",
    "contact_name": "例﨑　かえで",
    "email": "kaede.reisaki@takasaki.example.jp",
}


def entries(filers: dict[str, Actor], held: Sequence[Held], today: datetime, accounts: Accounts) -> Iterator[Entry]:
    """In days before `today`; `held` are older contracts that no application has named."""
    customer = filers["customer"]
    own = [one for one in held if one.domain == OWN]
    acts: list[tuple[float, Callable[[datetime], object]]] = [
        (96.0 - number, partial(_claim, customer, own[first : first + AT_ONCE], accounts))
        for number, first in enumerate(range(0, len(own), AT_ONCE))
    ]
    acts += [
        (38.0, partial(_claim, filers["claimer"], [one for one in held if one.domain == FOODS], None)),
        (37.0, partial(_claim, filers["renewal-only"], [one for one in held if one.domain == HOUSEHOLD], None)),
        (36.0, _grant),
        (27.0, partial(_ask_change, customer, "end_user", MOVED, 0)),
        (26.0, _approve),
        (2.0, partial(_ask_change, customer, "renewal_contact", NEW_CONTACT, 1)),
        (1.0, partial(_claim, customer, [one for one in held if one.domain == GROUP][:1], accounts)),
    ]
    for days, act in acts:
        yield Entry(by_day(today - timedelta(days=days), 11), act)


def _claim(actor: Actor, held: Sequence[Held], accounts: Accounts | None, _at: datetime) -> None:
    """With the id and a code, as they stand on the old certificate; into the company account, if there is one."""
    reach = reach_of(actor)
    for one in held:
        account_id = accounts.known[OWN, one.domain] if accounts else None
        claiming.claim(actor, reach, one.license_id, one.code, account_id, "ja")


def _ask_change(actor: Actor, section: str, values: dict[str, str], place: int, _at: datetime) -> None:
    """For the contract that ends next, or the one after it; in the first case for the company's others too."""
    of_reader = (License.company_account_id.in_(reach_of(actor).accounts), License.state == "active")
    next_ones = select(License.id).where(*of_reader, License.end_user_name == NEW_CONTACT["company"])
    ends = next_ones.where(License.ends_on > _at.date()).order_by(License.ends_on, License.id).offset(place).limit(1)
    license_ = lock_license(actor, session.scalars(ends).one())
    assert license_ is not None
    parties = dict(get_parties(license_).parties)
    before: dict[str, Any] = parties[section] if values.get("same_as") is None else {}
    typed = parties | {section: {**before, **values}}
    version = license_.parties_version
    changing.ask(actor, license_, typed, version, also_others=place == 0, language="ja")


def _approve(_at: datetime) -> None:
    request = _waiting(changing.KIND)
    changing.approve(find_staff("operator"), request)
    decide(find_staff("operator"), request, "approved", "", request.version)


def _grant(_at: datetime) -> None:
    """What somebody without a domain of their own claims, staff decide."""
    operator = find_staff("operator")
    for request in session.scalars(_open(claiming.KIND)).all():
        claiming.approve(operator, request)
        decide(operator, request, "approved", "", request.version)


def _waiting(kind: str) -> Request:
    return session.scalars(_open(kind)).one()


def _open(kind: str) -> Select[Request]:
    wanted = select(Request).where(Request.kind == kind, Request.state == "open")
    return wanted.order_by(Request.id).with_for_update()
