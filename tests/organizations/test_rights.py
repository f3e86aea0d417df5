"""Rights: owners give and take them, and one owner always stays."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.organizations.models import AccountMember, JoinRequest, Organization
from tbc.organizations.queries.members import Membership, list_sole_ownerships, lock_membership
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service import joining, leaving, rights
from tests.accounts.journeys import acts, letters
from tests.organizations.given import DOMAIN, a_member, an_account, an_organization
from tests.people import a_customer, acting


@pytest.fixture
def colleague(organization: Organization) -> User:
    person = a_customer("同僚　光", email=f"hikari@{DOMAIN}")
    a_member(organization, person)
    return person


def of(organization: Organization, person: User, by: User | None = None) -> Membership:
    found = lock_membership(acting(by or person), organization.id, person.id)
    assert found is not None
    return found


@pytest.mark.rule("ORG-2")
def test_owners_appoint_more_and_tell_them(organization: Organization, owner: User, colleague: User) -> None:
    rights.appoint(acting(owner), of(organization, colleague))
    rights.appoint(acting(owner), of(organization, colleague))
    member = find_member(organization.id, colleague.id)
    assert member is not None
    assert member.is_owner
    assert [letter.kind for letter in letters(colleague.email)] == ["organization-owner-appointed"]
    assert acts() == ["organization-owner-appointed"]


@pytest.mark.rule("ORG-3")
def test_a_guest_never_owns(organization: Organization, owner: User) -> None:
    guest = a_customer(email="guest@example.or.jp")
    a_member(organization, guest, standing="guest")
    with pytest.raises(rights.GuestsOwnNothing):
        rights.appoint(acting(owner), of(organization, guest))
    with pytest.raises(rights.GuestsOwnNothing):
        leaving.hand_over(acting(owner), of(organization, owner), of(organization, guest))


@pytest.mark.rule("ORG-2")
def test_the_last_owner_neither_goes_nor_is_demoted(organization: Organization, owner: User, colleague: User) -> None:
    own = of(organization, owner)
    for act in (rights.demote, rights.remove, leaving.leave):
        with pytest.raises(rights.LastOwner):
            act(acting(owner), own)
    assert acts() == []
    rights.appoint(acting(owner), of(organization, colleague))
    leaving.leave(acting(owner), of(organization, owner))
    assert find_member(organization.id, owner.id) is None


@pytest.mark.rule("ORG-2")
def test_a_demoted_owner_stays_a_member_and_hears_of_it(
    organization: Organization, owner: User, colleague: User
) -> None:
    rights.appoint(acting(owner), of(organization, colleague))
    rights.demote(acting(colleague), of(organization, owner))
    member = find_member(organization.id, owner.id)
    assert member is not None
    assert not member.is_owner
    assert [letter.kind for letter in letters(owner.email)] == ["organization-owner-demoted"]


@pytest.mark.rule("ORG-4")
def test_the_right_to_create_company_accounts_comes_and_goes(
    organization: Organization, owner: User, colleague: User
) -> None:
    for act, held in ((rights.grant, True), (rights.grant, True), (rights.revoke, False), (rights.revoke, False)):
        act(acting(owner), of(organization, colleague))
        assert of(organization, colleague).member.creates_accounts is held
    kinds = [letter.kind for letter in letters(colleague.email)]
    assert kinds == ["organization-right-granted", "organization-right-revoked"]


@pytest.mark.rule("ORG-6")
def test_who_is_removed_leaves_the_company_accounts_too(
    session: Session, organization: Organization, owner: User, colleague: User
) -> None:
    an_account(organization, owner, [colleague])
    elsewhere = an_account(an_organization(owner, "example.or.jp"), owner, [colleague])
    joining.ask(acting(colleague), organization, joining.CREATE_ACCOUNTS, "理由")
    rights.remove(acting(owner), of(organization, colleague))
    assert find_member(organization.id, colleague.id) is None
    left = select(AccountMember.account_id).where(AccountMember.user_id == colleague.id)
    assert session.scalars(left).all() == [elsewhere.id]
    assert session.scalars(select(JoinRequest.decision)).one() == "withdrawn"
    assert [letter.kind for letter in letters(colleague.email)] == ["organization-member-removed"]


@pytest.mark.rule("ORG-2")
def test_handing_over_appoints_and_leaves_in_one_step(organization: Organization, owner: User, colleague: User) -> None:
    leaving.hand_over(acting(owner), of(organization, owner), of(organization, colleague))
    assert find_member(organization.id, owner.id) is None
    assert of(organization, colleague).member.is_owner
    assert acts() == ["organization-owner-appointed", "organization-left"]
    with pytest.raises(leaving.NotToOneself):
        leaving.hand_over(acting(colleague), of(organization, colleague), of(organization, colleague))


@pytest.mark.rule("ORG-2", "ACC-6")
def test_who_owns_alone_is_known_before_an_account_closes(
    organization: Organization, owner: User, colleague: User
) -> None:
    assert [found.id for found in list_sole_ownerships(owner.id)] == [organization.id]
    assert list_sole_ownerships(colleague.id) == []
    rights.appoint(acting(owner), of(organization, colleague))
    assert list_sole_ownerships(owner.id) == []


def test_an_ownerless_organization_is_so_no_longer_once_it_has_an_owner(session: Session) -> None:
    organization = an_organization(None)
    person = a_customer(email=f"hikari@{DOMAIN}")
    a_member(organization, person)
    rights.appoint(acting(person), of(organization, person))
    assert organization.ownerless_since is None
