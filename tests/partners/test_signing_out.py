"""Signing out of both places: by its person here, and by the portal, from server to server (PRT-2)."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.accounts.models import User
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.partners.models import PartnerSession
from tests.accounts.factors import an_app, code
from tests.accounts.journeys import another_browser, enter, is_in, somebody
from tests.client import Client
from tests.partners.given import refusals
from tests.partners.provider.server import PartnerPortal
from tests.people import sign_in

pytestmark = pytest.mark.rule("PRT-2")
DOOR = "/partner/demo/backchannel-logout"
KNOWN = "futami.hinagata@dummy-joho.example.jp"


def test_signing_out_here_offers_the_way_there(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    left = client.submit("/sign-out")
    assert left.location == "/partner/left"
    assert not is_in(client)
    page = client.get("/partner/left").text
    assert "サンプル パートナーポータルには、まだサインインしたままです" in page
    assert 'href="/partner/demo/sign-out"' in page


def test_the_way_there_ends_it_and_leads_back(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    client.submit("/sign-out")
    there = client.get("/partner/demo/sign-out")
    assert there.location.startswith(f"{provider.issuer}/end-session?")
    asked = {name: value[0] for name, value in parse_qs(urlsplit(there.location).query).items()}
    assert asked["post_logout_redirect_uri"] == "http://localhost/partner/demo/signed-out"
    assert asked["id_token_hint"].count(".") == 2
    assert asked["state"]
    assert session.query(PartnerSession).one().id_token is None
    assert client.get("/partner/demo/signed-out").status_code == 200


def test_the_id_token_is_sealed_and_given_once(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    kept = session.query(PartnerSession).one().id_token
    assert kept
    assert b"eyJ" not in kept
    client.submit("/sign-out")
    assert client.get("/partner/demo/sign-out").location.startswith(provider.issuer)
    assert client.get("/partner/demo/sign-out").location == "/partner/demo/signed-out"


def test_whoever_signed_in_here_only_signs_out_here_only(client: Client) -> None:
    somebody()
    enter(client)
    assert client.submit("/sign-out").location == "/sign-in"
    assert client.get("/partner/left").location == "/partner"


def test_the_portal_ends_its_session_here(app: Flask, client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    colleague = another_browser(app)
    sid = provider.session_of("first").sid
    provider.browser.cookies.clear()
    provider.sign_in(colleague, "colleague")
    assert _tell(app, provider.logout_token(sid)) == 200
    assert not is_in(client)
    assert is_in(colleague)
    assert "partner-signed-out" in _acts()


def test_a_session_that_waited_for_a_factor_is_ended_too(app: Flask, client: Client, provider: PartnerPortal) -> None:
    somebody(KNOWN)
    provider.sign_in(client, "known")
    enter(client, KNOWN)
    client.submit("/partner/link")
    an_app(session.query(User).one())
    other = another_browser(app)
    page = provider.sign_in(other, "known")
    other.submit(page.request.full_path, {"totp": code()}, to="/sign-in/second-factor")
    assert is_in(other)
    assert _tell(app, provider.logout_token(provider.session_of("known").sid)) == 200
    assert not is_in(other)


def test_a_subject_alone_ends_all_that_began_there(app: Flask, client: Client, provider: PartnerPortal) -> None:
    browsers = [client, another_browser(app)]
    for browser in browsers:
        provider.browser.cookies.clear()
        provider.sign_in(browser, "first")
    by_password = another_browser(app)
    sign_in(by_password, somebody())
    assert _tell(app, provider.logout_token(None, sub=provider.people["first"]["sub"])) == 200
    assert [is_in(browser) for browser in (*browsers, by_password)] == [False, False, True]


def test_a_wrong_session_ends_nothing_and_is_written_down(app: Flask, client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    assert _tell(app, provider.logout_token("another", sub=None)) == 200
    assert is_in(client)
    assert "partner-logout-unmatched" in _acts()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"events": {}}, "events"),
        ({"events": None}, "events"),
        ({"nonce": "n"}, "nonce"),
        ({"jti": None}, "jti"),
        ({"aud": "another"}, "aud"),
        ({"iss": "https://evil.example"}, "token"),
        ({"exp": 1}, "exp"),
        ({"iat": 1}, "iat"),
        ({"sub": None, "sid": None}, "sid"),
        ({"sub": 7}, "sub"),
    ],
)
def test_what_is_no_logout_token_is_refused(
    app: Flask, client: Client, provider: PartnerPortal, changes: dict[str, object], reason: str
) -> None:
    provider.sign_in(client, "first")
    sid = provider.session_of("first").sid
    token = provider.logout_token(changes.pop("sid", sid), **changes)
    assert _tell(app, token) == 400
    assert is_in(client)
    assert refusals("partner-logout-refused") == [reason]


def test_an_id_token_is_none(app: Flask, client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    token = provider.logout_token(provider.session_of("first").sid, header={"typ": "JWT"})
    assert _tell(app, token) == 400
    assert _tell(app, "") == 400
    assert _tell(app, "a.b.c") == 400
    assert is_in(client)


def test_a_token_is_good_once(app: Flask, client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    token = provider.logout_token(provider.session_of("first").sid)
    assert [_tell(app, token), _tell(app, token)] == [200, 400]
    assert refusals("partner-logout-refused") == ["jti"]


def test_the_other_spelling_of_the_address_answers_too(app: Flask, client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    token = provider.logout_token(provider.session_of("first").sid)
    answer = another_browser(app).post("/partner/demo/back-channel-logout", data={"logout_token": token})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert not is_in(client)


def test_another_portal_ends_nobodys_session(
    app: Flask, client: Client, provider: PartnerPortal, other_provider: PartnerPortal
) -> None:
    provider.sign_in(client, "first")
    sid = provider.session_of("first").sid
    token = other_provider.logout_token(sid, sub=provider.people["first"]["sub"])
    assert _tell(app, token) == 400
    assert (
        another_browser(app).post("/partner/other/backchannel-logout", data={"logout_token": token}).status_code == 200
    )
    assert is_in(client)


def _tell(app: Flask, token: str) -> int:
    """What the portal is answered, which has neither cookies nor a form's token of ours."""
    return another_browser(app).post(DOOR, data={"logout_token": token}).status_code


def _acts() -> set[str]:
    return set(session.scalars(select(AuditEvent.act)))
