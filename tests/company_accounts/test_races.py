"""Two at once, on connections of their own: the constraint and the organization's lock decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import create_engine, func, select

from tbc.kit import db
from tbc.kit.clock import now
from tbc.kit.db import session, unit_of_work
from tbc.organizations.models import AccountMember, CompanyAccount, EndUser, Member, Organization
from tbc.organizations.queries.account_members import lock_own_membership
from tbc.organizations.queries.accounts import find_account
from tbc.organizations.queries.end_users import lock_in_account
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.service import account_members, accounts, end_users
from tbc.policy import Actor
from tests.applications.given import PARTY
from tests.organizations.given import a_member, an_account, an_organization
from tests.people import a_customer, acting

TOGETHER = 6


class _Scene:
    """An organization with one company account and two managers, committed."""

    def __init__(self) -> None:
        people = [a_customer(f"管理　{at}", email=f"kanri{at}@example.co.jp") for at in range(2)]
        organization = an_organization(people[0])
        a_member(organization, people[1])
        account = an_account(organization, people[0])
        session.add(AccountMember(account_id=account.id, user_id=people[1].id, is_manager=True))
        session.commit()
        self.organization_id, self.account_id = organization.id, account.id
        self.actors = [acting(person) for person in people]

    def account(self, actor: Actor) -> CompanyAccount:
        found = find_account(actor, self.account_id)
        assert found
        return found


@pytest.fixture
def scene(fresh_database: str) -> Iterator[_Scene]:
    engine = create_engine(fresh_database, pool_size=TOGETHER + 2)
    db.bind(engine)
    yield _Scene()
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def _together(acts: list[Callable[[], str]]) -> list[str]:
    """What each says that is done at the same time as the others, in a transaction of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        start.wait()
        with unit_of_work():
            return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.rule("ORG-7")
def test_the_same_corporate_number_is_registered_once(scene: _Scene) -> None:
    def register() -> str:
        try:
            end_users.register(scene.actors[0], scene.account(scene.actors[0]), PARTY)
        except end_users.EndUserKnown:
            return "known"
        return "registered"

    assert _together([register] * TOGETHER) == ["known"] * (TOGETHER - 1) + ["registered"]
    assert session.scalar(select(func.count()).select_from(EndUser)) == 1


@pytest.mark.rule("ORG-7")
def test_of_two_changes_at_once_the_second_hears_of_the_first(scene: _Scene) -> None:
    kept = end_users.register(scene.actors[0], scene.account(scene.actors[0]), PARTY)
    kept_id = kept.id
    session.commit()

    def change(title: str) -> Callable[[], str]:
        def act() -> str:
            found = lock_in_account(scene.actors[0], scene.account_id, kept_id)
            assert found
            try:
                end_users.change(scene.actors[0], found.account, found.end_user, PARTY | {"title": title}, 1)
            except end_users.ChangedMeanwhile:
                return "asked"
            return "changed"

        return act

    assert _together([change("部長"), change("課長")]) == ["asked", "changed"]
    assert session.get_one(EndUser, kept_id, populate_existing=True).version == 2


@pytest.mark.rule("ORG-6")
def test_two_last_managers_of_an_ownerless_organization_do_not_both_leave(scene: _Scene) -> None:
    session.get_one(Organization, scene.organization_id).ownerless_since = now()
    session.get_one(Member, (scene.organization_id, scene.actors[0].user_id)).is_owner = False
    session.commit()

    def leave(actor: Actor) -> Callable[[], str]:
        def act() -> str:
            own = lock_own_membership(actor, scene.account_id)
            assert own
            try:
                account_members.remove(actor, own)
            except account_members.LastManager:
                return "stays"
            return "gone"

        return act

    assert _together([leave(actor) for actor in scene.actors]) == ["gone", "stays"]


@pytest.mark.rule("ORG-6")
def test_a_double_click_creates_one_account(scene: _Scene) -> None:
    details = {"name": "新しい会社", "name_kana": "", "corporate_number": ""}

    def create() -> str:
        organization = lock_organization(scene.actors[0], scene.organization_id)
        assert organization
        try:
            accounts.create(scene.actors[0], organization, details)
        except accounts.NameTaken:
            return "taken"
        return "created"

    assert _together([create] * TOGETHER) == ["created"] + ["taken"] * (TOGETHER - 1)
    assert len(_ids("新しい会社")) == 1


def _ids(name: str) -> list[UUID]:
    return list(session.scalars(select(CompanyAccount.id).where(CompanyAccount.name == name)))
