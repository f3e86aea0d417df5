"""Founding an organization: one per domain, whoever comes first."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.rules.addresses import Reason
from tbc.organizations.models import Domain, Member, Organization, SplitDomain
from tbc.organizations.service import founding
from tbc.organizations.service.contact import ContactRefused
from tests.accounts.journeys import acts
from tests.organizations.given import DOMAIN, an_organization
from tests.people import a_customer, acting

pytestmark = pytest.mark.rule("ORG-1")


@pytest.mark.rule("ORG-2")
def test_makes_the_founder_its_one_owner_and_contact(session: Session) -> None:
    sakura = a_customer(email=f"sakura@{DOMAIN}")
    organization = founding.found(acting(sakura), "高崎見本株式会社", sakura.email)
    member = session.scalars(select(Member)).one()
    assert (member.user_id, member.is_owner, member.standing) == (sakura.id, True, "domain")
    assert organization.contact_email == sakura.email
    assert session.scalars(select(Domain.domain)).all() == [DOMAIN]
    assert acts() == ["organization-founded"]


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("a@sales.example.co.jp", "example.co.jp"),
        ("a@example.co.jp", "example.co.jp"),
        ("a@kikaku.example.jp", "example.jp"),
        ("a@Xn--r8jz45g.jp".lower(), "xn--r8jz45g.jp"),
        ("a@hisho.city.takasaki.gunma.jp", "city.takasaki.gunma.jp"),
    ],
)
def test_is_for_the_registrable_domain(session: Session, email: str, domain: str) -> None:
    assert founding.foundable_domain(acting(a_customer(email=email))) == domain


def test_follows_what_staff_have_split(session: Session) -> None:
    session.add(SplitDomain(domain="example.lg.jp", reason="都道府県"))
    session.flush()
    person = a_customer(email="a@soumu.pref.example.lg.jp")
    assert founding.foundable_domain(acting(person)) == "pref.example.lg.jp"


@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("a@co.jp", Reason.NOTHING_REGISTRABLE),
        ("a@lg.jp", Reason.NOTHING_REGISTRABLE),
        ("a@localhost.invalid", Reason.NOTHING_REGISTRABLE),
        ("a@gmail.com", Reason.FREE_MAIL),
        ("a@mailinator.com", Reason.DISPOSABLE),
    ],
)
def test_is_refused_where_the_domain_is_no_companys(session: Session, email: str, reason: Reason) -> None:
    # Staff may have let the address in: it is proven, and founds nothing all the same.
    with pytest.raises(founding.DomainUnfit) as refused:
        founding.found(acting(a_customer(email=email)), "名前", email)
    assert refused.value.reason is reason
    assert session.scalars(select(Organization)).all() == []


@pytest.mark.parametrize("email", ["b@example.co.jp", "b@sales.example.co.jp"])
def test_is_refused_where_there_is_one(session: Session, email: str) -> None:
    an_organization(a_customer(email=f"sakura@{DOMAIN}"))
    with pytest.raises(founding.DomainTaken):
        founding.found(acting(a_customer(email=email)), "二つ目", email)
    assert len(session.scalars(select(Organization)).all()) == 1


def test_is_refused_while_a_deleted_one_can_come_back(session: Session) -> None:
    from tbc.kit.clock import now

    an_organization(a_customer(email=f"sakura@{DOMAIN}"), deleted_at=now(), purge_at=now())
    late = a_customer(email=f"late@{DOMAIN}")
    with pytest.raises(founding.DomainTaken):
        founding.found(acting(late), "二つ目", late.email)


def test_takes_no_notice_of_a_partners_organization(session: Session) -> None:
    an_organization(None, source="partner")
    person = a_customer(email=f"second@{DOMAIN}")
    founding.found(acting(person), "高崎見本株式会社", person.email)
    assert {row.source for row in session.scalars(select(Organization))} == {"direct", "partner"}


@pytest.mark.parametrize("contact", ["joho@sales.example.co.jp", "INFO@EXAMPLE.CO.JP", f"sakura@{DOMAIN}"])
def test_takes_any_address_of_the_domain_as_contact(session: Session, contact: str) -> None:
    sakura = a_customer(email=f"sakura@{DOMAIN}")
    organization = founding.found(acting(sakura), "名前", contact)
    assert organization.contact_email.lower() == contact.lower()


@pytest.mark.parametrize("contact", ["taro@example.or.jp", "not an address", "a@exаmple.co.jp", "a@b"])
def test_refuses_a_strangers_contact_and_founds_nothing(session: Session, contact: str) -> None:
    sakura = a_customer(email=f"sakura@{DOMAIN}")
    with pytest.raises(ContactRefused):
        founding.found(acting(sakura), "名前", contact)
    assert session.scalars(select(Organization)).all() == []
