"""The end users of a company account, offered where a draft asks for one, and kept from there (ORG-7)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tbc.applications.models import Application
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import EndUser
from tbc.organizations.service.end_users import columns
from tests.applications.company import Company
from tests.applications.given import PARTY, a_draft
from tests.organizations.given import an_account, an_end_user

pytestmark = pytest.mark.rule("ORG-7")


def _kept(company: Company, name: str, **changes: Any) -> str:
    end_user = an_end_user(company.account, corporate_name=name, corporate_number="", **changes)
    for column, value in columns(end_user.content).items():
        setattr(end_user, column, value)
    session.commit()
    return str(end_user.id)


def _typed(**changes: str) -> dict[str, str]:
    return {f"end_user-{name}": value for name, value in (PARTY | changes).items()}


def _section(draft: Application) -> dict[str, Any]:
    session.expire_all()
    section: dict[str, Any] = session.get_one(Application, draft.id).content["end_user"]
    return section


def test_one_is_chosen_by_a_button(company: Company) -> None:
    own = _kept(company, "登録済み株式会社")
    draft = company.a_draft()
    path = f"/applications/{draft.id}/end-user"
    assert "登録済みの契約者から選ぶ" in company.text("member", path)
    answer = company.browsers["member"].submit(path, {**_typed(), "act": f"take:{own}"})
    assert answer.status_code == 303
    assert _section(draft)["corporate_name"] == "登録済み株式会社"
    text = company.text("member", path)
    assert "「登録済み株式会社」の内容を入れました。" in text
    assert 'value="498-0000"' in text


def test_among_many_one_is_found_by_words(company: Company) -> None:
    for at in range(12):
        _kept(company, f"第{at:02}株式会社")
    _kept(company, "見つける株式会社", corporate_name_kana="ンン")
    draft = company.a_draft()
    path = f"/applications/{draft.id}/end-user"
    assert "見つける株式会社" not in company.text("member", path)
    answer = company.browsers["member"].submit(path, {**_typed(), "words": "見つける", "searched": ""})
    found = company.browsers["member"].get(answer.location.partition("#")[0])
    assert "見つける株式会社" in found.get_data(as_text=True)
    assert "登録されていません" in company.text("member", path, words="どこにもない")


def test_a_quick_draft_offers_none(company: Company) -> None:
    _kept(company, "登録済み株式会社")
    quick = a_draft(company.user("member"))
    assert "登録済み株式会社" not in company.text("member", f"/applications/{quick.id}/end-user")


@pytest.mark.parametrize("fate", ["archived", "foreign", "nonsense"])
def test_what_is_not_offered_is_not_taken(company: Company, fate: str) -> None:
    own = _kept(company, "登録済み株式会社")
    if fate == "archived":
        session.get_one(EndUser, own).archived_at = now()
    elif fate == "foreign":
        session.get_one(EndUser, own).account_id = an_account(company.organization, company.user("member")).id
    session.commit()
    draft = company.a_draft()
    take = {**_typed(), "act": f"take:{own if fate != 'nonsense' else 'x'}"}
    assert company.browsers["member"].submit(f"/applications/{draft.id}/end-user", take).status_code == 303
    assert _section(draft)["corporate_name"] == PARTY["corporate_name"]


def test_a_manager_keeps_what_was_typed(company: Company) -> None:
    draft = company.a_draft("manager")
    sent = _typed(corporate_name="新しい契約者株式会社", department="購買部") | {"register": "y"}
    answer = company.browsers["manager"].submit(f"/applications/{draft.id}/end-user", sent)
    assert answer.location.endswith("/support-contact")
    kept = session.scalars(select(EndUser).where(EndUser.account_id == company.account_id)).one()
    assert kept.corporate_name == "新しい契約者株式会社"
    company.browsers["manager"].submit(f"/applications/{draft.id}/end-user", sent)
    assert len(session.scalars(select(EndUser.id).where(EndUser.account_id == company.account_id)).all()) == 1


def test_nothing_is_kept_while_it_is_wrong_and_the_tick_stays(company: Company) -> None:
    draft = company.a_draft("manager")
    sent = _typed(corporate_name="") | {"register": "y"}
    answer = company.browsers["manager"].submit(f"/applications/{draft.id}/end-user", sent)
    assert answer.status_code == 422
    assert 'name="register" value="y" checked' in answer.get_data(as_text=True)
    assert not session.scalars(select(EndUser.id)).all()


def test_a_member_is_not_asked_and_keeps_nothing(company: Company) -> None:
    draft = company.a_draft()
    path = f"/applications/{draft.id}/end-user"
    assert "この契約者を登録する" not in company.text("member", path)
    company.browsers["member"].submit(path, _typed() | {"register": "y"})
    assert not session.scalars(select(EndUser.id)).all()
