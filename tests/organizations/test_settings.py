"""Settings: contact e-mail, how people come in, second factor, further domains."""

from __future__ import annotations

from uuid import UUID

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.accounts.proofs import LinkSpent
from tbc.accounts.service.addresses import AddressRefused
from tbc.organizations.models import Organization
from tbc.organizations.queries.domains import list_domains
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.queries.proving import OfOrganization, find_domain_proof
from tbc.organizations.service import contact, domains, settings
from tbc.organizations.service.founding import DomainTaken
from tbc.organizations.service.notices import write_to_members
from tests.accounts.journeys import acts, letters, link
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.people import a_customer, acting

JOBS = text("SELECT args FROM procrastinate_jobs WHERE task_name = 'tell-members' ORDER BY id")


def mails_to_members(session: Session) -> None:
    """What the worker does, in this test's transaction."""
    for arguments in session.execute(JOBS).scalars().all():
        write_to_members(**arguments)


@pytest.mark.rule("ORG-5")
def test_all_members_hear_of_a_new_contact_and_who_owns(
    session: Session, organization: Organization, owner: User
) -> None:
    people = [a_customer(email=f"person{n}@{DOMAIN}", language="en" if n else "ja") for n in range(3)]
    for person in people:
        a_member(organization, person)
    contact.change_contact(acting(owner), organization, f"joho@{DOMAIN}")
    contact.change_contact(acting(owner), organization, f"joho@{DOMAIN}")
    mails_to_members(session)
    told = letters(kind="organization-contact-changed")
    assert {letter.to for letter in told} == {owner.email, *(person.email for person in people)}
    assert all(f"joho@{DOMAIN}" in letter.body_text and owner.email in letter.body_text for letter in told)
    assert {letter.language for letter in told} == {"ja", "en"}
    assert acts() == ["organization-contact-changed"]


@pytest.mark.rule("ORG-5")
def test_a_guests_address_will_do_as_contact_and_a_strangers_not(organization: Organization, owner: User) -> None:
    with pytest.raises(contact.ContactRefused):
        contact.change_contact(acting(owner), organization, "guest@example.or.jp")
    a_member(organization, a_customer(email="guest@example.or.jp"), standing="guest")
    contact.change_contact(acting(owner), organization, "guest@example.or.jp")
    assert organization.contact_email == "guest@example.or.jp"


@pytest.mark.rule("ACC-3")
def test_all_members_hear_that_a_second_factor_is_asked_for(
    session: Session, organization: Organization, owner: User
) -> None:
    wanted = settings.Settings(name="新しい名前", joining="domain", needs_second_factor=True)
    settings.change_settings(acting(owner), organization, wanted)
    settings.change_settings(acting(owner), organization, wanted)
    mails_to_members(session)
    assert (organization.name, organization.joining, organization.needs_second_factor) == ("新しい名前", "domain", True)
    assert [letter.kind for letter in letters(owner.email)] == ["organization-factor-changed"]
    assert acts() == ["organization-changed", "organization-factor-changed"]


def proven(organization: Organization, owner: User, email: str) -> str:
    """Ask for the proof of a further domain; the token of the mailed link."""
    domains.ask_proof(acting(owner), organization, email)
    return link(letters(email)[-1]).rpartition("/")[2]


@pytest.mark.rule("ORG-1")
def test_a_further_domain_is_proven_by_its_mail_once(organization: Organization, owner: User) -> None:
    guest = a_customer(email="guest@kiryu.example.or.jp")
    a_member(organization, guest, standing="guest")
    token = proven(organization, owner, "hanako@kiryu.example.or.jp")
    letter = letters("hanako@kiryu.example.or.jp")[0]
    assert organization.name not in letter.body_text
    found = find_domain_proof(token)
    assert found is not None
    domains.prove(acting(owner), found[0])
    assert [row.domain for row in list_domains(organization)] == [DOMAIN, "example.or.jp"]
    member = find_member(organization.id, guest.id)
    assert member is not None
    assert member.standing == "domain"
    assert [mail.kind for mail in letters(owner.email)] == ["organization-domain-added"]
    with pytest.raises(LinkSpent):
        domains.prove(acting(owner), found[0])


@pytest.mark.rule("ORG-1")
def test_a_proof_ends_after_a_day(organization: Organization, owner: User) -> None:
    found = find_domain_proof(proven(organization, owner, "hanako@example.or.jp"))
    assert found is not None
    with time_machine.travel(found[0].expires_at, tick=False), pytest.raises(LinkSpent):
        domains.prove(acting(owner), found[0])


@pytest.mark.rule("ORG-1")
@pytest.mark.parametrize("email", ["a@gmail.com", "info@example.or.jp", "a@lg.jp", "a@exаmple.jp", "a@mailinator.com"])
def test_no_companys_domain_is_refused(organization: Organization, owner: User, email: str) -> None:
    with pytest.raises(AddressRefused):
        domains.ask_proof(acting(owner), organization, email)


@pytest.mark.rule("ORG-1")
def test_a_taken_domain_is_refused_also_if_taken_since(organization: Organization, owner: User) -> None:
    with pytest.raises(domains.AlreadyOurs):
        domains.ask_proof(acting(owner), organization, f"a@SALES.{DOMAIN}")
    token = proven(organization, owner, "a@example.or.jp")
    an_organization(None, "example.or.jp")
    with pytest.raises(DomainTaken):
        domains.ask_proof(acting(owner), organization, "b@example.or.jp")
    found = find_domain_proof(token)
    assert found is not None
    with pytest.raises(DomainTaken):
        domains.prove(acting(owner), found[0])


def further(session: Session, organization: Organization, domain: str) -> OfOrganization:
    """A further domain that is proven."""
    from tbc.organizations.models import Domain

    row = Domain(organization_id=organization.id, domain=domain, source="direct")
    session.add(row)
    session.flush()
    return OfOrganization(organization, row)


@pytest.mark.rule("ORG-1")
def test_a_domain_goes_but_never_the_last_nor_an_owners(
    session: Session, organization: Organization, owner: User
) -> None:
    first = OfOrganization(organization, list_domains(organization)[0])
    with pytest.raises(domains.LastDomain):
        domains.remove_domain(acting(owner), first)
    second = further(session, organization, "example.or.jp")
    person = a_customer(email="a@example.or.jp")
    a_member(organization, person)
    with pytest.raises(domains.OwnersDomain):
        domains.remove_domain(acting(owner), first)
    domains.remove_domain(acting(owner), second)
    member = find_member(organization.id, person.id)
    assert member is not None
    assert member.standing == "guest"


def test_a_letter_to_all_is_not_written_once_the_organization_is_gone(session: Session) -> None:
    write_to_members("organization-contact-changed", str(UUID(int=1)))
    assert letters() == []
