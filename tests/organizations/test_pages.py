"""The pages of an organization, as people walk through them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session as kit_session
from tbc.organizations.models import JoinRequest, Organization
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service import joining, upkeep
from tests.accounts.journeys import error_at, letters
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.people import a_customer, acting, sign_in


@pytest.fixture
def owner(session: Session) -> User:
    return a_customer("管理　主", email=f"owner@{DOMAIN}", company="高崎見本株式会社")


def enter(client: Client, user: User) -> Client:
    """`client` from now on is `user`; rows that are held stay readable when a request ends."""
    sign_in(client, user)
    kit_session.expunge_all()
    return client


@pytest.mark.rule("ORG-1", "ORG-2")
def test_who_has_none_is_told_how_to_found_one(client: Client, owner: User) -> None:
    enter(client, owner)
    assert "example.co.jp の組織はまだありません" in client.get("/organizations").text
    assert 'value="高崎見本株式会社"' in client.get("/organizations/new").text
    answer = client.submit("/organizations/new", {"name": " 髙﨑㈱①\u3000本社 ", "contact_email": owner.email})
    assert answer.status_code == 303
    record = client.get(answer.location).text
    assert "髙﨑㈱①\u3000本社" in record
    assert "管理者(Owner)が1人だけです" in record
    assert "組織を作りました" in record


@pytest.mark.rule("ORG-1")
def test_who_comes_second_sees_the_way_in(client: Client, organization: Organization) -> None:
    enter(client, a_customer(email=f"second@sales.{DOMAIN}"))
    for answer in (
        client.get("/organizations/new"),
        client.post("/organizations/new", data=_founding(client)),
    ):
        assert organization.contact_email in answer.text
        assert f"/organizations/{organization.id}/join" in answer.text
    assert answer.status_code == 409


def _founding(client: Client) -> dict[str, str]:
    token = client.token("/reset-password")
    return {"csrf_token": token, "name": "二つ目", "contact_email": f"second@sales.{DOMAIN}"}


@pytest.mark.rule("ORG-1")
@pytest.mark.parametrize("email", ["a@gmail.com", "a@lg.jp", "a@co.jp"])
def test_no_companys_address_founds_nothing_and_hears_why(client: Client, session: Session, email: str) -> None:
    enter(client, a_customer(email=email))
    assert "/organizations/new" not in client.get("/organizations").text
    answer = client.get("/organizations/new")
    assert answer.status_code == 403
    assert f"「{email[2:]}」" in answer.text
    assert client.post("/organizations/new", data=_founding(client)).status_code == 403
    assert session.scalars(select(Organization)).all() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " \u3000", "組織の名前を入力してください"),
        ("name", "長" * 201, "200文字以内"),
        ("contact_email", "joho", "メールアドレスの形になっていません"),
        ("contact_email", "a@exаmple.co.jp", "英字に似た別の文字"),
        ("contact_email", "taro@example.or.jp", "組織のドメインのアドレス"),
        ("contact_email", "a" * 5000 + "@example.co.jp", "メールアドレスの形になっていません"),
    ],
)
def test_what_is_wrong_stands_at_its_field_with_what_was_typed(
    client: Client, owner: User, field: str, value: str, sentence: str
) -> None:
    enter(client, owner)
    typed = {"name": "名前", "contact_email": owner.email} | {field: value}
    answer = client.submit("/organizations/new", typed)
    assert answer.status_code == 422
    assert sentence in error_at(answer, field)
    assert value.strip() in answer.text


@pytest.mark.rule("ORG-4", "ORG-5")
def test_a_member_sees_owners_and_contact_and_no_more(client: Client, organization: Organization, owner: User) -> None:
    member, other = a_customer(email=f"member@{DOMAIN}"), a_customer("別人　花", email=f"other@{DOMAIN}")
    for person in (member, other):
        a_member(organization, person)
    mine, hidden = an_account(organization, None, [member]), an_account(organization, owner)
    page = enter(client, member).get(f"/organizations/{organization.id}").text
    assert owner.email in page
    assert mine.name in page
    for secret in (other.email, hidden.name, "権限を変える", "組織の記録"):
        assert secret not in page


@pytest.mark.rule("ORG-5")
def test_an_owner_sees_all_and_what_waits(client: Client, organization: Organization, owner: User) -> None:
    colleague = a_customer("同僚　光", email=f"hikari@{DOMAIN}")
    enter(client, colleague)
    way_in = f"/organizations/{organization.id}/join"
    assert client.submit(way_in, {"kind": "create-accounts", "reason": "<b>営業</b>部"}).status_code == 303
    assert "承認待ち" in client.get("/organizations").text
    enter(client, owner)
    page = client.get(f"/organizations/{organization.id}").text
    assert "&lt;b&gt;営業&lt;/b&gt;部" in page
    assert "会社アカウントを作る権限を希望" in page


@pytest.mark.rule("ORG-3")
def test_a_reason_of_ten_thousand_characters_is_refused_and_kept(client: Client, organization: Organization) -> None:
    enter(client, a_customer(email=f"hikari@{DOMAIN}"))
    reason = "長い理由" * 2500
    answer = client.submit(f"/organizations/{organization.id}/join", {"kind": "join", "reason": reason})
    assert answer.status_code == 422
    assert "1,000字以内" in error_at(answer, "reason")
    assert reason in answer.text


@pytest.mark.rule("ORG-3")
def test_a_reason_may_have_lines_and_odd_characters(
    client: Client, session: Session, organization: Organization
) -> None:
    enter(client, a_customer(email=f"hikari@{DOMAIN}"))
    typed = "一行目\r\n二行\u202e目 \U0001f600"
    assert client.submit(f"/organizations/{organization.id}/join", {"kind": "join", "reason": typed}).status_code == 303
    assert session.scalars(select(JoinRequest.reason)).one() == "一行目\n二行目 \U0001f600"


@pytest.mark.rule("ORG-3")
def test_an_owner_approves_or_refuses_with_a_reason(
    client: Client, session: Session, organization: Organization, owner: User
) -> None:
    here = f"/organizations/{organization.id}"
    people = [a_customer(email=f"person{n}@{DOMAIN}") for n in range(2)]
    for person in people:
        enter(client, person)
        client.submit(f"{here}/join", {"kind": "join", "reason": "理由"})
    requests = {row.user_id: row.id for row in session.scalars(select(JoinRequest))}
    enter(client, owner)
    first, second = (f"{here}/requests/{requests[person.id]}" for person in people)
    assert client.submit(here, to=f"{first}/approve").status_code == 303
    assert client.submit(f"{second}/refuse", {"reason": " "}).status_code == 422
    assert client.submit(f"{second}/refuse", {"reason": "満員です。"}).status_code == 303
    assert client.submit(here, to=f"{second}/approve").status_code == 303
    assert "すでに決まったか" in client.get(here).text
    assert [find_member(organization.id, person.id) is not None for person in people] == [True, False]
    assert "満員です。" in enter(client, people[1]).get("/organizations").text


@pytest.mark.rule("ORG-3")
def test_who_may_join_by_themselves_does(client: Client, session: Session, organization: Organization) -> None:
    organization.joining = "domain"
    session.commit()
    colleague = a_customer(email=f"hikari@{DOMAIN}")
    enter(client, colleague)
    way_in = f"/organizations/{organization.id}/join"
    assert client.submit(way_in, to=f"{way_in}/now").location == f"/organizations/{organization.id}"
    assert find_member(organization.id, colleague.id) is not None


@pytest.mark.rule("ORG-3", "ORG-9")
def test_what_lapsed_is_handed_to_staff_from_the_list(
    client: Client, session: Session, organization: Organization
) -> None:
    colleague = a_customer(email=f"hikari@{DOMAIN}")
    asked = joining.ask(acting(colleague), organization, "join", "理由")
    asked.lapses_at = asked.asked_at
    upkeep.lapse_requests()
    session.commit()
    enter(client, colleague)
    assert "期限切れ" in client.get("/organizations").text
    assert client.submit("/organizations", to=f"/organizations/requests/{asked.id}/escalate").status_code == 303
    assert "弊社担当に引き継ぎました" in client.get("/organizations").text
    assert session.scalars(select(JoinRequest.escalated_at)).one() is not None


@pytest.mark.rule("ORG-8")
def test_two_of_one_domain_are_warned_of(client: Client, organization: Organization, owner: User) -> None:
    an_organization(None, source="partner", name="高崎見本（パートナー）")
    page = enter(client, owner).get(f"/organizations/{organization.id}").text
    assert "同じドメインの組織が、もうひとつあります" in page
    assert "高崎見本（パートナー）" in page


def test_letters_to_a_closed_account_are_not_written(
    client: Client, session: Session, organization: Organization, owner: User
) -> None:
    gone = a_customer(email=f"gone@{DOMAIN}", disabled_at=now())
    a_member(organization, gone, is_owner=True)
    enter(client, a_customer(email=f"hikari@{DOMAIN}"))
    client.submit(f"/organizations/{organization.id}/join", {"kind": "join", "reason": "理由"})
    assert {letter.to for letter in letters()} == {owner.email}
