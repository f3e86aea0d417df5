"""What an application is offered: end users to choose from, and keeping one that was typed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tbc.kit.db import session
from tbc.organizations.models import EndUser
from tbc.organizations.queries import end_users as reads
from tbc.organizations.service import end_users
from tests.applications.given import PARTY
from tests.company_accounts.conftest import House
from tests.organizations.given import an_account, an_end_user

pytestmark = pytest.mark.rule("ORG-7")


def test_members_choose_and_nobody_else(house: House) -> None:
    kept = an_end_user(house.account)
    end_users.change(house.actor("manager"), house.account, kept, kept.content | {"title": "部長"}, 1)
    for name in ("manager", "member"):
        assert [row.id for row in reads.list_offered(house.actor(name), house.account_id, "髙﨑")] == [kept.id]
        found = reads.find_offered(house.actor(name), kept.id)
        assert found
        assert found.content["title"] == "部長"
    for name in ("owner", "colleague", "stranger"):
        assert not reads.list_offered(house.actor(name), house.account_id, "")
        assert reads.find_offered(house.actor(name), kept.id) is None


def test_an_end_user_that_was_typed_is_kept_once(house: House) -> None:
    first = end_users.keep_from_application(house.actor("manager"), house.account, PARTY)
    again = end_users.keep_from_application(house.actor("manager"), house.account, PARTY | {"phone": "03-5555-1234"})
    assert first
    assert again is first
    assert first.content["phone"] == "0567-55-3265"
    namesake = PARTY | {"corporate_number": ""}
    assert end_users.keep_from_application(house.actor("manager"), house.account, namesake) is first


def test_nothing_is_kept_of_what_is_incomplete_or_by_whoever_may_not(house: House) -> None:
    assert end_users.keep_from_application(house.actor("manager"), house.account, PARTY | {"email": ""}) is None
    assert end_users.keep_from_application(house.actor("member"), house.account_of("member"), PARTY) is None
    assert session.scalar(select(func.count()).select_from(EndUser)) == 0


def test_each_company_account_keeps_its_own(house: House) -> None:
    other = an_account(house.organization, house.person("manager"))
    an_end_user(other)
    assert not reads.list_offered(house.actor("manager"), house.account_id, "")
