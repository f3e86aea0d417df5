"""Inviting by e-mail: seven days, one person, whoever has the address."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.limits import TooManyTries
from tbc.accounts.models import User
from tbc.accounts.service.addresses import AddressRefused
from tbc.organizations.models import AccountMember, Invitation, Organization
from tbc.organizations.queries.asking import Invited, find_invitation, find_own_invitation, list_own_invitations
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service import inviting
from tests.accounts.journeys import letters, link
from tests.organizations.given import DOMAIN, an_account, an_organization
from tests.people import a_customer, acting

pytestmark = pytest.mark.rule("ORG-3")


@pytest.fixture
def organization(owner: User) -> Organization:
    return an_organization(owner, name="お急ぎください http://evil.example.net")


def test_mails_a_link_with_no_words_that_strangers_chose(organization: Organization, owner: User) -> None:
    invitation = inviting.invite(acting(owner), organization, "taro@example.or.jp")
    letter = letters("taro@example.or.jp")[0]
    assert invitation.expires_at - invitation.invited_at == timedelta(days=7)
    assert owner.email in letter.body_text
    assert DOMAIN in letter.subject
    for said in (letter.body_text, letter.body_html, letter.subject):
        assert organization.name not in said
        assert owner.name not in said
    token = link(letter).rpartition("/")[2]
    assert token.encode() not in invitation.token_hash
    found = find_invitation(token)
    assert found is not None
    assert found[0].id == invitation.id


@pytest.mark.parametrize(("email", "standing"), [(f"b@sales.{DOMAIN}", "domain"), ("b@example.or.jp", "guest")])
def test_lets_in_as_member_or_guest(organization: Organization, owner: User, email: str, standing: str) -> None:
    invitation = inviting.invite(acting(owner), organization, email, creates_accounts=True)
    person = a_customer(email=email)
    assert [row.Organization for row in list_own_invitations(acting(person))] == [organization]
    inviting.accept(acting(person), invitation)
    member = find_member(organization.id, person.id)
    assert member is not None
    assert (member.standing, member.creates_accounts, member.is_owner) == (standing, True, False)
    assert list_own_invitations(acting(person)) == []


@pytest.mark.rule("ORG-6")
def test_can_lead_into_a_company_account(session: Session, organization: Organization, owner: User) -> None:
    account = an_account(organization)
    invitation = inviting.invite(acting(owner), organization, "b@example.or.jp", account_id=account.id)
    person = a_customer(email="b@example.or.jp")
    inviting.accept(acting(person), invitation)
    assert session.get(AccountMember, (account.id, person.id)) is not None


def test_is_for_one_address_in_whatever_case(organization: Organization, owner: User) -> None:
    invitation = inviting.invite(acting(owner), organization, "Taro@Example.Or.Jp")
    with pytest.raises(inviting.ForeignInvitation):
        inviting.accept(acting(a_customer(email="jiro@example.or.jp")), invitation)
    taro = a_customer(email="taro@example.or.jp")
    inviting.accept(acting(taro), invitation)
    assert find_member(organization.id, taro.id) is not None


@pytest.mark.parametrize("kind", ["renewal-only"])
def test_is_for_customers_alone(organization: Organization, owner: User, kind: str) -> None:
    invitation = inviting.invite(acting(owner), organization, "b@example.or.jp")
    with pytest.raises(inviting.NoCustomer):
        inviting.accept(acting(a_customer(email="b@example.or.jp", kind=kind)), invitation)


def test_is_used_once(organization: Organization, owner: User) -> None:
    invitation = inviting.invite(acting(owner), organization, "b@example.or.jp")
    person = a_customer(email="b@example.or.jp")
    inviting.accept(acting(person), invitation)
    with pytest.raises(inviting.InvitationSpent):
        inviting.accept(acting(person), invitation)


def test_ends_after_seven_days(organization: Organization, owner: User) -> None:
    invitation = inviting.invite(acting(owner), organization, "b@example.or.jp")
    person = a_customer(email="b@example.or.jp")
    with time_machine.travel(invitation.expires_at, tick=False):
        assert find_own_invitation(acting(person), invitation.id) is None
        with pytest.raises(inviting.InvitationSpent):
            inviting.accept(acting(person), invitation)


def test_is_void_once_revoked_or_sent_again(organization: Organization, owner: User) -> None:
    invitation = inviting.invite(acting(owner), organization, "b@example.or.jp")
    first = link(letters("b@example.or.jp")[0]).rpartition("/")[2]
    inviting.send_again(acting(owner), Invited(organization, invitation))
    assert find_invitation(first) is None
    inviting.revoke(acting(owner), Invited(organization, invitation))
    with pytest.raises(inviting.InvitationSpent):
        inviting.accept(acting(a_customer(email="b@example.or.jp")), invitation)


def test_of_a_deleted_organization_leads_nowhere(organization: Organization, owner: User) -> None:
    invitation = inviting.invite(acting(owner), organization, "b@example.or.jp")
    organization.deleted_at = organization.purge_at = invitation.expires_at
    with pytest.raises(inviting.InvitationSpent):
        inviting.accept(acting(a_customer(email="b@example.or.jp")), invitation)


def test_to_the_same_address_renews_the_open_one(session: Session, organization: Organization, owner: User) -> None:
    first = inviting.invite(acting(owner), organization, "b@example.or.jp", creates_accounts=True)
    second = inviting.invite(acting(owner), organization, "B@EXAMPLE.or.jp")
    assert second is first
    assert second.creates_accounts
    assert len(session.scalars(select(Invitation)).all()) == 1
    inviting.revoke(acting(owner), Invited(organization, second))
    assert inviting.invite(acting(owner), organization, "b@example.or.jp") is not first


def test_of_a_member_is_refused(organization: Organization, owner: User) -> None:
    with pytest.raises(inviting.AlreadyMember):
        inviting.invite(acting(owner), organization, owner.email.upper())


@pytest.mark.parametrize("email", ["info@example.or.jp", "a@gmail.com", "a+b@example.or.jp", "a@co.jp", "nobody"])
def test_takes_only_what_can_sign_up(organization: Organization, owner: User, email: str) -> None:
    with pytest.raises(AddressRefused):
        inviting.invite(acting(owner), organization, email)
    assert letters() == []


def test_is_limited_per_address(organization: Organization, owner: User) -> None:
    for _ in range(inviting.TO_ONE_ADDRESS.tries):
        inviting.invite(acting(owner), organization, "b@example.or.jp")
    with pytest.raises(TooManyTries):
        inviting.invite(acting(owner), organization, "b@example.or.jp")
    assert len(letters("b@example.or.jp")) == inviting.TO_ONE_ADDRESS.tries


@pytest.mark.rule("ACC-4")
def test_tells_known_and_unknown_addresses_the_same(
    organization: Organization, owner: User, statements: list[str]
) -> None:
    known = a_customer("既知　太郎", email="known@example.or.jp")
    work = []
    for email in (known.email, "other@example.or.jp"):
        statements.clear()
        inviting.invite(acting(owner), organization, email)
        work.append(len(statements))
    mails = [letters(email)[0] for email in (known.email, "other@example.or.jp")]
    assert mails[0].subject == mails[1].subject
    assert known.name not in mails[0].body_text
    assert abs(work[0] - work[1]) <= 1
