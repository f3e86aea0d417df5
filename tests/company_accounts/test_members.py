"""The people of a company account: added, made managers, removed, leaving; what they did stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tbc.audit.models import AuditEvent
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, EndUser, Member
from tbc.organizations.queries.account_members import find_account_member, list_candidates
from tbc.organizations.service import account_members, end_users
from tests.accounts.journeys import letters
from tests.applications.given import PARTY
from tests.company_accounts.conftest import House
from tests.organizations.given import a_member
from tests.people import a_customer

pytestmark = pytest.mark.rule("ORG-6")


def _membership(house: House, name: str) -> AccountMember | None:
    return session.get(AccountMember, (house.account_id, house.ids[name]), populate_existing=True)


def _act(house: House, browser: str, name: str, act: str) -> Any:
    here = house.at("/members")
    return house.browser(browser).submit(here, to=f"{here}/{house.ids[name]}/{act}", follow_redirects=True)


@pytest.mark.parametrize("by", ["owner", "manager"])
def test_managers_and_owners_add_people_of_the_organization(house: House, by: str) -> None:
    browser = house.browser(by)
    text = browser.get(house.at("/members/new"), query_string={"q": "同僚"}).text
    assert "同僚　光" in text
    assert "担当　者" not in text
    values = {"user_id": str(house.ids["colleague"]), "role": "member"}
    answer = browser.submit(house.at("/members/new"), values, to=house.at("/members"), follow_redirects=True)
    assert "同僚　光 さんを加えました。" in answer.text
    added = _membership(house, "colleague")
    assert added
    assert not added.is_manager
    told = letters(house.person("colleague").email, "company-account-member-added")
    assert len(told) == 1
    assert "担当者に加えました" in told[0].body_text
    assert f"/company-accounts/{house.account_id}" in told[0].body_text
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "company-account-member-added")).one()
    assert event.organization_id == house.organization_id


def test_guests_are_added_and_marked(house: House) -> None:
    guest = a_customer("客　人", email="kyaku@example.com")
    a_member(house.organization, guest, standing="guest")
    guest_id = guest.id
    browser = house.browser("manager")
    assert "ゲスト" in browser.get(house.at("/members/new?q=kyaku")).text
    browser.submit(house.at("/members/new"), {"user_id": str(guest_id), "role": "manager"}, to=house.at("/members"))
    added = session.get_one(AccountMember, (house.account_id, guest_id))
    assert added.is_manager
    assert "ゲスト" in browser.get(house.at("/members")).text


def test_a_member_adds_nobody(house: House) -> None:
    browser = house.browser("member")
    assert browser.get(house.at("/members/new")).status_code == 403
    values = {"csrf_token": browser.token("/reset-password"), "user_id": str(house.ids["colleague"])}
    assert browser.post(house.at("/members"), data=values).status_code == 403
    assert _membership(house, "colleague") is None


@pytest.mark.parametrize("user_id", ["stranger", "nobody", ""])
def test_only_people_of_the_organization_can_be_added(house: House, user_id: str) -> None:
    own = str(house.ids.get(user_id, user_id))
    answer = house.browser("manager").submit(
        house.at("/members/new"), {"user_id": own}, to=house.at("/members"), follow_redirects=True
    )
    assert "この方は組織にいないため、加えられません。" in answer.text
    assert _membership(house, "stranger") is None


def test_who_has_left_or_closed_the_account_is_no_candidate(house: House) -> None:
    house.person("colleague").disabled_at = now()
    session.commit()
    assert house.ids["colleague"] not in {row.id for row in list_candidates(house.account, "")}
    with pytest.raises(account_members.NotInOrganization):
        account_members.add(house.actor("manager"), house.account, house.ids["colleague"], is_manager=False)


def test_adding_twice_adds_once(house: House) -> None:
    for _ in range(2):
        account_members.add(house.actor("manager"), house.account, house.ids["colleague"], is_manager=False)
    account_members.add(house.actor("manager"), house.account, house.ids["colleague"], is_manager=True)
    added = _membership(house, "colleague")
    assert added
    assert not added.is_manager
    assert len(letters(house.person("colleague").email)) == 1


def test_a_member_becomes_a_manager_and_back(house: House) -> None:
    assert "会社アカウントの管理者にしました" in _act(house, "manager", "member", "appoint").text
    assert _membership(house, "member").is_manager  # type: ignore[union-attr]  # there is one
    assert len(letters(house.person("member").email, "company-account-manager-appointed")) == 1
    assert "担当者にしました" in _act(house, "owner", "manager", "demote").text
    assert not _membership(house, "manager").is_manager  # type: ignore[union-attr]  # there is one


def test_who_is_removed_sees_nothing_any_more_and_what_they_did_stays(house: House) -> None:
    end_users.register(house.actor("manager"), house.account, PARTY)
    session.commit()
    assert "残ります" in house.browser("owner").get(house.at(f"/members/{house.ids['manager']}/removal")).text
    assert "外しました" in _act(house, "owner", "manager", "removal").text
    assert house.browser("manager").get(house.at()).status_code == 404
    kept = session.scalars(select(EndUser)).one()
    assert kept.changed_by_id == house.ids["manager"]
    told = letters(house.person("manager").email, "company-account-member-removed")
    assert "残っています" in told[0].body_text
    assert "サンプル髙﨑建設株式会社" in house.browser("member").get(house.at("/end-users")).text


def test_a_member_removes_nobody_and_changes_no_role(house: House) -> None:
    browser = house.browser("member")
    token = browser.token("/reset-password")
    for act in ("removal", "demote", "appoint"):
        answer = browser.post(house.at(f"/members/{house.ids['manager']}/{act}"), data={"csrf_token": token})
        assert answer.status_code == 403
    assert browser.get(house.at("/members")).text.count("管理者にする") == 0


def test_leaving_is_everybodys_own_act(house: House) -> None:
    browser = house.browser("member")
    answer = browser.submit(house.at("/leaving"), follow_redirects=True)
    assert "から抜けました" in answer.text
    assert browser.get(house.at()).status_code == 404
    assert letters(house.person("member").email) == []
    assert house.browser("owner").get(house.at("/leaving")).status_code == 404


def test_the_last_manager_may_leave_while_there_is_an_owner(house: House) -> None:
    house.browser("manager").submit(house.at("/leaving"))
    assert _membership(house, "manager") is None
    assert house.browser("owner").get(house.at("/members/new")).status_code == 200


@pytest.mark.parametrize("act", ["leaving", "demote"])
def test_without_an_owner_the_last_manager_stays(house: House, act: str) -> None:
    house.organization.ownerless_since = now()
    session.get_one(Member, (house.organization_id, house.ids["owner"])).is_owner = False
    session.commit()
    if act == "leaving":
        answer = house.browser("manager").submit(house.at("/leaving"), follow_redirects=True)
    else:
        answer = _act(house, "manager", "manager", "demote")
    assert "管理者がほかにいません" in answer.text
    assert _membership(house, "manager").is_manager  # type: ignore[union-attr]  # there is one


def test_a_deleted_organizations_accounts_are_not_found(house: House) -> None:
    house.organization.deleted_at = house.organization.purge_at = now()
    session.commit()
    assert find_account_member(house.actor("manager"), house.account_id, house.ids["member"]) is None
    assert house.browser("manager").get(house.at()).status_code == 404


def test_members_are_searched_and_paged(house: House) -> None:
    for number in range(60):
        user = a_customer(f"担当　{number:03}", email=f"tanto{number}@example.co.jp")
        session.add(AccountMember(account_id=house.account_id, user_id=user.id))
    session.commit()
    browser = house.browser("member")
    first = browser.get(house.at("/members")).text
    assert first.index("担当　長") < first.index("担当　000")
    assert "担当　059" not in first
    after = first.partition('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    assert "担当　059" in browser.get(after).text
    found = browser.get(house.at("/members?q=tanto7@")).text
    assert "担当　007" in found
    assert "担当　008" not in found
