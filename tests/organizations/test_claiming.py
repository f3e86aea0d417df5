"""An organization without an owner: who makes themself Owner, who hears of it, who objects, how it ends."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.kit import db
from tbc.kit.clock import now, told
from tbc.organizations.models import Organization, RecoveryCase
from tbc.organizations.queries.cases import is_contested
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.service import claiming, deciding
from tests.accounts.journeys import letters
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.organizations.merges import member
from tests.people import a_customer, acting, an_administrator, sign_in


def claimed(email: str = f"claimer@{DOMAIN}") -> tuple[UUID, UUID, UUID]:
    """An organization with a plain member that a colleague has claimed: its id, the colleague's, the case's."""
    organization = an_organization(None)
    a_member(organization, a_customer(email=f"plain@{DOMAIN}"))
    claimer = acting(a_customer(email=email))
    found = lock_organization(claimer, organization.id)
    assert found
    case = claiming.claim(claimer, found)
    db.session.commit()
    return organization.id, case.user_id, case.id


def case_of(case_id: UUID) -> RecoveryCase:
    """As it is now."""
    return db.session.get_one(RecoveryCase, case_id, populate_existing=True)


@pytest.mark.rule("ORG-9")
def test_a_colleague_makes_themself_owner_and_all_are_told(client: Client, session: Session) -> None:
    organization = an_organization(None).id
    a_member(db.session.get_one(Organization, organization), a_customer(email=f"plain@{DOMAIN}"))
    claimer = a_customer(email=f"claimer@{DOMAIN}")
    own = claimer.id
    sign_in(client, claimer)
    path = f"/organizations/{organization}/claim"
    assert client.get(f"/organizations/{organization}/recovery").location == path
    assert client.submit(path).status_code == 422
    assert client.submit(path, {"agreed": "y"}).status_code == 303
    assert member(organization, own).is_owner
    assert db.session.get_one(Organization, organization, populate_existing=True).ownerless_since is None
    written = {letter.to: letter.body_text for letter in letters(kind="ownership-claimed")}
    assert written.keys() == {f"plain@{DOMAIN}", f"sakura@{DOMAIN}"}
    assert f"claimer@{DOMAIN}" in written[f"plain@{DOMAIN}"]
    assert "/organizations/objections/" in written[f"sakura@{DOMAIN}"]
    assert "/objections/" not in written[f"plain@{DOMAIN}"]
    events = db.session.query(AuditEvent).filter_by(act="ownership-claimed", organization_id=organization)
    assert events.count() == 1
    assert client.get(path).location == f"/organizations/{organization}/recovery"


@pytest.mark.rule("ORG-9")
def test_unopposed_for_seven_days_it_stands(session: Session) -> None:
    organization, claimer, case = claimed()
    assert is_contested(db.session.get_one(Organization, organization))
    deciding.tend_cases()
    assert case_of(case).closed_at is None
    with told(now() + timedelta(days=7, minutes=1)):
        deciding.tend_cases()
    assert case_of(case).decision == "granted"
    assert member(organization, claimer).is_owner
    assert not is_contested(db.session.get_one(Organization, organization))


@pytest.mark.rule("ORG-9")
def test_a_member_objects_and_staff_take_the_right_back(client: Client, session: Session) -> None:
    organization, claimer, case = claimed()
    plain = db.session.query(type(a_customer())).filter_by(email=f"plain@{DOMAIN}").one()
    sign_in(client, plain)
    path = f"/organizations/cases/{case}/objection"
    assert f"claimer@{DOMAIN}" in client.get(path).get_data(as_text=True)
    assert client.submit(path, {"reason": "あ" * 1001}).status_code == 422
    assert client.submit(path, {"reason": "退職した人です"}).status_code == 303
    assert "異議を受け付けています" in client.get(path).get_data(as_text=True)
    assert [letter.to for letter in letters(kind="recovery-objected")] == [f"claimer@{DOMAIN}"]
    with told(now() + timedelta(days=8)):
        deciding.tend_cases()
    assert case_of(case).closed_at is None
    sign_in(client, an_administrator())
    decided = client.submit(f"/desk/recoveries/{case}", {"decision": "refuse", "reason": "在籍を確認できないため"})
    assert decided.status_code == 303
    assert not member(organization, claimer).is_owner
    assert db.session.get_one(Organization, organization, populate_existing=True).ownerless_since
    told_people = {letter.to for letter in letters(kind="ownership-taken-back")}
    assert told_people == {f"claimer@{DOMAIN}", f"plain@{DOMAIN}"}


@pytest.mark.rule("ORG-9")
def test_the_contact_objects_by_the_mailed_link_without_an_account(client: Client, session: Session) -> None:
    _organization, _claimer, case = claimed()
    text = letters(f"sakura@{DOMAIN}", "ownership-claimed")[0].body_text
    found = re.search(r"/organizations/objections/\S+", text)
    assert found
    assert client.submit(found[0], {"reason": "心当たりがありません"}).status_code == 303
    after = case_of(case)
    assert after.objected_at
    assert after.objected_by_id is None
    assert client.get("/organizations/objections/nonsense").status_code == 410
    deciding.grant(acting(an_administrator()), case_of(case), "確認済み")
    db.session.commit()
    assert client.get(found[0]).status_code == 410


@pytest.mark.rule("ORG-9")
def test_who_claimed_it_cannot_end_the_time_to_object(client: Client, session: Session) -> None:
    _organization, claimer, case = claimed()
    sign_in(client, db.session.get_one(type(a_customer()), claimer))
    assert client.get(f"/organizations/cases/{case}").status_code == 200
    client.submit("/reset-password", to=f"/organizations/cases/{case}/withdrawal")
    assert case_of(case).closed_at is None
    assert client.get(f"/organizations/cases/{case}/objection").status_code == 404


@pytest.mark.rule("ORG-9")
def test_strangers_and_guests_claim_nothing(client: Client, session: Session) -> None:
    organization = an_organization(None)
    guest = a_customer()
    a_member(organization, guest, standing="guest")
    path = f"/organizations/{organization.id}/claim"
    for who, status in ((a_customer(), 404), (guest, 403)):
        sign_in(client, db.session.merge(who))
        assert client.get(path).status_code == status


@pytest.mark.rule("ORG-9")
def test_who_was_refused_does_not_claim_it_again_at_once(client: Client, session: Session) -> None:
    organization, claimer, case = claimed()
    deciding.refuse(acting(an_administrator()), case_of(case), "在籍を確認できないため")
    db.session.commit()
    sign_in(client, db.session.get_one(type(a_customer()), claimer))
    answer = client.submit(f"/organizations/{organization}/claim", {"agreed": "y"})
    assert answer.status_code == 422
    assert "30日たってから" in answer.get_data(as_text=True)
    again = lock_organization(acting(a_customer(email=f"another@{DOMAIN}")), organization)
    assert again
    assert again.ownerless_since
    db.session.get_one(RecoveryCase, case).opened_at = now() - timedelta(days=31)
    db.session.commit()
    assert client.submit(f"/organizations/{organization}/claim", {"agreed": "y"}).status_code == 303
