"""An organization whose owner is gone: a case, time to object, proof by DNS, staff's decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc import create_app
from tbc.accounts.models import User
from tbc.kit import db
from tbc.kit.clock import now, told
from tbc.organizations.models import Member, RecoveryCase
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.service import deciding, recovering
from tests.accounts.journeys import another_browser, letters
from tests.client import Client
from tests.conftest import settings_for
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.organizations.merges import member
from tests.organizations.name_server import NameServer, name_server
from tests.people import a_customer, acting, an_administrator, sign_in

LATER = timedelta(days=14, minutes=1)


def opened() -> tuple[UUID, UUID, UUID]:
    """An organization, the colleague who asks for it, and their case."""
    organization = an_organization(a_customer(email=f"owner@{DOMAIN}"))
    asker = acting(a_customer(email=f"asker@{DOMAIN}"))
    found = lock_organization(asker, organization.id)
    assert found
    case = recovering.open_case(asker, found, "管理者が退職しました")
    db.session.commit()
    return organization.id, case.user_id, case.id


def case_of(case_id: UUID) -> RecoveryCase:
    """As it is now."""
    return db.session.get_one(RecoveryCase, case_id, populate_existing=True)


def person(email: str) -> User:
    """Whose address it is."""
    return db.session.query(User).filter_by(email=email).one()


def see_txt(case_id: UUID) -> None:
    """The record was seen."""
    case_of(case_id).txt_seen_at = now()
    db.session.commit()


@pytest.fixture
def dns(session: Session) -> Iterator[NameServer]:
    """A name server."""
    with name_server() as server:
        yield server


@pytest.fixture
def asking(dns: NameServer, session: Session) -> Client:
    """A browser of a portal that asks that name server."""
    app: Flask = create_app(settings_for(dns_server=dns.address))
    app.test_client_class = Client
    return another_browser(app)


@pytest.mark.rule("ORG-9")
def test_a_colleague_opens_a_case_and_the_owners_are_told(client: Client, session: Session) -> None:
    organization = an_organization(a_customer(email=f"owner@{DOMAIN}")).id
    sign_in(client, a_customer(email=f"asker@{DOMAIN}"))
    path = f"/organizations/{organization}/recovery"
    for reason in ("", "あ" * 1001, "あ" * 10_000):
        assert client.submit(path, {"reason": reason}).status_code == 422
    answer = client.submit(path, {"reason": "管理者が退職しました"})
    assert answer.status_code == 303
    assert client.get(path).location == answer.location
    html = client.get(answer.location).get_data(as_text=True)
    case = db.session.query(RecoveryCase).one()
    assert f"_tbc-challenge.{DOMAIN}" in html
    assert case.txt_value in html
    assert case.object_until - case.opened_at >= timedelta(days=13, hours=23)
    letter = letters(kind="recovery-opened")[0]
    assert letter.to == f"owner@{DOMAIN}"
    assert "退職" not in letter.body_text
    sign_in(client, person(f"owner@{DOMAIN}"))
    assert "あなたは、この組織の管理者" in client.get(path).get_data(as_text=True)
    post = {"csrf_token": client.token("/reset-password"), "reason": "x"}
    assert client.post(path, data=post).status_code == 422


@pytest.mark.rule("ORG-9")
def test_the_proof_is_looked_for_in_the_dns(asking: Client, dns: NameServer, session: Session) -> None:
    _organization, asker, case = opened()
    sign_in(asking, db.session.get_one(User, asker))
    page, press = f"/organizations/cases/{case}", f"/organizations/cases/{case}/proof"
    asking.submit(page, to=press)
    assert "まだ見つかりません" in asking.get(page).get_data(as_text=True)
    dns.texts[f"_tbc-challenge.{DOMAIN}"] = [case_of(case).txt_value]
    asking.submit(page, to=press)
    assert "TXTレコードを確認しました" in asking.get(page).get_data(as_text=True)
    assert case_of(case).txt_seen_at


@pytest.mark.rule("ORG-9")
def test_proven_and_unopposed_for_fourteen_days_it_is_granted(session: Session) -> None:
    organization, asker, case = opened()
    see_txt(case)
    with told(now() + timedelta(days=13)):
        deciding.tend_cases()
    assert case_of(case).closed_at is None
    with told(now() + LATER):
        deciding.tend_cases()
    assert case_of(case).decision == "granted"
    assert member(organization, asker).is_owner
    assert member(organization, person(f"owner@{DOMAIN}").id).is_owner
    assert {letter.to for letter in letters(kind="recovery-granted")} == {f"owner@{DOMAIN}", f"asker@{DOMAIN}"}


@pytest.mark.rule("ORG-9")
def test_without_proof_or_with_an_objection_the_clock_grants_nothing(client: Client, session: Session) -> None:
    _organization, _asker, case = opened()
    with told(now() + LATER):
        deciding.tend_cases()
    assert case_of(case).closed_at is None
    see_txt(case)
    sign_in(client, person(f"owner@{DOMAIN}"))
    path = f"/organizations/cases/{case}/objection"
    assert "管理者が退職しました" in client.get(path).get_data(as_text=True)
    assert client.submit(path, {"reason": "在籍しています"}).status_code == 303
    with told(now() + LATER):
        deciding.tend_cases()
    assert case_of(case).closed_at is None


@pytest.mark.rule("ORG-9")
def test_staff_decide_after_the_time_to_object(client: Client, session: Session) -> None:
    organization, asker, case = opened()
    owner = person(f"owner@{DOMAIN}").id
    sign_in(client, an_administrator())
    path = f"/desk/recoveries/{case}"
    wish = {"decision": "grant", "others_go": "y", "reason": "登記簿を確認しました"}
    early = client.submit(path, wish)
    assert early.status_code == 422
    assert "期限までは認められません" in early.get_data(as_text=True)
    case_of(case).object_until = now() - timedelta(hours=1)
    db.session.commit()
    assert client.submit(path, {**wish, "reason": ""}).status_code == 422
    assert client.submit(path, wish).status_code == 303
    assert member(organization, asker).is_owner
    assert not member(organization, owner).is_owner
    assert case_of(case).decision_reason == "登記簿を確認しました"
    again = client.submit("/reset-password", wish, to=path)
    assert again.status_code == 303
    assert "すでに終わっています" in client.get(path).get_data(as_text=True)


@pytest.mark.rule("ORG-9")
def test_who_left_the_domain_is_not_granted_it(session: Session) -> None:
    _organization, asker, case = opened()
    see_txt(case)
    db.session.get_one(User, asker).email = "asker@elsewhere.example.com"
    db.session.commit()
    with told(now() + LATER):
        deciding.tend_cases()
        assert case_of(case).closed_at is None
        with pytest.raises(deciding.NoColleague):
            deciding.grant(acting(an_administrator()), case_of(case), "理由")
    assert db.session.query(Member).filter_by(user_id=asker).count() == 0


@pytest.mark.rule("ORG-9")
def test_others_see_no_case_and_plain_members_do_not_object_to_it(client: Client, session: Session) -> None:
    _organization, asker, case = opened()
    plain = a_customer(email=f"plain@{DOMAIN}")
    a_member(lock_organization(acting(plain), _organization), plain)  # type: ignore[arg-type]  # a colleague finds it
    for who, seen, objects in (
        (a_customer(), 404, 404),
        (a_customer(email=f"other@{DOMAIN}"), 404, 404),
        (plain, 404, 404),
        (db.session.get_one(User, asker), 200, 404),
    ):
        sign_in(client, db.session.merge(who))
        assert client.get(f"/organizations/cases/{case}").status_code == seen
        assert client.get(f"/organizations/cases/{case}/objection").status_code == objects


@pytest.mark.rule("ORG-9")
def test_a_case_is_withdrawn_and_opened_again(client: Client, session: Session) -> None:
    organization, asker, case = opened()
    sign_in(client, db.session.get_one(User, asker))
    page = f"/organizations/cases/{case}"
    client.submit(page, to=f"{page}/withdrawal")
    assert case_of(case).decision == "withdrawn"
    assert "取り下げました" in client.get(page).get_data(as_text=True)
    assert client.submit(f"/organizations/{organization}/recovery", {"reason": "再度"}).status_code == 303
    assert db.session.query(RecoveryCase).count() == 2


@pytest.mark.rule("ORG-9")
def test_nobody_mails_the_owners_again_and_again(client: Client, session: Session) -> None:
    organization, asker, case = opened()
    sign_in(client, db.session.get_one(User, asker))
    path = f"/organizations/{organization}/recovery"
    for _ in range(2):
        client.submit(f"/organizations/cases/{case}", to=f"/organizations/cases/{case}/withdrawal")
        where = client.submit(path, {"reason": "再度"}).location
        case = UUID(where.rpartition("/")[2])
    client.submit(f"/organizations/cases/{case}", to=f"/organizations/cases/{case}/withdrawal")
    assert client.submit(path, {"reason": "再度"}).status_code == 422
    assert len(letters(kind="recovery-opened")) == 3
