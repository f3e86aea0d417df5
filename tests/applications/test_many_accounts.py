"""The history of somebody with many company accounts: in order, without gap or double, at the same cost (APP-10)."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.applications.queries import Filter, Listed, list_history
from tbc.applications.queries.branches import FEW
from tbc.kit.clock import now
from tbc.kit.ids import new_id
from tbc.kit.places import Moment
from tbc.kit.search import searchable
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, acting

pytestmark = pytest.mark.rule("APP-10")
_minutes = count(1)


def _file(session: Session, filer: User, account_id: UUID | None, company: str) -> UUID:
    """A row as filing leaves it, each a minute older than the one before."""
    at, own = now() - timedelta(minutes=next(_minutes)), new_id()
    text, pairs = searchable([company])
    session.execute(
        insert(Application).values(
            id=own, number=numbers.draw(), state="filed", kind="new", mode="account-managed" if account_id else "quick",
            company_account_id=account_id, filer_id=filer.id, content={"items": [{}]}, company=company, listed_at=at,
            filed_at=at, search_text=text, search_pairs=pairs,
        )
    )  # fmt: skip
    return own


def _dealer(session: Session, accounts: int, each: int) -> tuple[User, list[UUID]]:
    """Somebody in so many company accounts with so many applications each, and as many quick ones; newest first."""
    dealer = a_customer()
    organization = an_organization(a_customer(), f"example{next(_minutes)}.example.com")
    places: list[UUID | None] = [an_account(organization, dealer).id for _ in range(accounts)]
    # Nobody's business of theirs, and never to be listed.
    _file(session, a_customer(), an_account(organization).id, "よその株式会社")
    made = [
        _file(session, dealer, place, "髙﨑株式会社" if at % 2 else "例示株式会社")
        for at in range(each)
        for place in [*places, None]
    ]
    session.commit()
    return dealer, made


def _walk(dealer: User, wanted: Filter, limit: int) -> list[UUID]:
    seen: list[UUID] = []
    place: Moment | None = None
    while True:
        listed = list_history(acting(dealer), wanted, after=place, limit=limit)
        seen += [row.id for row in listed.rows]
        if listed.older is None:
            return seen
        place = listed.older


@pytest.mark.parametrize("accounts", [0, 1, 2, 7, FEW + 5])
@pytest.mark.parametrize("words", ["", "髙﨑"])
def test_all_come_in_order_without_gap_or_double(session: Session, accounts: int, words: str) -> None:
    dealer, made = _dealer(session, accounts, 4)
    expected = made if not words else [own for at, own in enumerate(made) if at // (accounts + 1) % 2]
    assert _walk(dealer, Filter(words=words), 5) == expected


def test_one_goes_back_as_one_came(session: Session) -> None:
    dealer, made = _dealer(session, FEW + 5, 2)
    who = acting(dealer)
    first: Listed = list_history(who, Filter(), limit=6)
    second = list_history(who, Filter(), after=first.older, limit=6)
    back = list_history(who, Filter(), before=second.newer, limit=6)
    assert [row.id for row in back.rows] == [row.id for row in first.rows] == made[:6]


def test_the_cost_in_statements_is_the_same_for_one_and_for_many(session: Session, statements: list[str]) -> None:
    costs = set()
    for accounts in (1, 3, FEW + 5):
        dealer, _made = _dealer(session, accounts, 1)
        who = acting(dealer)
        statements.clear()
        list_history(who, Filter(), limit=5)
        costs.add(len(statements))
    assert costs == {2}
