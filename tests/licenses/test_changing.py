"""Contacts are changed by request: asked, approved by staff, in versions; the filed application stays (CON-2)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.kit import db
from tbc.licenses.models import License, LicenseParties
from tbc.licenses.service import changing
from tbc.requests.models import Request
from tests.applications.company import Company, company  # noqa: F401  # a fixture
from tests.applications.given import PARTY, a_filed, apart
from tests.client import Client
from tests.licenses.making import a_held, a_license
from tests.people import a_customer, acting, an_operator, sign_in

NEW_PHONE = "06-6123-4567"


def _typed(changes: dict[str, str]) -> dict[str, str]:
    """What the form holds when nothing but `changes` is touched."""
    values = {f"end_user-{name}": value for name, value in PARTY.items()}
    values |= {"support_contact-same_as": "end_user", "renewal_contact-same_as": "end_user"}
    return values | {"act": "ask", "version": "1"} | changes


def _asked(session: Session) -> Request:
    return session.scalars(select(Request)).one()


def _versions(session: Session, license_: License) -> list[Any]:
    wanted = select(LicenseParties.parties).where(LicenseParties.license_id == license_.id)
    return list(session.scalars(wanted.order_by(LicenseParties.version)))


@pytest.fixture
def holder(client: Client) -> User:
    """A quick filer, signed in."""
    own = a_customer()
    sign_in(client, own)
    return own


@pytest.mark.rule("CON-2")
def test_the_form_has_what_stands_there_and_asks_staff_for_what_differs(client: Client, holder: User) -> None:
    held = a_held(holder)
    path = f"/contracts/{held.id}/change"
    assert f'value="{PARTY["phone"]}"' in client.get(path).text
    answer = client.submit(path, _typed({"end_user-phone": NEW_PHONE}))
    assert answer.location == f"/contracts/{held.id}"
    request = _asked(db.session())
    assert (request.kind, request.about, request.state) == ("contact-change", held.id, "open")
    assert request.asked["changes"] == {"end_user.phone": NEW_PHONE}
    assert request.asked["was"] == {"end_user.phone": PARTY["phone"]}
    assert "変更の申し込みを受け付けています" in client.get(path).text
    assert "までに回答します" in client.get(f"/contracts/{held.id}").text


@pytest.mark.rule("CON-2")
def test_approved_it_is_the_next_version_and_the_application_stays(client: Client, holder: User) -> None:
    filed = apart(a_filed(holder))
    held = a_held(holder, application=filed)
    client.submit(f"/contracts/{held.id}/change", _typed({"end_user-phone": NEW_PHONE}))
    session = db.session()
    assert changing.approve(acting(an_operator()), _asked(session))[0].id == held.id
    session.commit()
    versions = _versions(session, held)
    assert [one["end_user"]["phone"] for one in versions] == [PARTY["phone"], NEW_PHONE]
    assert session.get_one(Application, filed.id).content == filed.content
    text = client.get(f"/contracts/{held.id}").text
    assert NEW_PHONE in text
    assert "連絡先のこれまでの変更" in text
    assert "申請の内容" in text


@pytest.mark.rule("CON-2")
def test_another_contact_takes_the_place_of_the_same_one_and_back(session: Session) -> None:
    held = a_license(a_customer())
    clerk = acting(an_operator())
    typed: dict[str, Any] = {
        "end_user": PARTY,
        "support_contact": {"same_as": "end_user"},
        "renewal_contact": {
            "same_as": "other",
            "company": "架空商会",
            "contact_name": "例田",
            "email": "a@b.example.jp",
        },
    }
    for same_as, company_name in (("other", "架空商会"), ("support_contact", None)):
        typed["renewal_contact"]["same_as"] = same_as
        changing.approve(
            clerk, changing.ask(clerk, held, typed, held.parties_version, also_others=False, language="ja")
        )
        request = session.scalars(select(Request).order_by(Request.id.desc()).limit(1)).one()
        request.state, request.decided_at = "approved", request.opened_at
        assert _versions(session, held)[-1]["renewal_contact"].get("company") == company_name
    assert _versions(session, held)[-1]["renewal_contact"] == {"same_as": "support_contact"}


@pytest.mark.rule("CON-2")
def test_it_goes_for_the_end_users_other_licenses_when_asked(session: Session) -> None:
    holder, clerk = a_customer(), acting(an_operator())
    held, same, other, anothers = (
        a_license(holder),
        a_license(holder),
        a_license(holder, end_user={"corporate_name": "別会社商事株式会社"}),
        a_license(a_customer()),
    )
    typed = {"end_user": PARTY | {"phone": NEW_PHONE}, "support_contact": {"same_as": "end_user"}}
    typed["renewal_contact"] = {"same_as": "end_user"}
    request = changing.ask(clerk, held, typed, 1, also_others=True, language="ja")
    assert {one.id for one in changing.approve(clerk, request)} == {held.id, same.id}
    assert [one.parties_version for one in (held, same, other, anothers)] == [2, 2, 1, 1]


@pytest.mark.rule("CON-2")
def test_what_came_between_stays_beside_the_change(session: Session) -> None:
    holder, clerk = a_customer(), acting(an_operator())
    held = a_license(holder)
    same: dict[str, Any] = {"support_contact": {"same_as": "end_user"}, "renewal_contact": {"same_as": "end_user"}}
    asked = changing.ask(
        clerk, held, same | {"end_user": PARTY | {"phone": NEW_PHONE}}, 1, also_others=False, language="ja"
    )
    with pytest.raises(changing.AlreadyAsked):
        changing.ask(clerk, held, same | {"end_user": PARTY}, 1, also_others=False, language="ja")
    held.parties_version = 2
    session.add(LicenseParties(license_id=held.id, version=2, parties=same | {"end_user": PARTY | {"title": "部長"}}))
    changing.approve(clerk, asked)
    latest = _versions(session, held)[-1]["end_user"]
    assert (latest["phone"], latest["title"]) == (NEW_PHONE, "部長")


@pytest.mark.rule("CON-2")
def test_bad_input_is_said_at_its_field_and_nothing_is_asked(client: Client, holder: User) -> None:
    held = a_held(holder)
    path = f"/contracts/{held.id}/change"
    for change in ({"end_user-email": "nobody"}, {"end_user-contact_name": ""}, {"renewal_contact-same_as": "other"}):
        answer = client.submit(path, _typed(change))
        assert answer.status_code == 422
    answer = client.submit(path, _typed({}))
    assert answer.status_code == 422
    assert "変更された項目がありません" in answer.text
    assert db.session.scalars(select(Request)).all() == []


def test_an_address_is_looked_up_without_asking_anything(client: Client, holder: User) -> None:
    held = a_held(holder)
    values = {"end_user-postal_code": "100-0001", "act": "look-up:end_user"}
    answer = client.submit(f"/contracts/{held.id}/change", values)
    assert answer.status_code == 200
    assert "千代田区" in answer.text
    assert db.session.scalars(select(Request)).all() == []


@pytest.mark.rule("CON-2")
def test_a_stale_form_asks_nothing(client: Client, holder: User) -> None:
    held = a_held(holder)
    values = _typed({"end_user-phone": NEW_PHONE, "version": "7"})
    assert client.submit(f"/contracts/{held.id}/change", values).location == f"/contracts/{held.id}"
    assert db.session.scalars(select(Request)).all() == []


@pytest.mark.rule("CON-2")
def test_any_member_takes_it_back_and_a_stranger_does_not(company: Company) -> None:  # noqa: F811
    held = a_held(account=company.account)
    path = f"/contracts/{held.id}/change"
    company.browsers["member"].submit(path, _typed({"end_user-phone": NEW_PHONE}))
    assert company.browsers["stranger"].submit("/contracts", to=f"{path}/withdraw").status_code == 404
    assert company.browsers["manager"].submit(path, to=f"{path}/withdraw").location == f"/contracts/{held.id}"
    assert _asked(db.session()).state == "withdrawn"
    assert "取り下げ" in company.text("member", f"/contracts/{held.id}")
    assert company.browsers["manager"].submit("/contracts", to=f"{path}/withdraw").status_code == 303


@pytest.mark.rule("CON-2")
def test_a_closed_license_is_not_changed(client: Client, holder: User, session: Session) -> None:
    held = a_license(holder)
    request = changing.ask(
        acting(holder), held, {"end_user": PARTY | {"title": "部長"}}, 1, also_others=False, language="ja"
    )
    held.state, held.closed_at = "closed", held.made_at
    session.commit()
    with pytest.raises(changing.LicenseGone):
        changing.approve(acting(an_operator()), request)
    with pytest.raises(changing.LicenseGone):
        changing.ask(acting(holder), held, {}, 1, also_others=False, language="ja")
    assert client.get(f"/contracts/{held.id}/change").status_code == 404
