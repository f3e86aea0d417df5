"""Merging, deleting and claiming at once, each on a connection of its own: one wins, nothing is half-done."""

from __future__ import annotations

from uuid import UUID

import pytest

from tbc.applications.models import Application
from tbc.applications.service import filing
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount, Domain, Member, Merge, Organization, RecoveryCase
from tbc.organizations.queries.merging import lock_merge, lock_pair
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.service import claiming, deleting, joining, merging
from tbc.policy import Actor
from tests.applications.given import AGREED, a_draft
from tests.organizations.given import DOMAIN, an_account, an_organization
from tests.organizations.merges import Twins, merged, people, twins
from tests.organizations.test_races import AT_ONCE, Many, many  # noqa: F401  # a fixture
from tests.people import a_customer, acting


def merge_one_way(who: Actor, target_id: UUID, source_id: UUID) -> str:
    """Merge them, if they are still two."""
    pair = lock_pair(who, target_id, source_id)
    if pair is None:
        return "gone"
    merging.merge(who, pair)
    return "merged"


@pytest.mark.rule("ORG-9")
def test_of_fifty_claims_at_once_one_wins(many: Many) -> None:  # noqa: F811  # the fixture
    organization = an_organization(None).id
    actors = [acting(a_customer(email=f"person{number}@{DOMAIN}")) for number in range(AT_ONCE)]

    def claim(number: int) -> str:
        found = lock_organization(actors[number], organization)
        assert found
        claiming.claim(actors[number], found)
        return "claimed"

    ended = many(claim)
    assert sorted(ended) == sorted(["claimed", *["HasAnOwner"] * (AT_ONCE - 1)])
    assert session.query(Member).filter_by(organization_id=organization, is_owner=True).count() == 1
    assert session.query(RecoveryCase).count() == 1


@pytest.mark.rule("ORG-8")
def test_fifty_merges_in_both_directions_are_one(many: Many) -> None:  # noqa: F811
    both = twins(owned=True)
    account, who = an_account(both.source).id, acting(both.owner)
    other_account = an_account(both.target).id
    ways = [(both.target_id, both.source_id), (both.source_id, both.target_id)]
    ended = many(lambda number: merge_one_way(who, *ways[number % 2]))
    assert sorted(ended) == ["gone"] * (AT_ONCE - 1) + ["merged"]
    done = session.query(Merge).one()
    homes = {session.get_one(CompanyAccount, one).organization_id for one in (account, other_account)}
    assert homes == {row.organization_id for row in session.query(Domain)} == {done.into_id}


@pytest.mark.rule("ORG-8")
def test_one_merge_is_undone_once(many: Many) -> None:  # noqa: F811
    both = twins()
    done, who = merged(both), acting(both.owner)

    def undo(_number: int) -> str:
        found = lock_merge(who, done)
        assert found
        merging.undo(who, found)
        return "undone"

    ended = many(undo)
    assert sorted(ended) == ["TooLateToUndo"] * (AT_ONCE - 1) + ["undone"]
    assert people(both.source_id) == people(both.target_id) == {both.owner_id}


@pytest.mark.rule("ORG-8", "ORG-10")
def test_deleted_while_merged_it_is_either(many: Many) -> None:  # noqa: F811
    both = twins(owned=True)
    who = acting(both.owner)

    def act(number: int) -> str:
        if number % 2:
            return merge_one_way(who, both.target_id, both.source_id)
        found = lock_organization(who, both.source_id)
        if found is None:
            return "gone"
        deleting.delete(who, found)
        return "deleted"

    ended = many(act)
    assert sorted(set(ended)) in (["deleted", "gone"], ["gone", "merged"])
    assert len(ended) - ended.count("gone") == 1
    left = session.get_one(Organization, both.source_id)
    assert (left.deleted_at is None) != (left.merged_into_id is None)


@pytest.mark.rule("ORG-3", "ORG-8", "ORG-10")
@pytest.mark.parametrize("ending", ["merged", "deleted"])
def test_who_joins_meanwhile_is_in_the_living_one_or_hears_that_it_is_gone(many: Many, ending: str) -> None:  # noqa: F811
    both = twins(owned=True, joining="domain")
    who, newcomers = acting(both.owner), newcomers_of_the_domain()

    def act(number: int) -> str:
        if number == AT_ONCE // 2:
            return end(who, both, ending)
        found = lock_organization(newcomers[number], both.source_id)
        if found is None:
            return "gone"
        joining.join(newcomers[number], found)
        return "joined"

    ended = many(act)
    assert ended.count(ending) == 1
    assert set(ended) <= {ending, "joined", "gone"}
    home = both.target_id if ending == "merged" else both.source_id
    assert len(people(home)) == ended.count("joined") + 1
    assert ending == "deleted" or people(both.source_id) == set()


@pytest.mark.rule("APP-1", "ORG-8")
def test_what_is_filed_while_merging_is_filed(many: Many) -> None:  # noqa: F811
    both = twins()
    account = an_account(both.source, both.owner)
    drafts = [a_draft(both.owner, account=account).id for _ in range(AT_ONCE)]
    who, account_id = acting(both.owner), account.id

    def act(number: int) -> str:
        if number == AT_ONCE // 2:
            return merge_one_way(who, both.target_id, both.source_id)
        draft = session.get_one(Application, drafts[number])
        filing.file(who, draft, AGREED, agreed_version="2026-11-01", validity=None)
        return "filed"

    ended = many(act)
    assert sorted(ended) == ["filed"] * (AT_ONCE - 1) + ["merged"]
    assert session.get_one(CompanyAccount, account_id).organization_id == both.target_id
    assert session.query(Application).filter(Application.number.is_not(None)).count() == AT_ONCE - 1


def newcomers_of_the_domain() -> list[Actor]:
    """Colleagues who may let themselves in."""
    return [acting(a_customer(email=f"person{number}@{DOMAIN}")) for number in range(AT_ONCE)]


def end(who: Actor, both: Twins, ending: str) -> str:
    """The source ceases to be."""
    if ending == "merged":
        return merge_one_way(who, both.target_id, both.source_id)
    found = lock_organization(who, both.source_id)
    assert found
    deleting.delete(who, found)
    return "deleted"
