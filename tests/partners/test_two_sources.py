"""Two organizations of one domain, one made here and one from the portal: shown, merged, and joined from then on."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.kit.db import session
from tbc.organizations.models import Domain, Member, Organization
from tests.accounts.journeys import another_browser
from tests.client import Client
from tests.organizations.given import an_organization
from tests.partners.given import register
from tests.partners.provider.server import PartnerPortal
from tests.people import a_customer, sign_in

pytestmark = [pytest.mark.rule("ORG-8"), pytest.mark.rule("PRT-3")]
DOMAIN = "example.jp"
NOTICE = "同じドメインの組織が、もうひとつあります"


@pytest.mark.parametrize("first", ["direct", "partner"])
def test_whichever_came_first_both_are_shown(app: Flask, client: Client, provider: PartnerPortal, first: str) -> None:
    owner = another_browser(app)
    if first == "direct":
        _direct(owner)
    provider.sign_in(client, "first")
    register(client)
    if first == "partner":
        _direct(owner)
    direct, partner = _of("direct"), _of("partner")
    assert "高崎見本株式会社" in client.get(f"/organizations/{partner}").text
    assert NOTICE in owner.get(f"/organizations/{direct}").text


def test_the_registration_says_that_there_is_another(app: Flask, client: Client, provider: PartnerPortal) -> None:
    _direct(another_browser(app))
    assert "このサイトで作られた組織「高崎見本株式会社」もあります" in provider.sign_in(client, "first").text


def test_after_a_merge_the_next_colleague_joins_the_merged_one(
    app: Flask, client: Client, provider: PartnerPortal
) -> None:
    """Whoever owns the one made here comes from the portal too, and merges the other into it."""
    provider.sign_in(client, "first")
    _found_by(client)
    register(client)
    direct, partner = _of("direct"), _of("partner")
    merged = client.submit(f"/organizations/{direct}/merge/{partner}", {"agreed": "y"})
    assert merged.status_code == 303, merged.text
    assert session.get_one(Organization, partner).merged_into_id == direct
    assert {row.organization_id for row in session.query(Domain)} == {direct}
    colleague = another_browser(app)
    provider.browser.cookies.clear()
    page = provider.sign_in(colleague, "colleague")
    assert "「高崎見本株式会社」に、ドメインメンバーとして入ります" in page.text
    register(colleague)
    assert session.query(Member).filter_by(organization_id=direct).count() == 2
    assert session.query(Organization).count() == 2


def _direct(browser: Client) -> None:
    owner = a_customer(email=f"owner@{DOMAIN}")
    an_organization(owner, DOMAIN)
    sign_in(browser, owner)


def _found_by(browser: Client) -> None:
    """Whoever came from the portal founds one here, as anybody may."""
    values = {"name": "高崎見本株式会社", "contact_email": "dai.dairi@kaku-systems.example.jp"}
    assert browser.submit("/organizations/new", values).status_code == 303


def _of(source: str) -> object:
    return session.query(Organization).filter_by(source=source).one().id
