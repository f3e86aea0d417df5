"""The first sign-in: what the portal said is shown, and confirmed or left for later (PRT-3)."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.accounts.models import Consent
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Member, Organization
from tests.accounts.journeys import another_browser, is_in, letters
from tests.client import Client
from tests.organizations.given import an_organization
from tests.partners.given import register
from tests.partners.provider.server import PartnerPortal

pytestmark = pytest.mark.rule("PRT-3")
DOMAIN = "kaku-systems.example.jp"
REGISTERED_BY = "example.jp"


def test_shows_what_the_portal_said(client: Client, provider: PartnerPortal) -> None:
    page = provider.sign_in(client, "first")
    for text in ("株式会社架空システムズ", "カクウシステムズ", "P-10007", "一次店", DOMAIN, "rin.dairi@", "代理　大"):
        assert text in page.text
    assert session.query(Organization).count() == 0


def test_confirming_makes_the_organization_without_an_owner(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    answer = register(client)
    assert answer.location == "/partner/registration"
    organization = session.query(Organization).one()
    assert (organization.source, organization.name) == ("partner", "株式会社架空システムズ")
    assert organization.ownerless_since is not None
    assert organization.contact_email == f"rin.dairi@{DOMAIN}"
    member = session.query(Member).one()
    assert (member.standing, member.is_owner) == ("domain", False)
    page = client.get("/partner/registration").text
    assert "ドメインメンバーとして登録しました" in page
    assert 'href="/partner/first-owner"' in page
    assert {row.occasion for row in session.query(Consent)} == {"sign-up"}


def test_the_contact_is_told(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    register(client)
    assert [one.to for one in letters(kind="partner-organization-founded")] == [f"rin.dairi@{DOMAIN}"]


def test_terms_have_to_be_agreed_to(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    assert client.submit("/partner/registration").status_code == 422
    assert session.query(Organization).count() == 0


def test_later_is_asked_again_at_each_sign_in_until_confirmed(client: Client, provider: PartnerPortal) -> None:
    for _ in range(2):
        page = provider.sign_in(client, "first", "/partner/demo/sign-in?next=/products")
        assert page.request.full_path == "/partner/registration?next=/products"
        assert 'href="/products"' in page.text
    register(client)
    assert provider.sign_in(client, "first", "/partner/demo/sign-in?next=/products").request.path == "/products"


def test_until_then_quick_filing_works_and_the_profile_leads_to_it(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    assert client.get("/applications/new").status_code == 200
    an_organization(None, REGISTERED_BY, source="partner", name="先に登録された組織")
    listed = client.get("/organizations").text
    assert "先に登録された組織" not in listed
    assert 'href="/partner/registration"' in listed
    assert 'href="/partner/registration"' in client.get("/account/profile").text


def test_a_colleague_joins_the_same_one_by_whatever_portal(
    app: Flask, client: Client, provider: PartnerPortal, other_provider: PartnerPortal
) -> None:
    provider.sign_in(client, "first")
    register(client)
    colleague = another_browser(app)
    page = other_provider.sign_in(colleague, "colleague")
    assert "「株式会社架空システムズ」に、ドメインメンバーとして入ります" in page.text
    register(colleague)
    organization = session.query(Organization).one()
    assert session.query(Member).filter_by(organization_id=organization.id).count() == 2
    assert colleague.get(f"/organizations/{organization.id}").status_code == 200


def test_another_company_sees_nothing_of_it(app: Flask, client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    register(client)
    organization_id = session.query(Organization).one().id
    stranger = another_browser(app)
    provider.browser.cookies.clear()
    with provider.hostile(id_token={"email": "uriko@shokai.example.net"}):
        provider.sign_in(stranger, "stranger")
    register(stranger)
    assert stranger.get(f"/organizations/{organization_id}").status_code == 404
    assert session.query(Organization).count() == 2


def test_without_a_company_nothing_is_asked_and_the_page_says_why(client: Client, provider: PartnerPortal) -> None:
    page = provider.sign_in(client, "no-company")
    assert is_in(client)
    assert page.request.path != "/partner/registration"
    shown = client.get("/partner/registration").text
    assert "会社の情報がありません" in shown
    assert client.submit("/account/profile/details", {"consent": "y"}, to="/partner/registration").status_code == 409
    assert session.query(Organization).count() == 0


def test_a_deleted_organizations_domain_waits(client: Client, provider: PartnerPortal) -> None:
    gone = an_organization(None, REGISTERED_BY, source="partner", deleted_at=now(), purge_at=now()).id
    provider.sign_in(client, "first")
    assert "この会社の組織は削除されています" in client.get("/partner/registration").text
    assert client.submit("/account/profile/details", {"consent": "y"}, to="/partner/registration").status_code == 409
    assert session.query(Member).filter_by(organization_id=gone).count() == 0


def test_a_factor_that_the_organization_demands_is_asked_for(client: Client, provider: PartnerPortal) -> None:
    an_organization(None, REGISTERED_BY, source="partner", needs_second_factor=True)
    provider.sign_in(client, "first")
    register(client)
    assert not is_in(client)
    assert provider.sign_in(client, "first").request.path == "/sign-in/enrolment"


def test_the_portals_factor_is_one(client: Client, provider: PartnerPortal) -> None:
    an_organization(None, REGISTERED_BY, source="partner", needs_second_factor=True)
    provider.sign_in(client, "two-factor")
    register(client)
    assert is_in(client)
    provider.sign_in(client, "two-factor")
    assert is_in(client)


@pytest.mark.rule("ORG-9")
def test_a_member_makes_themself_the_first_owner(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    register(client)
    organization_id = session.query(Organization).one().id
    record = client.get(f"/organizations/{organization_id}").text
    assert 'href="/partner/first-owner"' in record
    assert client.submit(f"/organizations/{organization_id}/claim", {"agreed": "y"}).status_code == 303
    assert session.query(Member).one().is_owner
