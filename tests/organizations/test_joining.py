"""Asking to come in: with a reason, decided by an owner, or lapsed by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.limits import TooManyTries
from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.organizations.models import JoinRequest, Organization
from tbc.organizations.queries.asking import Asked, list_own_requests, list_waiting
from tbc.organizations.queries.organizations import find_member, find_organization
from tbc.organizations.service import joining, upkeep
from tests.accounts.journeys import acts, letters
from tests.organizations.given import DOMAIN, a_member
from tests.people import a_customer, acting

pytestmark = pytest.mark.rule("ORG-3")


@pytest.fixture
def colleague(session: Session) -> User:
    return a_customer("同僚　光", email=f"hikari@sales.{DOMAIN}", language="en")


def asked(organization: Organization, person: User, kind: str = joining.JOIN) -> Asked:
    request = joining.ask(acting(person), organization, kind, "営業部で使います。")
    return Asked(organization, request, person)


def test_tells_the_owners_and_waits_for_fourteen_days(organization: Organization, colleague: User, owner: User) -> None:
    request = asked(organization, colleague).request
    assert request.lapses_at - request.asked_at == timedelta(days=14)
    letter = letters(owner.email)[0]
    assert letter.kind == "organization-asked"
    assert colleague.email in letter.body_text
    assert "営業部で使います。" not in letter.body_text
    assert [row.User for row in list_waiting(organization.id)] == [colleague]
    assert acts() == ["organization-asked"]


def test_twice_is_once(organization: Organization, colleague: User) -> None:
    asked(organization, colleague)
    with pytest.raises(joining.AlreadyAsked):
        asked(organization, colleague)
    asked(organization, colleague, joining.CREATE_ACCOUNTS)
    assert len(list_waiting(organization.id)) == 2


def test_of_who_is_in_is_refused(organization: Organization, owner: User) -> None:
    for kind in (joining.JOIN, joining.CREATE_ACCOUNTS):
        with pytest.raises(joining.AlreadyHeld):
            asked(organization, owner, kind)


@pytest.mark.rule("ORG-4")
@pytest.mark.parametrize("kind", [joining.JOIN, joining.CREATE_ACCOUNTS])
def test_approved_makes_a_domain_member(organization: Organization, colleague: User, owner: User, kind: str) -> None:
    joining.approve(acting(owner), asked(organization, colleague, kind))
    member = find_member(organization.id, colleague.id)
    assert member is not None
    assert (member.standing, member.is_owner) == ("domain", False)
    assert member.creates_accounts is (kind == joining.CREATE_ACCOUNTS)
    letter = letters(colleague.email)[0]
    assert (letter.kind, letter.language) == ("organization-approved", "en")


@pytest.mark.rule("ORG-4")
def test_gives_a_guest_the_right_and_nothing_else(organization: Organization, owner: User) -> None:
    guest = a_customer(email="guest@example.or.jp")
    a_member(organization, guest, standing="guest")
    joining.approve(acting(owner), asked(organization, guest, joining.CREATE_ACCOUNTS))
    member = find_member(organization.id, guest.id)
    assert member is not None
    assert (member.standing, member.creates_accounts) == ("guest", True)


def test_refused_says_why(organization: Organization, colleague: User, owner: User) -> None:
    joining.refuse(acting(owner), asked(organization, colleague), "部署の代表の方が参加済みです。")
    assert find_member(organization.id, colleague.id) is None
    assert "部署の代表の方が参加済みです。" in letters(colleague.email)[0].body_text
    assert [row.JoinRequest.decision for row in list_own_requests(acting(colleague))] == ["refused"]


def test_decided_once_stays_decided(organization: Organization, colleague: User, owner: User) -> None:
    one = asked(organization, colleague)
    joining.refuse(acting(owner), one, "理由")
    for again in (
        lambda: joining.approve(acting(owner), one),
        lambda: joining.refuse(acting(owner), one, "理由"),
        lambda: joining.withdraw(acting(colleague), one.request),
    ):
        with pytest.raises(joining.RequestClosed):
            again()


def test_withdrawn_can_be_asked_again(organization: Organization, colleague: User) -> None:
    joining.withdraw(acting(colleague), asked(organization, colleague).request)
    assert list_waiting(organization.id) == []
    asked(organization, colleague)


def test_asking_over_and_over_is_limited(organization: Organization, colleague: User) -> None:
    for _ in range(joining.BY_ONE_PERSON.tries):
        joining.withdraw(acting(colleague), asked(organization, colleague).request)
    with pytest.raises(TooManyTries):
        asked(organization, colleague)


def test_of_somebody_who_moved_away_is_not_approved(organization: Organization, colleague: User, owner: User) -> None:
    one = asked(organization, colleague)
    colleague.email = "hikari@example.or.jp"
    with pytest.raises(joining.NoLongerColleague):
        joining.approve(acting(owner), one)


def test_undecided_lapses_and_both_are_told(
    session: Session, organization: Organization, colleague: User, owner: User
) -> None:
    one = asked(organization, colleague)
    before = len(letters(owner.email))
    with time_machine.travel(one.request.lapses_at - timedelta(minutes=1), tick=False):
        upkeep.lapse_requests()
        assert one.request.decision is None
    with time_machine.travel(one.request.lapses_at, tick=False):
        with pytest.raises(joining.RequestClosed):
            joining.approve(acting(owner), one)
        upkeep.lapse_requests()
        upkeep.lapse_requests()
    session.refresh(one.request)
    assert one.request.decision == "lapsed"
    assert [letter.kind for letter in letters(colleague.email)] == ["organization-lapsed"]
    assert [letter.kind for letter in letters(owner.email)[before:]] == ["organization-lapsed"]


@pytest.mark.rule("ORG-9")
def test_lapsed_goes_to_staff_once(session: Session, organization: Organization, colleague: User) -> None:
    one = asked(organization, colleague)
    with pytest.raises(joining.NotLapsed):
        joining.escalate(acting(colleague), one.request)
    one.request.lapses_at = now()
    upkeep.lapse_requests()
    joining.escalate(acting(colleague), one.request)
    assert one.request.escalated_at is not None
    with pytest.raises(joining.NotLapsed):
        joining.escalate(acting(colleague), one.request)
    assert session.scalars(select(JoinRequest).where(JoinRequest.escalated_at.is_not(None))).one() is one.request


def test_is_not_needed_where_the_domain_joins_by_itself(organization: Organization, colleague: User) -> None:
    found = find_organization(acting(colleague), organization.id)
    assert found is not None
    with pytest.raises(joining.NotOpen):
        joining.join(acting(colleague), found)
    open_request = asked(organization, colleague).request
    organization.joining = "domain"
    joining.join(acting(colleague), found)
    assert find_member(organization.id, colleague.id) is not None
    assert open_request.decision == "withdrawn"


def test_by_oneself_is_for_the_domains_people_alone(organization: Organization) -> None:
    organization.joining = "domain"
    stranger = a_customer(email="taro@example.or.jp")
    assert find_organization(acting(stranger), organization.id) is None
    with pytest.raises(joining.NotOpen):
        joining.join(acting(stranger), organization)
