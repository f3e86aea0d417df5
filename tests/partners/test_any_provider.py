"""The same ways in and out by the demo's own provider and by a certified one: what we rely on is the standard alone."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc import create_app
from tbc.accounts.models import User
from tbc.kit.db import session as rows
from tbc.partners.models import Identity
from tests.accounts.journeys import another_browser, is_in
from tests.client import Client
from tests.conftest import settings_for
from tests.partners.attacks import events
from tests.partners.certified.portal import CertifiedPortal
from tests.partners.provider.server import PartnerPortal
from tests.partners.provider.walking import local

Any = PartnerPortal | CertifiedPortal


@pytest.fixture(params=["demo", "certified"])
def portal(request: pytest.FixtureRequest, portals: tuple[PartnerPortal, PartnerPortal]) -> Any:
    """Either of them, where nobody has been yet."""
    if request.param == "demo":
        portals[0].reset()
        return portals[0]
    certified: CertifiedPortal = request.getfixturevalue("certified")
    certified.forget_browsers()
    return certified


@pytest.fixture
def site(portal: Any, session: Session) -> Flask:
    """A portal of ours that knows this one alone."""
    app = create_app(settings_for(partner_providers=(portal.settings,)))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.test_client_class = Client
    return app


@pytest.fixture
def visitor(site: Flask) -> Client:
    """Somebody's browser."""
    return another_browser(site)


@pytest.mark.rule("PRT-1")
def test_a_partner_comes_in_with_what_the_portal_tells(portal: Any, visitor: Client) -> None:
    page = portal.sign_in(visitor, "first")
    assert page.status_code == 200
    assert is_in(visitor)
    identity, told = rows.scalars(select(Identity)).one(), portal.people["first"]
    assert (identity.issuer, identity.subject) == (portal.issuer, told["sub"])
    assert (identity.company, identity.company_id, identity.tier) == (told["company"], told["company_id"], told["tier"])
    assert (identity.domain, identity.contact) == (told["domain"], told["contact"])
    assert rows.scalars(select(User.email)).all() == [told["email"]]


@pytest.mark.rule("PRT-1")
def test_a_second_time_is_the_same_account(portal: Any, site: Flask, visitor: Client) -> None:
    portal.sign_in(visitor, "first")
    again = another_browser(site)
    portal.sign_in(again, "first")
    assert is_in(again)
    assert len(rows.scalars(select(User)).all()) == len(rows.scalars(select(Identity)).all()) == 1


@pytest.mark.rule("PRT-1")
def test_refused_consent_and_an_unproven_address_are_pages(portal: Any, site: Flask, visitor: Client) -> None:
    assert "サインインを中止しました" in portal.sign_in(visitor, "first", consent="no").text
    assert "メールアドレスの確認が済んでいません" in portal.sign_in(another_browser(site), "unverified").text
    assert not is_in(visitor)
    assert not rows.scalars(select(User)).all()


@pytest.mark.rule("PRT-1")
def test_new_keys_in_the_middle_of_coming_in_are_no_error(portal: Any, site: Flask, visitor: Client) -> None:
    portal.sign_in(another_browser(site), "colleague")
    back = local(portal.callback(visitor, "first"))
    portal.rotate_keys()
    assert visitor.get(back).status_code == 303
    assert is_in(visitor)


@pytest.mark.rule("PRT-2")
def test_signing_out_at_both_places(portal: Any, site: Flask, visitor: Client) -> None:
    portal.sign_in(visitor, "first")
    answer = visitor.submit("/account/profile", to="/sign-out", follow_redirects=True)
    assert answer.request.path == "/partner/left"
    assert not is_in(visitor)
    there = visitor.get(f"/partner/{portal.key}/sign-out").location
    assert there.startswith(portal.issuer)
    back = portal.authorize(portal.browser_of(visitor), there, "first")
    assert "/signed-out" in back
    assert visitor.get(local(back)).status_code == 200
    # Nobody is signed in there any more: whoever comes next is asked who they are.
    browser = portal.browser_of(visitor)
    assert not browser.follow(browser.get(portal.start_sign_in(visitor))).location


@pytest.mark.rule("PRT-2")
def test_the_portal_ends_the_session_by_itself_also_after_new_keys(portal: Any, site: Flask, visitor: Client) -> None:
    portal.sign_in(visitor, "first")
    other = another_browser(site)
    portal.sign_in(other, "colleague")
    portal.rotate_keys()
    assert is_in(visitor)
    portal.leave(portal.browser_of(visitor))
    assert len(portal.told) == 1
    address = f"/partner/{portal.key}/backchannel-logout"
    answer = another_browser(site).post(address, data={"logout_token": portal.told[0]})
    assert answer.status_code == 200, events("partner-logout-refused")[-1].details
    assert not is_in(visitor)
    assert is_in(other)


@pytest.mark.rule("ACC-3")
def test_confirming_that_it_is_oneself_asks_for_a_new_sign_in(portal: Any, visitor: Client) -> None:
    portal.sign_in(visitor, "first")
    there = visitor.get("/partner/confirm").location
    browser = portal.browser_of(visitor)
    assert not browser.follow(browser.get(there)).location, "the portal has not asked"
    answer = visitor.get(local(portal.callback(visitor, "first", "/partner/confirm")))
    assert answer.status_code == 303
    assert events("confirmed")[-1].details["by"] == "provider"
