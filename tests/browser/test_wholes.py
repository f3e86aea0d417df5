"""The pages of merging, deleting and recovering organizations: accessible, and as wide as their window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from tbc import create_app
from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.kit import db
from tbc.kit.clock import now
from tbc.organizations.models import JoinRequest, Organization, RecoveryCase, SplitDomain
from tests import people
from tests.browser.conftest import serve
from tests.browser.inspection import axe_violations, sideways
from tests.conftest import settings_for
from tests.organizations.given import a_member, an_account, an_end_user, an_organization
from tests.organizations.merges import Twins, merged, twins

pytestmark = pytest.mark.browser
Visit = Callable[[str, User], Page]
LONG = "https://example.com/" + "a" * 120


@pytest.fixture
def visit(browser: Browser, fresh_database: str) -> Iterator[Visit]:
    """Open a path as somebody who is signed in."""
    engine = db.open_engine(fresh_database)
    db.bind(engine)
    contexts = []
    with serve(create_app(settings_for(fresh_database))) as address:

        def open_path(path: str, user: User) -> Page:
            token = sessions.begin(user, "192.0.2.1", "test")
            db.session.commit()
            context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
            contexts.append(context)
            context.add_cookies([{"name": "tbc_session", "value": token, "url": address}])
            page = context.new_page()
            answer = page.goto(address + path, wait_until="networkidle")
            assert answer
            assert answer.ok, (path, answer.status)
            return page

        yield open_path
        for context in contexts:
            context.close()
    db.session.remove()
    engine.dispose()


def look_at(page: Page, name: str) -> None:
    """Nothing to complain of."""
    assert axe_violations(page) == [], name
    assert sideways(page) == {}, name


def furnish(both: Twins) -> None:
    """People, company accounts and what the two have in common."""
    for number in range(4):
        someone = people.a_customer(f"一員　{number}号", email=f"member{number}@example.co.jp")
        a_member(both.source, someone, is_owner=number == 0, creates_accounts=number == 1)
        if number % 2:
            a_member(both.target, someone)
    both.source.joining = "domain"
    for organization in (both.target, both.source):
        an_end_user(an_account(organization, both.owner, name="サンプル商事株式会社"))
    db.session.commit()


@pytest.mark.rule("UX-1", "ORG-8", "ORG-10")
def test_the_owners_pages(visit: Visit) -> None:
    both = twins(owned=True)
    furnish(both)
    own = f"/organizations/{both.target_id}"
    for path in (f"{own}/merge", both.path, f"{own}/delete"):
        look_at(visit(path, both.owner), path)
    page = visit(f"{own}/delete", both.owner)
    page.get_by_role("button", name="この組織を削除する").click()
    look_at(page, "not deleted yet")
    done = merged(both)
    for path in (f"/organizations/merges/{done}/undo", f"{own}/merge"):
        look_at(visit(path, both.owner), path)
    gone = both.target
    gone.deleted_at, gone.purge_at = now(), now() + timedelta(days=30)
    db.session.commit()
    look_at(visit(f"{own}/restore", both.owner), "restore")


@pytest.mark.rule("UX-1", "ORG-9")
def test_the_pages_of_a_recovery(visit: Visit) -> None:
    owner, asker = people.a_customer(email="owner@example.co.jp"), people.a_customer(email="asks@example.co.jp")
    organization, ownerless = an_organization(owner).id, an_organization(None, source="partner").id
    look_at(visit(f"/organizations/{ownerless}/claim", asker), "claim")
    look_at(visit(f"/organizations/{organization}/recovery", asker), "recovery")
    case = a_case(organization, asker, objected=False)
    look_at(visit(f"/organizations/cases/{case}", asker), "case")
    look_at(visit(f"/organizations/cases/{case}/objection", owner), "objection")


@pytest.mark.rule("UX-1", "ORG-9")
def test_the_desks_pages(visit: Visit) -> None:
    both = twins(owned=True)
    furnish(both)
    asker = people.a_customer(email="asks@example.co.jp")
    case = a_case(both.target_id, asker, objected=True)
    request = JoinRequest(
        organization_id=both.target_id, user_id=asker.id, reason=LONG, lapses_at=now(), decision="lapsed",
        decided_at=now(), escalated_at=now(),
    )  # fmt: skip
    db.session.add_all([request, SplitDomain(domain="pref.example.com", reason=LONG)])
    ownerless = an_organization(None, "nobody.example.com").id
    merged(twins(domain="merged.example.com"))
    staff = people.an_administrator()
    for path in (
        "/desk", "/desk/recoveries", f"/desk/recoveries/{case}", f"/desk/recoveries/requests/{request.id}",
        "/desk/organizations", f"/desk/organizations/{both.target_id}", f"/desk/organizations/{ownerless}/delete",
        "/desk/split-domains",
    ):  # fmt: skip
        look_at(visit(path, db.session.merge(staff)), path)


def a_case(organization_id: object, asker: User, *, objected: bool) -> object:
    """An open case against the owner, with words that do not break."""
    organization = db.session.get_one(Organization, organization_id)
    case = RecoveryCase(
        organization_id=organization.id, user_id=asker.id, kind="owner-gone", reason=f"連絡が取れません。\n{LONG}",
        object_until=now() + timedelta(days=14), txt_value="tbc-recovery=Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0",
        objected_at=now() - timedelta(days=5) if objected else None, objection=LONG if objected else "",
    )  # fmt: skip
    db.session.add(case)
    db.session.commit()
    return case.id
