"""Two organizations of one domain: seen by members of both, merged into one, and brought apart again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.audit.models import AuditEvent
from tbc.kit import db
from tbc.kit.clock import now, told
from tbc.kit.ids import new_id
from tbc.organizations.models import (
    CompanyAccount,
    Domain,
    Invitation,
    JoinRequest,
    Member,
    Merge,
    Organization,
    RecoveryCase,
)
from tbc.organizations.queries import domains
from tbc.organizations.queries.merging import Pair, find_pair, list_twins, preview
from tbc.organizations.queries.organizations import find_member, find_organization
from tbc.organizations.service import merging
from tests.accounts.journeys import letters
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.organizations.merges import a_pair, merged, undone
from tests.people import a_customer, acting, sign_in


@pytest.mark.rule("ORG-8")
def test_a_member_of_both_sees_the_other_and_is_warned(client: Client, session: Session) -> None:
    owner, target, source = a_pair()
    elsewhere = an_organization(a_customer(), "other.example.org")
    seen = find_organization(acting(owner), target.id)
    assert seen
    twins = list_twins(acting(owner), seen)
    assert [twin.organization.id for twin in twins] == [source.id]
    assert twins[0].may_come_in
    sign_in(client, owner)
    html = client.get(f"/organizations/{target.id}").get_data(as_text=True)
    assert f"/organizations/{target.id}/merge" in html
    html = client.get(f"/organizations/{target.id}/merge").get_data(as_text=True)
    assert f"/organizations/{target.id}/merge/{source.id}" in html
    assert str(elsewhere.id) not in html


@pytest.mark.rule("ORG-8")
def test_the_preview_says_what_moves_and_what_conflicts(client: Client, session: Session) -> None:
    owner, target, source = a_pair()
    both = a_customer("双方　二郎", email=f"jiro@{DOMAIN}")
    a_member(target, both)
    a_member(source, both, creates_accounts=True)
    alone = a_customer("片方　三郎", email=f"saburo@{DOMAIN}")
    a_member(source, alone)
    for organization in (target, source):
        an_account(organization, owner, name="同名商事")
    an_account(source, owner, name="別名商事")
    session.add(JoinRequest(organization_id=source.id, user_id=a_customer().id, reason="r", lapses_at=now()))
    session.commit()
    sign_in(client, owner)
    html = client.get(f"/organizations/{target.id}/merge/{source.id}").get_data(as_text=True)
    for words in ("双方　二郎", "片方　三郎", "同名商事", "会社アカウントの作成者", "1件。別々のまま並びます"):
        assert words in html
    assert "別名商事" not in html
    pair = merging_pair(owner, target, source)
    found = preview(pair)
    assert (found.accounts_count, found.people_count, found.in_both_count, found.requests_count) == (2, 2, 1, 1)
    assert list(found.domains) == [DOMAIN]


@pytest.mark.rule("ORG-8")
def test_everything_moves_and_all_members_are_told(client: Client, session: Session) -> None:
    owner, target, source = a_pair()
    alone = a_customer(email=f"saburo@{DOMAIN}")
    a_member(source, alone, creates_accounts=True)
    account = an_account(source, alone)
    asking = a_customer(email=f"asks@{DOMAIN}")
    session.add(JoinRequest(organization_id=source.id, user_id=asking.id, reason="r", lapses_at=now() + timedelta(1)))
    session.commit()
    sign_in(client, owner)
    path = f"/organizations/{target.id}/merge/{source.id}"
    assert client.submit(path).status_code == 422
    answer = client.submit(path, {"agreed": "y"})
    assert (answer.status_code, answer.location) == (303, f"/organizations/{target.id}")
    session.expire_all()
    assert session.get_one(CompanyAccount, account.id).organization_id == target.id
    assert session.get_one(Organization, source.id).merged_into_id == target.id
    assert {row.organization_id for row in session.query(Domain).filter_by(domain=DOMAIN)} == {target.id}
    moved = find_member(target.id, alone.id)
    assert moved
    assert moved.creates_accounts
    assert not moved.is_owner
    assert session.query(Member).filter_by(organization_id=source.id).count() == 0
    assert session.query(JoinRequest).one().organization_id == target.id
    assert {letter.to for letter in letters(kind="organizations-merged")} == {owner.email, alone.email}
    events = session.query(AuditEvent).filter_by(act="organizations-merged").all()
    assert {event.organization_id for event in events} == {target.id, source.id}
    assert list(domains.list_by_domain(DOMAIN)) == [session.get_one(Organization, target.id)]
    assert client.get(f"/organizations/{source.id}").status_code == 404


@pytest.mark.rule("ORG-8")
def test_undone_what_moved_goes_back_and_what_came_later_stays(client: Client, session: Session) -> None:
    owner, target, source = a_pair()
    alone, guest = a_customer(email=f"saburo@{DOMAIN}"), a_customer()
    a_member(source, alone)
    a_member(source, guest, standing="guest")
    a_member(target, guest, standing="guest")
    account = an_account(source, alone)
    done = merged(owner, target, source)
    later, newcomer = an_account(target, owner), a_customer(email=f"later@{DOMAIN}")
    a_member(target, newcomer)
    sign_in(client, owner)
    path = f"/organizations/merges/{done.id}/undo"
    assert client.submit(path).status_code == 303
    session.expire_all()
    assert session.get_one(CompanyAccount, account.id).organization_id == source.id
    assert session.get_one(CompanyAccount, later.id).organization_id == target.id
    assert people(target) == {owner.id, guest.id, newcomer.id}
    assert people(source) == {alone.id, guest.id}
    back = session.get_one(Organization, source.id)
    assert back.is_live
    assert back.ownerless_since
    assert len(domains.list_by_domain(DOMAIN)) == 2
    assert len(letters(kind="organizations-merge-undone")) == 4


@pytest.mark.rule("ORG-8")
def test_rights_that_came_with_the_merge_go_and_rights_taken_since_stay_away(session: Session) -> None:
    owner = a_customer(email=f"owner@{DOMAIN}")
    target, source = an_organization(owner), an_organization(owner, source="partner")
    second, leaver = a_customer(email=f"second@{DOMAIN}"), a_customer(email=f"leaver@{DOMAIN}")
    a_member(target, second)
    a_member(source, second, is_owner=True)
    a_member(source, leaver, creates_accounts=True)
    done = merged(owner, target, source)
    assert member(target, second).is_owner
    session.delete(member(target, leaver))
    member(target, owner).creates_accounts = False
    session.commit()
    undone(owner, done)
    assert not member(target, second).is_owner
    assert member(source, second).is_owner
    assert people(source) == {owner.id, second.id}
    assert not member(source, owner).creates_accounts
    assert session.get_one(Organization, source.id).ownerless_since is None


@pytest.mark.rule("ORG-8")
def test_whoever_undoes_it_stays_an_owner_if_nobody_else_is_left(session: Session) -> None:
    owner = a_customer(email=f"owner@{DOMAIN}")
    target, source = an_organization(owner), an_organization(owner, source="partner")
    second = a_customer(email=f"second@{DOMAIN}")
    a_member(source, second, is_owner=True)
    done = merged(owner, target, source)
    session.delete(member(target, owner))
    session.commit()
    undone(second, done)
    assert member(target, second).is_owner
    assert member(source, second).is_owner


@pytest.mark.rule("ORG-8")
def test_after_thirty_days_nothing_is_undone(client: Client, session: Session) -> None:
    owner, target, source = a_pair()
    done = merged(owner, target, source)
    with told(now() + timedelta(days=30, minutes=1)), pytest.raises(merging.TooLateToUndo):
        undone(owner, done)
    undone(owner, done)
    with pytest.raises(merging.TooLateToUndo):
        undone(owner, done)
    sign_in(client, owner)
    assert "もう取り消せません" in client.get(f"/organizations/merges/{done.id}/undo").get_data(as_text=True)


@pytest.mark.rule("ORG-8")
def test_a_request_or_invitation_that_both_have_stays_behind(session: Session) -> None:
    owner, target, source = a_pair()
    asking, soon = a_customer(email=f"asks@{DOMAIN}"), now() + timedelta(days=3)
    for organization in (target, source):
        session.add(JoinRequest(organization_id=organization.id, user_id=asking.id, reason="r", lapses_at=soon))
        session.add(
            Invitation(
                organization_id=organization.id, email=f"INVITED@{DOMAIN}", token_hash=new_id().bytes,
                invited_by_id=owner.id, expires_at=soon,
            )
        )  # fmt: skip
    session.commit()
    merged(owner, target, source)
    assert session.query(JoinRequest).filter_by(organization_id=target.id).count() == 1
    assert session.query(Invitation).filter_by(organization_id=target.id).count() == 1


@pytest.mark.rule("ORG-8")
def test_the_stricter_setting_holds_and_goes_with_the_merge(session: Session) -> None:
    owner, target, source = a_pair(needs_second_factor=True)
    done = merged(owner, target, source)
    assert target.needs_second_factor
    undone(owner, done)
    assert not session.get_one(Organization, target.id).needs_second_factor


@pytest.mark.rule("ORG-9")
def test_nothing_is_merged_while_it_is_decided_who_owns_it(client: Client, session: Session) -> None:
    owner, target, source = a_pair()
    session.add(RecoveryCase(organization_id=target.id, user_id=a_customer().id, kind="owner-gone", object_until=now()))
    session.commit()
    sign_in(client, owner)
    path = f"/organizations/{target.id}/merge/{source.id}"
    answer = client.submit(path, {"agreed": "y"})
    assert answer.status_code == 422
    assert "いまは統合できません" in answer.get_data(as_text=True)
    assert session.query(Merge).count() == 0


@pytest.mark.rule("ORG-8")
def test_only_an_owner_of_both_or_of_one_beside_an_ownerless_one_merges(client: Client, session: Session) -> None:
    owner, target, source = a_pair()
    plain = a_customer(email=f"plain@{DOMAIN}")
    a_member(target, plain)
    a_member(source, plain)
    path = f"/organizations/{target.id}/merge/{source.id}"
    sign_in(client, plain)
    assert client.get(path).status_code == 403
    sign_in(client, a_customer())
    assert client.get(path).status_code == 404
    sign_in(client, owner)
    assert client.get(path).status_code == 200
    assert client.get(f"/organizations/{source.id}/merge/{target.id}").status_code == 403
    other = a_customer(email=f"other@{DOMAIN}")
    member(source, owner).is_owner = False
    source.ownerless_since = None
    a_member(source, other, is_owner=True)
    assert client.get(path).status_code == 403


def people(organization: Organization) -> set[object]:
    rows = db.session.query(Member).filter_by(organization_id=organization.id)
    return {row.user_id for row in rows.populate_existing()}


def member(organization: Organization, user: User) -> Member:
    found = find_member(organization.id, user.id)
    assert found
    return found


def merging_pair(owner: User, target: Organization, source: Organization) -> Pair:
    pair = find_pair(acting(owner), target.id, source.id)
    assert pair
    return pair
