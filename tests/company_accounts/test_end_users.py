"""End users: kept, found, changed without overwriting a colleague's change, archived, restored."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.organizations.models import EndUser
from tbc.organizations.queries import end_users as reads
from tbc.organizations.service import end_users
from tests.applications.given import PARTY, a_filed
from tests.company_accounts.conftest import House
from tests.organizations.given import an_end_user

pytestmark = pytest.mark.rule("ORG-7")


def _typed(**changes: Any) -> dict[str, Any]:
    return {f"end_user-{name}": value for name, value in (PARTY | changes).items()}


def _registered(house: House, **changes: Any) -> EndUser:
    made = end_users.register(house.actor("manager"), house.account, PARTY | changes)
    session.commit()
    return made


def test_a_manager_registers_one_and_members_find_it(house: House) -> None:
    typed = _typed(phone="０５６７（５５）３２６５", corporate_name_kana="さんぷる", postal_code="498-0000")
    answer = house.browser("manager").submit(
        house.at("/end-users/new"), typed, to=house.at("/end-users"), follow_redirects=True
    )
    assert "契約者「サンプル髙﨑建設株式会社」を登録しました。" in answer.text
    kept = session.scalars(select(EndUser)).one()
    assert (kept.content["phone"], kept.content["corporate_name_kana"]) == ("0567-55-3265", "サンプル")
    assert kept.content["postal_code"] == "4980000"
    kept_id = kept.id
    for words in ("髙﨑", "さんぷる", "8928880361560", "見本", "桑名", "sakura.mihon"):
        text = house.browser("member").get(house.at("/end-users"), query_string={"q": words}).text
        assert "サンプル髙﨑建設株式会社" in text
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "end-user-registered")).one()
    assert (event.organization_id, event.subject_id) == (house.organization_id, kept_id)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"corporate_name": ""}, "法人名を入力してください。"),
        ({"corporate_name_kana": "漢字"}, "法人名のフリガナはカナで入力してください。"),
        ({"corporate_number": "8928880361561"}, "番号が一致しません。"),
        ({"prefecture": ""}, "都道府県を選んでください。"),
        ({"email": "nobody"}, "メールアドレスの形を確認してください。"),
        ({"street": "あ" * 121}, "120字以内"),
    ],
)
def test_fields_are_checked_as_in_an_application(house: House, changes: dict[str, str], sentence: str) -> None:
    answer = house.browser("manager").submit(house.at("/end-users/new"), _typed(**changes), to=house.at("/end-users"))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalars(select(EndUser)).all() == []


def test_a_postal_code_of_elsewhere_is_kept_and_said(house: House) -> None:
    answer = house.browser("manager").submit(
        house.at("/end-users/new"), _typed(postal_code="3300854"), to=house.at("/end-users"), follow_redirects=True
    )
    assert "330-0854 は埼玉県の番号ですが、三重県と入力されています。" in answer.text


def test_the_address_is_filled_in_from_the_postal_code_before_anything_is_kept(house: House) -> None:
    typed = _typed(postal_code="330-0854", prefecture="", city="", street="")
    answer = house.browser("manager").submit(
        house.at("/end-users/new"), typed | {"act": "look-up:end_user"}, to=house.at("/end-users")
    )
    assert answer.status_code == 200
    assert '<option value="埼玉県" selected>' in answer.text
    assert "さいたま市大宮区" in answer.text
    assert session.scalars(select(EndUser)).all() == []


def test_the_same_corporate_number_and_department_is_kept_once(house: House) -> None:
    _registered(house)
    browser = house.browser("manager")
    answer = browser.submit(house.at("/end-users/new"), _typed(), to=house.at("/end-users"))
    assert answer.status_code == 422
    assert "同じ法人番号と所属部署の契約者「サンプル髙﨑建設株式会社」が登録されています" in answer.text
    other = _typed(department="大阪支店")
    assert browser.submit(house.at("/end-users/new"), other, to=house.at("/end-users")).status_code == 303


def test_members_read_and_change_nothing(house: House) -> None:
    kept_id = _registered(house).id
    browser = house.browser("member")
    assert browser.get(house.at(f"/end-users/{kept_id}")).status_code == 200
    for address in ("/end-users/new", f"/end-users/{kept_id}/edit", "/end-users/import"):
        assert browser.get(house.at(address)).status_code == 403
    token = {"csrf_token": browser.token("/reset-password")}
    for address in ("/end-users", f"/end-users/{kept_id}/edit", f"/end-users/{kept_id}/archive"):
        assert browser.post(house.at(address), data=_typed() | token).status_code == 403


def test_what_a_colleague_saved_meanwhile_is_never_overwritten_unseen(house: House) -> None:
    kept_id = _registered(house).id
    here = house.at(f"/end-users/{kept_id}/edit")
    browser = house.browser("owner")
    browser.submit(house.at(), to=house.at("/membership"))
    opened = house.browser("manager").get(here).text
    assert 'name="version" value="1"' in opened
    browser.submit(here, _typed(phone="03-5555-1234") | {"version": "1"})
    mine = _typed(title="部長") | {"version": "1"}
    answer = house.browser("manager").submit(here, mine)
    assert answer.status_code == 409
    for part in ("管理　主さん", "部長", "03-5555-1234", "0567-55-3265"):
        assert part in answer.text
    assert session.get_one(EndUser, kept_id).content["phone"] == "03-5555-1234"
    chosen = dict(re.findall(r'type="hidden" name="((?:end_user-\w+|version))" value="([^"]*)"', answer.text))
    assert house.browser("manager").submit(here, chosen).status_code == 303
    kept = session.get_one(EndUser, kept_id)
    assert (kept.content["phone"], kept.content["title"], kept.version) == ("0567-55-3265", "部長", 3)


def test_saving_what_stands_changes_nothing(house: House) -> None:
    kept_id = _registered(house).id
    answer = house.browser("manager").submit(house.at(f"/end-users/{kept_id}/edit"), _typed() | {"version": "0"})
    assert answer.status_code == 303
    assert session.get_one(EndUser, kept_id).version == 1


def test_changing_one_into_another_is_refused_and_leaves_both(house: House) -> None:
    _registered(house)
    other_id = _registered(house, department="大阪支店").id
    here = house.at(f"/end-users/{other_id}/edit")
    answer = house.browser("manager").submit(here, _typed() | {"version": "1"})
    assert answer.status_code == 422
    assert session.get_one(EndUser, other_id).department == "大阪支店"


def test_changing_an_end_user_never_touches_filed_applications(house: House) -> None:
    kept_id = _registered(house).id
    filed_id = a_filed(house.person("manager")).id
    before = session.get_one(Application, filed_id).content
    here = house.at(f"/end-users/{kept_id}")
    browser = house.browser("manager")
    browser.submit(f"{here}/edit", _typed(corporate_name="新しい名前株式会社") | {"version": "1"})
    browser.submit(here, to=f"{here}/archive")
    assert session.get_one(EndUser, kept_id).corporate_name == "新しい名前株式会社"
    assert session.get_one(Application, filed_id).content == before


def test_an_archived_one_is_offered_no_longer_and_can_be_restored(house: House) -> None:
    kept_id = _registered(house).id
    here = house.at(f"/end-users/{kept_id}")
    browser = house.browser("manager")
    assert "保管しました" in browser.submit(here, to=f"{here}/archive", follow_redirects=True).text
    assert "サンプル髙﨑建設" not in browser.get(house.at("/end-users")).text
    assert "サンプル髙﨑建設" in browser.get(house.at("/end-users?state=archived")).text
    assert reads.list_offered(house.actor("manager"), house.account_id, "") == []
    assert reads.find_offered(house.actor("manager"), kept_id) is None
    _registered(house)
    assert "戻せません" in browser.submit(here, to=f"{here}/restore", follow_redirects=True).text
    end_users.archive(house.actor("manager"), house.account, session.scalars(
        select(EndUser).where(EndUser.archived_at.is_(None))).one())  # fmt: skip
    session.commit()
    assert "戻しました" in browser.submit(here, to=f"{here}/restore", follow_redirects=True).text


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"corporate_name": ""}, "has_a_name"),
        ({"corporate_name": "別の名前"}, "name_of_the_content"),
        ({"department": PARTY["department"]}, "uq_end_users_corporate_number"),
    ],
)
def test_the_database_holds_to_it_too(house: House, values: dict[str, str], constraint: str) -> None:
    _registered(house)
    other = an_end_user(house.account, department="大阪支店")
    for name, value in values.items():
        setattr(other, name, value)
    with pytest.raises(IntegrityError, match=constraint):
        session.flush()
    session.rollback()


def test_those_without_a_corporate_number_may_share_a_department(house: House) -> None:
    for name in ("甲", "乙"):
        _registered(house, corporate_name=name, corporate_number="")
    assert len(session.scalars(select(EndUser)).all()) == 2


def test_the_list_has_pages(house: House) -> None:
    for number in range(45):
        an_end_user(house.account, corporate_name=f"契約者{number:03}", corporate_name_kana=f"ケイヤク{number:03}")
    browser = house.browser("member")
    first = browser.get(house.at("/end-users")).text
    assert "契約者019" in first
    assert "契約者020" not in first
    after = first.partition('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    assert "契約者020" in browser.get(after).text
