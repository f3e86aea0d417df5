"""Organizations of source `partner`: who signed up here came from the partner portal later (PRT-3).

Nobody owns these organizations. The dealer has two from then on, the other company has this one alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from tbc.demo.portal import beside
from tbc.demo.portal.people import BY_KEY, Person
from tbc.demo.portal.people import Company as Partner
from tbc.demo.seed.companies import COMPANIES
from tbc.demo.seed.diary import Entry
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.search import searchable
from tbc.organizations.models import AccountMember, CompanyAccount
from tbc.partner_settings import PartnerProvider
from tbc.partners.rules.claims import read_told
from tbc.partners.service.linking import link
from tbc.partners.service.registration import register
from tbc.policy import Actor

FOODS = "foods.example.jp"
# The first is in the dealer's own organization too, under the same name: a merge says so.
FILED_FOR = ("yoshida.example.jp", "sample-gakuen.example.jp")
# Where the portal is, is known when the demo starts: whoever is linked is moved there then.
PORTAL = PartnerProvider(beside.KEY, beside.NAME, "http://127.0.0.1", "trend-business-center", "", beside.NAME_EN)


def entries(filers: dict[str, Actor], today: datetime) -> Iterator[Entry]:
    """The dealer and somebody of another company link their accounts with the portal's, and register."""
    dealer, claimer = filers["dealer"], filers["claimer"]
    name = COMPANIES[FOODS].party["corporate_name"]
    foods = Partner("P-40063", name, "", FOODS, claimer.email, 3)
    other = Person("claimer", "p-71be3f", claimer.name, claimer.email, foods, "")
    yield Entry(today - timedelta(days=25), partial(_come, dealer, BY_KEY["registered"], FILED_FOR))
    yield Entry(today - timedelta(days=40), partial(_come, claimer, other, ()))


def _come(actor: Actor, person: Person, companies: tuple[str, ...], _at: datetime) -> None:
    told = read_told(person.claims(), PORTAL.claims)
    organization = register(actor, link(actor, PORTAL, person.subject, told))
    for domain in companies:
        _open_account(actor, organization.id, domain)


def _open_account(actor: Actor, organization_id: UUID, domain: str) -> None:
    """As it was once: by then nobody in the organization may create one, until it has an owner."""
    party = COMPANIES[domain].party
    named = (party["corporate_name"], party["corporate_name_kana"], party["corporate_number"])
    text, pairs = searchable(named)
    account = CompanyAccount(
        organization_id=organization_id, created_by_id=actor.user_id, created_at=now(), name=named[0],
        name_kana=named[1], corporate_number=named[2], search_text=text, search_pairs=pairs,
    )  # fmt: skip
    session.add(account)
    session.flush()
    session.add(AccountMember(account_id=account.id, user_id=actor.user_id, is_manager=True))
    session.flush()
