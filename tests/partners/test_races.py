"""People of one company at the same moment: one organization, one account each (PRT-2, PRT-3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine

from tbc.accounts.models import User
from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.organizations.models import Domain, Member, Organization
from tbc.partner_settings import PartnerProvider
from tbc.partners.models import Identity
from tbc.partners.queries.identities import find_identity
from tbc.partners.rules.claims import Told
from tbc.partners.service.registration import register
from tbc.partners.service.signing_in import Arrival, arrive
from tbc.policy import ANONYMOUS
from tests.people import a_customer, acting

AT_ONCE = 20
PORTAL = PartnerProvider("demo", "ポータル", "https://login.example.com", "tbc", "secret")
Many = Callable[[Callable[[int], None]], list[str]]


@pytest.fixture
def many(fresh_database: str) -> Iterator[Many]:
    """A function that does one act twenty times at the same moment, and tells which errors there were."""
    engine = create_engine(fresh_database, pool_size=AT_ONCE)
    db.bind(engine)

    def run(act: Callable[[int], None]) -> list[str]:
        session.remove()
        together = Barrier(AT_ONCE)

        def one(number: int) -> str:
            together.wait()
            try:
                with unit_of_work():
                    act(number)
            except Exception as error:  # how it ended is the result
                return repr(error)
            return ""

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return [error for error in pool.map(one, range(AT_ONCE)) if error]

    yield run
    session.remove()
    session.configure(bind=None)
    engine.dispose()


@pytest.mark.rule("PRT-3")
def test_twenty_registrations_make_one_organization(many: Many) -> None:
    people = [acting(a_customer(email=f"person{number}@team{number}.example.co.jp")) for number in range(AT_ONCE)]
    for number, who in enumerate(people):
        values = {"name": who.name, "email": who.email, "company": "架空システムズ", "contact": "soumu@example.co.jp"}
        session.add(
            Identity(issuer=PORTAL.issuer, subject=f"p-{number}", provider="demo", user_id=who.user_id, **values)
        )
    session.commit()

    def confirm(number: int) -> None:
        identity = find_identity(PORTAL.issuer, f"p-{number}")
        assert identity
        register(people[number], identity)

    assert many(confirm) == []
    organization = session.query(Organization).one()
    assert (organization.contact_email, organization.ownerless_since is not None) == ("soumu@example.co.jp", True)
    assert session.query(Domain).one().source == "partner"
    members = session.query(Member).all()
    assert {member.user_id for member in members} == {who.user_id for who in people}
    assert {(member.standing, member.is_owner) for member in members} == {("domain", False)}


@pytest.mark.rule("PRT-2")
def test_twenty_first_sign_ins_of_one_person_make_one_account(many: Many) -> None:
    told = Told(name="代理　大", email="dai@example.co.jp", email_verified=True, company="架空システムズ")

    def come(_number: int) -> None:
        arrive(ANONYMOUS, Arrival(PORTAL, "p-1", told, "a.b.c"), "ja")

    assert many(come) == []
    user = session.query(User).one()
    assert session.query(Identity).one().user_id == user.id
