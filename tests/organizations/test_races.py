"""Many at once, each on a connection of their own: one organization per domain, and never none to own it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text

from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.organizations.models import Domain, Invitation, Organization
from tbc.organizations.queries.members import lock_membership
from tbc.organizations.service import founding, inviting, joining, leaving, rights
from tbc.policy import Actor
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.people import a_customer, acting

AT_ONCE = 50
Many = Callable[[Callable[[int], str]], list[str]]


@pytest.fixture
def many(fresh_database: str) -> Iterator[Many]:
    """A function that does one act fifty times at the same moment, and tells how each ended."""
    engine = create_engine(fresh_database, pool_size=AT_ONCE)
    db.bind(engine)

    def run(act: Callable[[int], str]) -> list[str]:
        session.remove()
        together = Barrier(AT_ONCE)

        def one(number: int) -> str:
            together.wait()
            try:
                with unit_of_work():
                    return act(number)
            except Exception as error:  # how it ended is the result
                return type(error).__name__

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(one, range(AT_ONCE)))

    yield run
    session.remove()
    session.configure(bind=None)
    engine.dispose()


def count(table: str) -> int:
    return int(session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


@pytest.mark.rule("ORG-1")
def test_fifty_foundings_make_one_organization(many: Many) -> None:
    people = [acting(a_customer(email=f"person{number}@team{number}.{DOMAIN}")) for number in range(AT_ONCE)]

    def found(number: int) -> str:
        founding.found(people[number], f"組織 {number}", people[number].email)
        return "founded"

    ended = many(found)
    assert sorted(ended) == ["DomainTaken"] * (AT_ONCE - 1) + ["founded"]
    assert (count("organizations"), count("organization_domains"), count("organization_members")) == (1, 1, 1)


@pytest.mark.rule("ORG-2")
def test_fifty_removals_of_each_other_leave_an_owner(many: Many) -> None:
    one, other = (a_customer(email=f"{name}@{DOMAIN}") for name in ("one", "other"))
    organization = an_organization(one)
    a_member(organization, other, is_owner=True)
    pairs = [(acting(one), other.id), (acting(other), one.id)]

    def remove(number: int) -> str:
        who, whom = pairs[number % 2]
        return _by_owner(who, organization.id, whom, rights.remove)

    ended = many(remove)
    assert ended.count("done") == 1
    assert session.scalar(text("SELECT count(*) FROM organization_members WHERE is_owner")) == 1


@pytest.mark.rule("ORG-2")
def test_fifty_owners_leave_and_one_stays(many: Many) -> None:
    people = [a_customer(email=f"person{number}@{DOMAIN}") for number in range(AT_ONCE)]
    organization = an_organization(people[0])
    for person in people[1:]:
        a_member(organization, person, is_owner=True)
    actors = [acting(person) for person in people]

    def leave(number: int) -> str:
        own = lock_membership(actors[number], organization.id, actors[number].user_id or UUID(int=0))
        assert own is not None
        leaving.leave(actors[number], own)
        return "left"

    assert sorted(many(leave)) == ["LastOwner"] + ["left"] * (AT_ONCE - 1)
    assert session.scalar(text("SELECT count(*) FROM organization_members WHERE is_owner")) == 1


@pytest.mark.rule("ORG-2")
def test_who_forgets_the_lock_is_stopped_by_the_database(many: Many) -> None:
    one, other = (a_customer(email=f"{name}@{DOMAIN}") for name in ("one", "other"))
    organization = an_organization(one)
    a_member(organization, other, is_owner=True)
    owners = [one.id, other.id]

    def demote(number: int) -> str:
        session.execute(
            text("UPDATE organization_members SET is_owner = false WHERE user_id = :own"), {"own": owners[number % 2]}
        )
        return "done"

    ended = many(demote)
    assert "IntegrityError" in ended
    assert session.scalar(text("SELECT count(*) FROM organization_members WHERE is_owner")) == 1


@pytest.mark.rule("ORG-3")
def test_fifty_clicks_on_one_invitation_let_one_person_in(many: Many) -> None:
    owner, person = a_customer(email=f"owner@{DOMAIN}"), a_customer(email="taro@example.or.jp")
    organization = an_organization(owner)
    invitation_id = inviting.invite(acting(owner), organization, person.email).id
    session.commit()
    guest = acting(person)

    def accept(_number: int) -> str:
        inviting.accept(guest, session.get_one(Invitation, invitation_id))
        return "in"

    assert sorted(many(accept)) == ["InvitationSpent"] * (AT_ONCE - 1) + ["in"]
    assert count("organization_members") == 2


@pytest.mark.rule("ORG-3")
def test_fifty_clicks_ask_once(many: Many) -> None:
    organization = an_organization(a_customer(email=f"owner@{DOMAIN}"))
    colleague = acting(a_customer(email=f"colleague@{DOMAIN}"))
    organization_id = organization.id

    def ask(_number: int) -> str:
        joining.ask(colleague, session.get_one(Organization, organization_id), joining.JOIN, "理由")
        return "asked"

    ended = many(ask)
    assert ended.count("asked") == 1
    assert set(ended) <= {"asked", "AlreadyAsked", "TooManyTries"}
    assert count("letters") == 1


@pytest.mark.rule("ORG-1")
def test_of_fifty_who_claim_a_further_domain_one_gets_it(many: Many) -> None:
    owner = a_customer(email=f"owner@{DOMAIN}")
    made = [an_organization(owner, f"example{number}.co.jp").id for number in range(AT_ONCE)]
    who = acting(owner)

    def claim(number: int) -> str:
        founding.claim_domain(who, session.get_one(Organization, made[number]), "example.or.jp")
        return "claimed"

    assert sorted(many(claim)) == ["DomainTaken"] * (AT_ONCE - 1) + ["claimed"]
    assert session.query(Domain).filter_by(domain="example.or.jp").count() == 1


def _by_owner(who: Actor, organization_id: UUID, user_id: UUID, act: Callable[..., None]) -> str:
    """As the page does it: found and locked for the actor, and only for an owner."""
    membership = lock_membership(who, organization_id, user_id)
    if membership is None or "owner" not in membership.roles_of(who):
        return "refused"
    act(who, membership)
    return "done"
