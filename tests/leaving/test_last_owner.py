"""The last owner does not close their account: hand-over comes first, also when two go at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.kit import db
from tbc.kit.clock import now
from tbc.leaving import service
from tbc.organizations.models import Member, Organization, RecoveryCase
from tests.accounts.journeys import PASSWORD, is_in, somebody
from tests.client import Client
from tests.leaving.test_closing import HERE, close
from tests.organizations.given import a_member, an_organization
from tests.people import a_customer, acting, sign_in

pytestmark = [pytest.mark.rule("ORG-2"), pytest.mark.rule("ACC-6")]


def test_is_led_to_each_hand_over(client: Client, session: Session) -> None:
    user = somebody()
    first = an_organization(user, name="高崎見本株式会社")
    second = an_organization(user, "example.or.jp", name="見本商事株式会社")
    shared = an_organization(user, "example.ne.jp", name="共有工業株式会社")
    a_member(shared, a_customer(), is_owner=True)
    own, others = [f"/organizations/{organization.id}/leave" for organization in (first, second)], str(shared.id)
    sign_in(client, user)
    page = client.get(HERE)
    assert all(path in page.text for path in own)
    assert others not in page.text
    assert "閉鎖する</" not in page.text


def test_is_refused_whatever_is_sent(client: Client, session: Session) -> None:
    user = somebody()
    own = user.id
    sign_in(client, user)
    token = client.token(HERE)
    an_organization(session.get_one(User, own))
    values = {"csrf_token": token, "word": "閉鎖", "current": PASSWORD}
    answer = client.post(HERE, data=values)
    assert answer.status_code == 409
    assert "先に、組織を引き継いでください" in answer.text
    assert is_in(client)


def test_goes_once_somebody_else_owns_it(client: Client, session: Session) -> None:
    user, other = somebody(), a_customer()
    organization = an_organization(user)
    a_member(organization, other, is_owner=True)
    own, others, organization_id = user.id, other.id, organization.id
    sign_in(client, user)
    assert close(client).status_code == 303
    assert session.get(Member, (organization_id, own), populate_existing=True) is None
    assert session.get_one(Member, (organization_id, others)).is_owner


def test_goes_once_the_organization_is_deleted(client: Client, session: Session) -> None:
    """It can still be restored, and then has no owner (ORG-9)."""
    user = somebody()
    organization = an_organization(user)
    organization.deleted_at = organization.purge_at = now()
    session.commit()
    organization_id = organization.id
    sign_in(client, user)
    assert close(client).status_code == 303
    assert session.get_one(Organization, organization_id, populate_existing=True).ownerless_since


@pytest.mark.rule("ORG-9")
def test_what_was_asked_for_ends(client: Client, session: Session) -> None:
    user = somebody()
    organization = an_organization(a_customer(), "example.jp")
    case = RecoveryCase(organization_id=organization.id, user_id=user.id, kind="owner-gone", object_until=now())
    session.add(case)
    session.commit()
    own = case.id
    sign_in(client, user)
    assert close(client).status_code == 303
    case = session.get_one(RecoveryCase, own, populate_existing=True)
    assert (case.decision, bool(case.closed_at)) == ("withdrawn", True)


@pytest.fixture
def engine_of_its_own(fresh_database: str) -> Iterator[Engine]:
    """The session commits to this test's own database."""
    engine = create_engine(fresh_database)
    db.bind(engine)
    yield engine
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def test_of_two_owners_who_close_at_once_one_stays(engine_of_its_own: Engine) -> None:
    people = [somebody(f"owner{number}@example.co.jp") for number in (1, 2)]
    organization = an_organization(people[0])
    a_member(organization, people[1], is_owner=True)
    actors, organization_id = [acting(person) for person in people], organization.id
    db.session.remove()
    start = Barrier(2)

    def go(at: int) -> str:
        start.wait()
        try:
            with db.unit_of_work():
                service.close(actors[at], PASSWORD)
        except service.OwnsAlone:
            return "owns alone"
        return "closed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, range(2))) == ["closed", "owns alone"]
    owners = select(User.closed_at).join(Member, Member.user_id == User.id)
    left = db.session.scalars(owners.where(Member.organization_id == organization_id, Member.is_owner)).all()
    assert left == [None]


def test_the_row_of_a_closed_account_names_nobody(client: Client, session: Session) -> None:
    user = somebody()
    own: UUID = user.id
    sign_in(client, user)
    close(client)
    gone = session.get_one(User, own, populate_existing=True)
    assert "example" not in f"{gone.name}{gone.company}{gone.email}"
