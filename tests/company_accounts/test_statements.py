"""What the pages cost: at most eight statements, with 3,000 end users, 200 members and 100 accounts as with one."""

from __future__ import annotations

import pytest

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.organizations.models import AccountMember, EndUser, Member
from tbc.organizations.service.end_users import columns
from tests.applications.given import PARTY
from tests.company_accounts.conftest import House
from tests.organizations.given import an_account

MOST = 8
PAGES = (
    "", "/members", "/members?q=担当", "/members/new", "/end-users", "/end-users?q=契約者1", "/end-users/new",
    "/end-users/import", "/settings", "/leaving",
)  # fmt: skip


def _fill(house: House) -> None:
    people = [
        User(id=new_id(), name=f"担当　{at:03}", email=f"tanto{at}@example.co.jp", proven_at=now()) for at in range(300)
    ]
    session.add_all(people)
    session.flush()
    session.add_all(Member(organization_id=house.organization_id, user_id=user.id) for user in people)
    session.add_all(AccountMember(account_id=house.account_id, user_id=user.id) for user in people[:200])
    for at in range(3_000):
        section = PARTY | {"corporate_name": f"契約者{at:04}", "department": f"部{at}"}
        session.add(EndUser(account_id=house.account_id, **columns(section)))
    for at in range(100):
        an_account(house.organization, house.person("manager"), name=f"会社{at:03}")
    session.commit()


@pytest.mark.rule("ORG-7")
def test_no_page_asks_more_of_the_database_when_there_is_more(house: House, statements: list[str]) -> None:
    browser = house.browser("manager")
    paths = ["/company-accounts", "/company-accounts?q=会社", "/company-accounts/new", *map(house.at, PAGES)]
    before = _costs(paths, browser, statements)
    _fill(house)
    after = _costs(paths, browser, statements)
    assert after == before
    assert max(after.values()) <= MOST, after


def _costs(paths: list[str], browser: object, statements: list[str]) -> dict[str, int]:
    costs = {}
    for path in paths:
        statements.clear()
        assert browser.get(path).status_code == 200  # type: ignore[attr-defined]  # a test client
        costs[path] = len(statements)
    return costs
