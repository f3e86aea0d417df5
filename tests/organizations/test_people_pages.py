"""People, rights, leaving, settings, domains and history, as owners use them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.audit import service as audit
from tbc.kit.db import session as kit_session
from tbc.organizations.models import Domain, Member, Organization
from tbc.organizations.queries import history, members
from tbc.organizations.queries.organizations import find_member
from tests.accounts.journeys import error_at, letters, link
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.people import a_customer, acting, sign_in


@pytest.fixture
def colleague(organization: Organization) -> User:
    person = a_customer("同僚　光", email=f"hikari@{DOMAIN}")
    a_member(organization, person)
    return person


@pytest.fixture
def here(client: Client, organization: Organization, owner: User, colleague: User) -> str:
    """The organization's page, with its owner in `client`."""
    sign_in(client, owner)
    kit_session.expunge_all()
    return f"/organizations/{organization.id}"


@pytest.mark.rule("ORG-2", "ORG-4")
def test_rights_are_given_and_taken_on_the_persons_page(
    client: Client, here: str, organization: Organization, colleague: User
) -> None:
    page = f"{here}/members/{colleague.id}"
    for act in ("grant", "appoint", "demote", "revoke"):
        assert client.submit(page, to=f"{page}/{act}").location == page
        member = find_member(organization.id, colleague.id)
        assert member is not None
        assert (member.is_owner, member.creates_accounts) == (act == "appoint", act in {"grant", "appoint", "demote"})
    assert client.submit(page, to=f"{page}/destroy").status_code == 404
    shown = client.get(page).text
    assert "この方を組織から外す" in shown
    assert "ご自身が組織から退出する" not in shown


@pytest.mark.rule("ORG-2")
def test_the_only_owner_is_shown_whom_to_hand_over_to(
    client: Client, here: str, organization: Organization, owner: User, colleague: User
) -> None:
    mine = f"{here}/members/{owner.id}"
    assert "管理者がほかにいないため、外せません" in client.get(mine).text
    assert client.submit(mine, to=f"{mine}/demote").status_code == 303
    assert "先に別の方を管理者にするか" in client.get(mine).text
    leaving = client.get(f"{here}/leave").text
    assert f"{here}/members/{colleague.id}/hand-over" in leaving
    refused = client.submit("/reset-password", to=f"{here}/leave")
    assert (refused.status_code, "ただ1人の管理者" in refused.text) == (409, True)
    assert client.submit(f"{here}/members/{colleague.id}/hand-over").location == "/organizations"
    assert client.get(here).status_code == 403
    assert [user.id for user in members.list_owners(organization.id)] == [colleague.id]


@pytest.mark.rule("ORG-2")
def test_a_member_leaves_on_a_page_that_says_what_it_means(
    client: Client, here: str, organization: Organization, colleague: User
) -> None:
    sign_in(client, colleague)
    assert "申請の履歴は残ります" in client.get(f"{here}/leave").text
    assert client.submit(f"{here}/leave").location == "/organizations"
    assert find_member(organization.id, colleague.id) is None


@pytest.mark.rule("ORG-4")
def test_removing_is_confirmed_on_a_page_of_its_own(
    client: Client, here: str, organization: Organization, colleague: User
) -> None:
    page = f"{here}/members/{colleague.id}/remove"
    assert "さんを組織から外す" in client.get(page).text
    assert client.submit(page).location == here
    assert find_member(organization.id, colleague.id) is None
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("limit", [2, 3, 7, 50])
def test_many_people_are_read_page_by_page_both_ways(session: Session, organization: Organization, limit: int) -> None:
    for number in range(8):
        a_member(organization, a_customer(email=f"p{number}@{DOMAIN}"), is_owner=number == 5)
    forwards, place = [], None
    while True:
        listed = members.list_people(organization, after=place, limit=limit)
        assert listed.total == 9
        forwards += [row.Member.user_id for row in listed.rows]
        last, place = listed, listed.later
        if place is None:
            break
    assert len(forwards) == len(set(forwards)) == 9
    assert [row.Member.is_owner for row in members.list_people(organization).rows][:3] == [True, True, False]
    if last.earlier:
        before = members.list_people(organization, before=last.earlier, limit=limit)
        at = forwards.index(last.rows[0].Member.user_id)
        assert [row.Member.user_id for row in before.rows] == forwards[max(0, at - limit) : at]


@pytest.mark.parametrize("path", ["members", "history"])
@pytest.mark.parametrize("place", ["x", "00000000-0000-0000-0000-000000000000", ""])
def test_a_place_that_is_none_is_the_beginning(client: Client, here: str, path: str, place: str) -> None:
    assert client.get(f"{here}/{path}?after={place}").status_code == 200
    assert client.get(f"{here}/{path}?before={place}").status_code == 200


@pytest.mark.rule("ORG-3", "ACC-3")
def test_settings_are_kept(client: Client, here: str, session: Session) -> None:
    answer = client.submit(f"{here}/settings", {"name": "", "joining": "always"})
    assert answer.status_code == 422
    assert error_at(answer, "name")
    wanted = {"name": "新しい名前", "joining": "domain", "needs_second_factor": "y"}
    assert client.submit(f"{here}/settings", wanted).location == here
    kept = session.scalars(select(Organization)).one()
    assert (kept.name, kept.joining, kept.needs_second_factor) == ("新しい名前", "domain", True)


@pytest.mark.rule("ORG-5")
def test_the_contact_is_set_to_an_owners_where_it_is_none(
    client: Client, here: str, session: Session, owner: User
) -> None:
    page = f"{here}/contact"
    assert client.submit(page, {"owner": "other", "email": f"joho@{DOMAIN}"}).location == here
    assert "管理者のアドレスではありません" in client.get(here).text
    assert client.submit(page, {"owner": "other", "email": ""}).status_code == 422
    stranger = client.submit(page, {"owner": "other", "email": "a@example.or.jp"})
    assert "組織のドメインのアドレス" in error_at(stranger, "email")
    assert client.submit(page, {"owner": "nobody@example.or.jp"}).status_code == 422
    assert client.submit(page, {"owner": owner.email}).location == here
    assert "管理者のアドレスではありません" not in client.get(here).text


@pytest.mark.rule("ORG-1")
def test_a_further_domain_is_added_by_whoever_reads_its_mail(client: Client, here: str, session: Session) -> None:
    page = f"{here}/domains"
    for email, sentence in (
        (f"a@{DOMAIN}", "すでにこの組織のドメイン"),
        ("a@gmail.com", "無料のメール"),
        ("info@example.or.jp", "複数の方"),
        ("a@city.lg.jp", ""),
        ("x", "形になっていません"),
    ):
        answer = client.submit(page, {"email": email})
        assert answer.status_code in {303, 422}
        assert sentence in error_at(answer, "email")
    assert client.submit(page, {"email": "hanako@example.or.jp"}).status_code == 303
    proof = link(letters("hanako@example.or.jp")[0])
    client.delete_cookie("tbc_session", domain="localhost")
    assert "example.or.jp を追加する" in client.get(proof).text
    assert session.scalars(select(Domain.domain)).all() == [DOMAIN]
    assert "example.or.jp のアドレスの方は" in client.submit(proof).text
    assert client.get(proof).status_code == 410
    assert client.submit("/reset-password", to=proof).status_code == 410


@pytest.mark.rule("ORG-1")
def test_the_last_domain_stays(client: Client, here: str, session: Session) -> None:
    own = session.scalars(select(Domain.id)).one()
    client.submit(f"{here}/domains", to=f"{here}/domains/{own}/remove")
    assert "最後のドメインは外せません" in client.get(f"{here}/domains").text


@pytest.mark.rule("AUD-1")
def test_the_history_says_who_did_what_to_whom_when_and_from_where(
    client: Client, here: str, owner: User, colleague: User
) -> None:
    client.submit(here + f"/members/{colleague.id}", to=f"{here}/members/{colleague.id}/grant")
    client.submit(f"{here}/invitations", {"email": "taro@example.or.jp"})
    page = client.get(f"{here}/history").text
    for word in ("会社アカウントを作る権限を渡しました", colleague.name, owner.name, "taro@example.or.jp", "127.0.0.1"):
        assert word in page
    assert "organization-" not in page
    sign_in(client, colleague)
    assert client.get(f"{here}/history").status_code == 403


@pytest.mark.rule("AUD-1")
def test_the_history_of_another_organization_stays_its_own(session: Session, organization: Organization) -> None:
    other = an_organization(None, "example.or.jp")
    for number in range(7):
        audit.record(f"act-{number}", acting(a_customer()), "organization", organization_id=organization.id)
    audit.record("theirs", acting(a_customer()), "organization", organization_id=other.id)
    session.flush()
    seen, place = [], None
    while True:
        listed = history.list_events(organization.id, after=place, limit=3)
        seen += [event.act for event in listed.rows]
        last, place = listed, listed.older
        if place is None:
            break
    assert seen == [f"act-{number}" for number in range(6, -1, -1)]
    assert last.newer is not None
    newer = history.list_events(organization.id, before=last.newer, limit=3)
    assert [event.act for event in newer.rows] == ["act-3", "act-2", "act-1"]
    theirs = history.list_events(other.id, limit=3).rows[0].id
    assert history.list_events(organization.id, after=theirs, limit=3).rows[0].act == "act-6"


def test_pages_cost_the_same_for_a_hundred_people(client: Client, here: str, statements: list[str]) -> None:
    counted = []
    for turn in range(2):
        for path in ("", "/members", "/history", "/invitations", "/leave"):
            statements.clear()
            assert client.get(here + path).status_code == 200
            counted.append(len(statements))
        organization = kit_session.scalars(select(Organization)).one()
        for number in range(100):
            person = a_customer(email=f"p{turn}-{number}@{DOMAIN}")
            kit_session.add(Member(organization_id=organization.id, user_id=person.id))
            an_account(organization)
            audit.record("organization-joined", acting(person), "organization", organization_id=organization.id)
        kit_session.commit()
    assert counted[:5] == counted[5:]
    assert max(counted) <= 8
