"""Organizations of source `partner`, as single sign-on from the partner portal makes them: nobody owns them (PRT-3).

Their room is not built yet: the rows are written as it will write them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from tbc.demo.seed.companies import COMPANIES, DEALERS
from tbc.demo.seed.diary import Entry
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.search import searchable
from tbc.organizations.models import AccountMember, CompanyAccount, Member, Organization
from tbc.organizations.service.founding import claim_domain, foundable_domain
from tbc.organizations.service.notices import note
from tbc.policy import Actor

FOODS = "foods.example.jp"
# The first is in the dealer's own organization too, under the same name: a merge says so.
FILED_FOR = ("yoshida.example.jp", "sample-gakuen.example.jp")


def entries(filers: dict[str, Actor], today: datetime) -> Iterator[Entry]:
    """The dealer has two organizations from now on, the other company has one that nobody owns."""
    dealer, colleague, claimer = filers["dealer"], filers["creator"], filers["claimer"]
    name = f"{DEALERS[0]['company']} 第二営業部"
    yield Entry(today - timedelta(days=25), partial(_make, (colleague, dealer), name, FILED_FOR))
    yield Entry(today - timedelta(days=40), partial(_make, (claimer,), COMPANIES[FOODS].party["corporate_name"], ()))


def _make(people: tuple[Actor, ...], name: str, companies: tuple[str, ...], at: datetime) -> None:
    """Who signs on first is the contact; all are Domain Members, and the first is in the company accounts."""
    first = people[0]
    organization = Organization(name=name, source="partner", contact_email=first.email, ownerless_since=at)
    claim_domain(first, organization, foundable_domain(first))
    for actor in people:
        session.add(Member(organization_id=organization.id, user_id=actor.user_id))
    session.flush()
    note("organization-founded", first, organization, domain=foundable_domain(first))
    for domain in companies:
        _open_account(first, organization, domain)


def _open_account(actor: Actor, organization: Organization, domain: str) -> None:
    party = COMPANIES[domain].party
    named = (party["corporate_name"], party["corporate_name_kana"], party["corporate_number"])
    text, pairs = searchable(named)
    account = CompanyAccount(
        organization_id=organization.id, created_by_id=actor.user_id, created_at=now(), name=named[0],
        name_kana=named[1], corporate_number=named[2], search_text=text, search_pairs=pairs,
    )  # fmt: skip
    session.add(account)
    session.flush()
    session.add(AccountMember(account_id=account.id, user_id=actor.user_id, is_manager=True))
    session.flush()
