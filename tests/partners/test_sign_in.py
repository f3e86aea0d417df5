"""Signing in from a partner portal (PRT-1): the whole way, by a real provider on loopback."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.accounts.models import SignedIn, User
from tbc.kit.db import session
from tbc.partners.models import Identity
from tests.accounts.factors import an_app
from tests.accounts.journeys import acts, is_in
from tests.client import Client
from tests.partners.provider.server import PartnerPortal
from tests.people import a_customer, sign_in

pytestmark = pytest.mark.rule("PRT-1")


def test_a_partner_comes_in(client: Client, provider: PartnerPortal) -> None:
    page = provider.sign_in(client, "first")
    assert page.request.path == "/partner/registration"
    assert is_in(client)
    user = session.query(User).one()
    assert (user.kind, user.mode, user.password_hash) == ("customer", "partner", None)
    assert user.email == provider.people["first"]["email"]
    assert user.proven_at is not None
    identity = session.query(Identity).one()
    assert (identity.issuer, identity.subject) == (provider.issuer, provider.people["first"]["sub"])
    assert (identity.company, identity.tier) == ("株式会社架空システムズ", 1)
    assert {"partner-account-opened", "signed-in", "partner-signed-in"} <= set(acts())


def test_the_door_names_each_portal_and_the_programme(client: Client) -> None:
    door = client.get("/partner?next=/products").text
    assert 'href="/partner/demo/sign-in?next=/products"' in door
    assert 'href="/partner/other/sign-in?next=/products"' in door
    assert 'href="https://partners.example.com/"' in door
    assert 'href="/partner"' in client.get("/").text
    assert "/partner" in client.get("/sign-in").text


def test_without_a_portal_the_door_leads_to_the_other_one(client: Client, app: Flask) -> None:
    known, app.extensions["partners"] = app.extensions["partners"], {}
    try:
        assert "まだ始まっていません" in client.get("/partner").text
    finally:
        app.extensions["partners"] = known


def test_what_the_id_token_lacks_userinfo_tells(client: Client, provider: PartnerPortal) -> None:
    lacking = dict.fromkeys(("email", "email_verified", "name", "company", "contact", "tier"))
    with provider.hostile(id_token=lacking):
        provider.sign_in(client, "first")
    assert provider.asked("/userinfo") == 1
    assert session.query(Identity).one().company == "株式会社架空システムズ"
    assert is_in(client)


def test_where_nothing_is_lacking_it_is_not_asked(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    assert provider.asked("/userinfo") == 0


@pytest.mark.rule("ACC-3")
def test_the_portals_second_factor_counts(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "two-factor")
    assert session.query(SignedIn).one().factor == "provider"
    an_app(session.query(User).one())
    provider.sign_in(client, "two-factor")
    assert is_in(client)


@pytest.mark.rule("ACC-3")
def test_without_one_there_the_own_one_is_asked_for(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    an_app(session.query(User).one())
    assert provider.sign_in(client, "first").request.path == "/sign-in/second-factor"


@pytest.mark.rule("ACC-4")
def test_whoever_was_signed_in_before_is_no_more(client: Client, provider: PartnerPortal) -> None:
    before = a_customer(email="hana@example.or.jp")
    sign_in(client, before)
    provider.sign_in(client, "first")
    assert "代理　大" in client.get("/account/profile").text
    assert session.query(SignedIn).filter(SignedIn.ended_at.is_(None)).count() == 1


def test_the_address_asks_for_a_code_with_state_nonce_and_challenge(client: Client, provider: PartnerPortal) -> None:
    where = provider.start_sign_in(client)
    assert where.startswith(f"{provider.issuer}/authorize?")
    for word in ("response_type=code", "code_challenge_method=S256", "state=", "nonce=", "scope=openid"):
        assert word in where
    assert "prompt=" not in where


def test_who_comes_by_two_portals_has_two_identities_and_no_more_accounts(
    client: Client, provider: PartnerPortal, other_provider: PartnerPortal
) -> None:
    """The second is linked by whoever came in by the first."""
    provider.sign_in(client, "first")
    other_provider.sign_in(client, "first")
    assert client.submit("/partner/link").location == "/partner/other/sign-in"
    other_provider.sign_in(client, "first")
    assert session.query(User).count() == 1
    assert {row.issuer for row in session.query(Identity)} == {provider.issuer, other_provider.issuer}
