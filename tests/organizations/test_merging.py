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
from tbc.organizations.models import CompanyAccount, Domain, Invitation, JoinRequest, Merge, Organization, RecoveryCase
from tbc.organizations.queries import domains
from tbc.organizations.queries.merging import list_twins, preview
from tbc.organizations.queries.organizations import find_organization
from tbc.organizations.service import merging
from tests.accounts.journeys import letters
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.organizations.merges import Twins, member, merged, people, twins, undone
from tests.people import a_customer, acting, sign_in


def asks(organization_id: object, email: str = f"asks@{DOMAIN}") -> JoinRequest:
    """An open request to join."""
    who = db.session.query(JoinRequest.user_id).limit(1).scalar() or a_customer(email=email).id
    request = JoinRequest(organization_id=organization_id, user_id=who, reason="r", lapses_at=now() + timedelta(3))
    db.session.add(request)
    db.session.commit()
    return request


@pytest.mark.rule("ORG-8")
def test_a_member_of_both_sees_the_other_and_is_warned(client: Client, session: Session) -> None:
    both = twins()
    elsewhere = an_organization(a_customer(), "other.example.org").id
    seen = find_organization(acting(both.owner), both.target_id)
    assert seen
    found = list_twins(acting(both.owner), seen)
    assert [(twin.organization.id, twin.may_come_in, twin.may_take_in) for twin in found] == [
        (both.source_id, True, False)
    ]
    sign_in(client, both.owner)
    html = client.get(f"/organizations/{both.target_id}").get_data(as_text=True)
    assert f"/organizations/{both.target_id}/merge" in html
    html = client.get(f"/organizations/{both.target_id}/merge").get_data(as_text=True)
    assert both.path in html
    assert str(elsewhere) not in html


@pytest.mark.rule("ORG-8")
def test_the_preview_says_what_moves_and_what_conflicts(client: Client, session: Session) -> None:
    both = twins()
    in_both = a_customer("双方　二郎", email=f"jiro@{DOMAIN}")
    a_member(both.target, in_both)
    a_member(both.source, in_both, creates_accounts=True)
    a_member(both.source, a_customer("片方　三郎", email=f"saburo@{DOMAIN}"))
    for organization in (both.target, both.source):
        an_account(organization, name="同名商事")
    an_account(both.source, name="別名商事")
    asks(both.source_id)
    found = preview(both.pair)
    assert (found.accounts_count, found.people_count, found.in_both_count, found.requests_count) == (2, 3, 2, 1)
    assert list(found.domains) == [DOMAIN]
    sign_in(client, both.owner)
    html = client.get(both.path).get_data(as_text=True)
    for words in ("双方　二郎", "片方　三郎", "同名商事", "会社アカウントの作成者", "1件。別々のまま並びます"):
        assert words in html
    assert "別名商事" not in html


@pytest.mark.rule("ORG-8")
def test_everything_moves_and_all_members_are_told(client: Client, session: Session) -> None:
    both = twins()
    alone = a_customer(email=f"saburo@{DOMAIN}")
    alone_id, account_id = alone.id, an_account(both.source, alone).id
    a_member(both.source, alone, creates_accounts=True)
    asks(both.source_id)
    sign_in(client, both.owner)
    assert client.submit(both.path).status_code == 422
    answer = client.submit(both.path, {"agreed": "y"})
    assert (answer.status_code, answer.location) == (303, f"/organizations/{both.target_id}")
    assert db.session.get_one(CompanyAccount, account_id).organization_id == both.target_id
    assert both.source.merged_into_id == both.target_id
    assert {row.organization_id for row in db.session.query(Domain).filter_by(domain=DOMAIN)} == {both.target_id}
    moved = member(both.target_id, alone_id)
    assert (moved.creates_accounts, moved.is_owner) == (True, False)
    assert people(both.source_id) == set()
    assert db.session.query(JoinRequest).one().organization_id == both.target_id
    assert {letter.to for letter in letters(kind="organizations-merged")} == {f"owner@{DOMAIN}", f"saburo@{DOMAIN}"}
    events = db.session.query(AuditEvent).filter_by(act="organizations-merged").all()
    assert {event.organization_id for event in events} == {both.target_id, both.source_id}
    assert [found.id for found in domains.list_by_domain(DOMAIN)] == [both.target_id]
    assert client.get(f"/organizations/{both.source_id}").status_code == 404


@pytest.mark.rule("ORG-8")
def test_undone_what_moved_goes_back_and_what_came_later_stays(client: Client, session: Session) -> None:
    both = twins()
    alone, guest = a_customer(email=f"saburo@{DOMAIN}").id, a_customer()
    a_member(both.source, db.session.get_one(type(guest), alone))
    a_member(both.source, guest, standing="guest")
    a_member(both.target, guest, standing="guest")
    guest_id, account = guest.id, an_account(both.source).id
    done = merged(both)
    later, newcomer = an_account(both.target).id, a_customer(email=f"later@{DOMAIN}")
    newcomer_id = newcomer.id
    a_member(both.target, newcomer)
    sign_in(client, both.owner)
    assert client.submit(f"/organizations/merges/{done}/undo").status_code == 303
    assert db.session.get_one(CompanyAccount, account).organization_id == both.source_id
    assert db.session.get_one(CompanyAccount, later).organization_id == both.target_id
    assert people(both.target_id) == {both.owner_id, guest_id, newcomer_id}
    assert people(both.source_id) == {both.owner_id, alone, guest_id}
    assert both.source.is_live
    assert both.source.ownerless_since
    assert len(domains.list_by_domain(DOMAIN)) == 2
    assert len(letters(kind="organizations-merge-undone")) == 4


@pytest.mark.rule("ORG-8")
def test_rights_that_came_with_the_merge_go_and_rights_taken_since_stay_away(session: Session) -> None:
    both = twins(owned=True)
    second, leaver = a_customer(email=f"second@{DOMAIN}"), a_customer(email=f"leaver@{DOMAIN}")
    a_member(both.target, second)
    a_member(both.source, second, is_owner=True)
    a_member(both.source, leaver, creates_accounts=True)
    done = merged(both)
    assert member(both.target_id, second.id).is_owner
    db.session.delete(member(both.target_id, leaver.id))
    member(both.target_id, both.owner_id).creates_accounts = False
    db.session.commit()
    undone(both.owner, done)
    assert not member(both.target_id, second.id).is_owner
    assert member(both.source_id, second.id).is_owner
    assert people(both.source_id) == {both.owner_id, second.id}
    assert not member(both.source_id, both.owner_id).creates_accounts
    assert both.source.ownerless_since is None


@pytest.mark.rule("ORG-2", "ORG-8")
def test_whoever_undoes_it_stays_an_owner_if_nobody_else_is_left(session: Session) -> None:
    both = twins(owned=True)
    second = a_customer(email=f"second@{DOMAIN}")
    a_member(both.source, second, is_owner=True)
    done = merged(both)
    db.session.delete(member(both.target_id, both.owner_id))
    db.session.commit()
    undone(second, done)
    assert member(both.target_id, second.id).is_owner
    assert member(both.source_id, second.id).is_owner


@pytest.mark.rule("ORG-8")
def test_after_thirty_days_nothing_is_undone(client: Client, session: Session) -> None:
    both = twins()
    done = merged(both)
    with told(now() + timedelta(days=30, minutes=1)), pytest.raises(merging.TooLateToUndo):
        undone(both.owner, done)
    undone(both.owner, done)
    with pytest.raises(merging.TooLateToUndo):
        undone(both.owner, done)
    sign_in(client, both.owner)
    assert "もう取り消せません" in client.get(f"/organizations/merges/{done}/undo").get_data(as_text=True)


@pytest.mark.rule("ORG-8")
def test_a_request_or_invitation_that_both_have_stays_behind(session: Session) -> None:
    both = twins()
    for organization_id in (both.target_id, both.source_id):
        asks(organization_id)
        db.session.add(
            Invitation(
                organization_id=organization_id, email=f"INVITED@{DOMAIN}", token_hash=new_id().bytes,
                invited_by_id=both.owner_id, expires_at=now() + timedelta(3),
            )
        )  # fmt: skip
    db.session.commit()
    merged(both)
    assert db.session.query(JoinRequest).filter_by(organization_id=both.target_id).count() == 1
    assert db.session.query(Invitation).filter_by(organization_id=both.target_id).count() == 1


@pytest.mark.rule("ORG-8")
def test_the_stricter_setting_holds_and_goes_with_the_merge(session: Session) -> None:
    both = twins(needs_second_factor=True)
    done = merged(both)
    assert both.target.needs_second_factor
    undone(both.owner, done)
    assert not both.target.needs_second_factor


@pytest.mark.rule("ORG-9")
def test_nothing_is_merged_while_it_is_decided_who_owns_it(client: Client, session: Session) -> None:
    both = twins()
    asker = a_customer().id
    db.session.add(RecoveryCase(organization_id=both.target_id, user_id=asker, kind="owner-gone", object_until=now()))
    db.session.commit()
    sign_in(client, both.owner)
    answer = client.submit(both.path, {"agreed": "y"})
    assert answer.status_code == 422
    assert "いまは統合できません" in answer.get_data(as_text=True)
    assert db.session.query(Merge).count() == 0


@pytest.mark.rule("ORG-8")
def test_only_an_owner_of_both_or_of_one_beside_an_ownerless_one_merges(client: Client, session: Session) -> None:
    both = twins()
    plain, stranger = a_customer(email=f"plain@{DOMAIN}"), a_customer()
    a_member(both.target, plain)
    a_member(both.source, plain)
    assert statuses(client, both, both.owner) == (200, 403)
    assert statuses(client, both, plain) == (403, 403)
    assert statuses(client, both, stranger) == (404, 404)
    a_member(both.source, a_customer(email=f"other@{DOMAIN}"), is_owner=True)
    both.source.ownerless_since = None
    db.session.commit()
    assert statuses(client, both, both.owner) == (403, 403)


def statuses(client: Client, both: Twins, who: User) -> tuple[int, int]:
    """What somebody gets of the preview of either way."""
    sign_in(client, db.session.merge(who))
    back = f"/organizations/{both.source_id}/merge/{both.target_id}"
    return client.get(both.path).status_code, client.get(back).status_code


def test_an_unknown_merge_is_not_found(client: Client, session: Session) -> None:
    both = twins()
    done, stranger = merged(both), a_customer()
    sign_in(client, stranger)
    assert client.get(f"/organizations/merges/{done}/undo").status_code == 404
    assert client.get(f"/organizations/merges/{new_id()}/undo").status_code == 404
    assert db.session.get_one(Organization, both.source_id).merged_into_id == both.target_id
