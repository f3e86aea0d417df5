"""Company accounts: who sees which, who creates them, what an owner sees."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service import accounts
from tests.accounts.journeys import letters
from tests.client import Client
from tests.company_accounts.conftest import House
from tests.organizations.given import an_account, an_end_user, an_organization

pytestmark = pytest.mark.rule("ORG-6")
DETAILS = {"name": "高崎見本 大阪支店", "name_kana": "たかさきみほん", "corporate_number": "8928-8803-61560"}


def test_those_one_is_in_and_for_owners_all_are_listed(house: House) -> None:
    an_account(house.organization, name="別の会社アカウント")
    for name, sees_other in {"member": False, "owner": True}.items():
        text = house.browser(name).get("/company-accounts").text
        assert "高崎見本 本社" in text
        assert ("別の会社アカウント" in text) == sees_other
    assert "まだ会社アカウントがありません" in house.browser("colleague").get("/company-accounts").text


def test_they_are_found_by_parts_of_name_kana_and_number_and_by_organization(house: House) -> None:
    browser = house.browser("owner")
    account = accounts.create(
        house.actor("owner"), house.organization, {**DETAILS, "corporate_number": "8928880361560"}
    )
    accounts.change(house.actor("owner"), account, {**DETAILS, "name": "桐生工業", "name_kana": "キリュウ"})
    session.commit()
    for words in ("桐生", "きりゅう", "ｷﾘｭｳ", "工業"):
        text = browser.get("/company-accounts", query_string={"q": words}).text
        assert "桐生工業" in text
        assert "高崎見本 本社" not in text
    assert "条件に合う会社アカウントはありません" in browser.get("/company-accounts?q=存在しない").text
    other = an_organization(house.person("owner"), "example.com", name="第二の組織")
    an_account(other, name="第二の会社アカウント")
    other_id = other.id
    text = browser.get(f"/company-accounts?organization={other_id}").text
    assert "第二の会社アカウント" in text
    assert "桐生工業" not in text


def test_a_long_list_has_pages_both_ways(house: House) -> None:
    for number in range(45):
        an_account(house.organization, name=f"会社{number:03}")
    browser, address, seen = house.browser("owner"), "/company-accounts", []
    while address:
        text = browser.get(address).text
        seen.append(text)
        address = _link(text, "next")
    assert len(seen) == 3
    assert "会社000" in seen[0]
    assert "会社044" in seen[2]
    back = browser.get(_link(seen[2], "prev")).text
    assert "会社020" in back
    assert "会社019" not in back


def _link(text: str, rel: str) -> str:
    before, found, _after = text.partition(f'" rel="{rel}"')
    return before.rpartition('href="')[2].replace("&amp;", "&") if found else ""


@pytest.mark.rule("ORG-4")
def test_whoever_creates_one_becomes_its_manager(house: House) -> None:
    browser = house.browser("owner")
    values = {**DETAILS, "organization": str(house.organization_id)}
    answer = browser.submit("/company-accounts/new", values, to="/company-accounts", follow_redirects=True)
    assert "高崎見本 大阪支店" in answer.text
    made = session.scalars(select(CompanyAccount).where(CompanyAccount.name == DETAILS["name"])).one()
    assert (made.name_kana, made.corporate_number) == ("タカサキミホン", "8928880361560")
    member = session.get_one(AccountMember, (made.id, house.ids["owner"]))
    assert member.is_manager
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "company-account-created")).one()
    assert (event.organization_id, event.subject_id) == (house.organization_id, made.id)


@pytest.mark.rule("ORG-4")
def test_the_right_to_create_is_asked_for_each_organization(house: House) -> None:
    browser = house.browser("member")
    assert "会社アカウントを作る権限がありません" in browser.get("/company-accounts/new").text
    values = {**DETAILS, "organization": str(house.organization_id)}
    values["csrf_token"] = browser.token("/reset-password")
    assert browser.post("/company-accounts", data=values).status_code == 422
    _may_create(house, "member")
    answer = browser.submit("/company-accounts/new", values, to="/company-accounts")
    assert answer.status_code == 303
    foreign = an_organization(house.person("colleague"), "example.net", name="よその組織")
    values["organization"] = str(foreign.id)
    answer = browser.submit("/company-accounts/new", values | {"name": "よそ"}, to="/company-accounts")
    assert answer.status_code == 422


def _may_create(house: House, name: str) -> None:
    member = find_member(house.organization_id, house.ids[name])
    assert member
    member.creates_accounts = True
    session.commit()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "会社アカウントの名前を入力してください。"),
        ({"name": "あ" * 101}, "100字以内"),
        ({"name_kana": "漢字"}, "フリガナはカナで入力してください。"),
        ({"corporate_number": "8928880361561"}, "番号が一致しません。"),
        ({"corporate_number": "123"}, "法人番号は13桁の数字です。"),
        ({"name": "高崎見本 本社"}, "同じ名前の会社アカウントがあります"),
        ({"organization": "no-id"}, "組織を選んでください。"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(house: House, changes: dict[str, str], sentence: str) -> None:
    values = {**DETAILS, "organization": str(house.organization_id)} | changes
    answer = house.browser("owner").submit("/company-accounts/new", values, to="/company-accounts")
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_manager_renames_it_and_a_member_does_not(house: House) -> None:
    values = {"name": "高崎見本 本店", "name_kana": "", "corporate_number": ""}
    assert house.browser("member").get(house.at("/settings")).status_code == 403
    answer = house.browser("manager").submit(house.at("/settings"), values)
    assert answer.status_code == 303
    assert "高崎見本 本店" in house.browser("member").get(house.at()).text


def test_an_owner_sees_people_but_no_data_until_they_join(house: House) -> None:
    an_end_user(house.account, corporate_name="秘密の契約者株式会社")
    browser = house.browser("owner")
    text = browser.get(house.at()).text
    assert "担当　長" in text
    assert "秘密の契約者" not in text
    assert "加えたことは記録に残り" in text
    for hidden in ("/end-users", "/end-users/new", "/end-users/import", "/leaving"):
        assert browser.get(house.at(hidden)).status_code in {403, 404}
    browser.submit(house.at(), to=house.at("/membership"))
    assert "秘密の契約者" in browser.get(house.at()).text
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "company-account-owner-joined")).one()
    assert (event.actor_id, event.organization_id) == (house.ids["owner"], house.organization_id)
    told = letters(house.person("manager").email, "company-account-owner-joined")
    assert "管理　主" in told[0].body_text


def test_a_client_of_nobody_is_sent_to_sign_in(house: House, client: Client) -> None:
    assert client.get(house.at()).location.startswith("/sign-in?next=/company-accounts/")
