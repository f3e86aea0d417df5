"""Back-channel logout: what ends sessions, and what only pretends to be able to (PRT-2)."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from tbc.demo.portal.provider import LOGOUT_EVENT
from tests.accounts.journeys import another_browser, is_in
from tests.client import Client
from tests.partners.attacks import events
from tests.partners.provider.server import PartnerPortal

pytestmark = pytest.mark.rule("PRT-2")

KEY = "no-company"


@pytest.fixture
def sid(client: Client, provider: PartnerPortal) -> str:
    """The session at the portal by which `client` is signed in here."""
    provider.sign_in(client, KEY)
    assert is_in(client)
    return provider.session_of(KEY).sid


def test_a_good_token_ends_the_session_and_is_written_down(client: Client, provider: PartnerPortal, sid: str) -> None:
    answer = _post(client, provider.logout_token(sid))
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert not is_in(client)
    assert events("partner-signed-out")[-1].details["provider"] == "demo"


def test_the_subject_alone_ends_every_session_of_the_person(
    app: Flask, client: Client, provider: PartnerPortal, sid: str
) -> None:
    second = another_browser(app)
    provider.sign_in(second, KEY)
    sub = provider.people[KEY]["sub"]
    assert _post(client, provider.logout_token(sid, sid=None, sub=sub)).status_code == 200
    assert not is_in(client)
    assert not is_in(second)


@pytest.mark.parametrize("other", ["another", "%", "' OR 1=1 --"])
def test_another_sid_ends_nothing(client: Client, provider: PartnerPortal, sid: str, other: str) -> None:
    for changes in ({"sid": other}, {"sid": other, "sub": None}):
        assert _post(client, provider.logout_token(sid, **changes)).status_code == 200
    assert is_in(client)
    assert events("partner-logout-unmatched")


def test_a_sid_with_another_persons_subject_ends_nothing(client: Client, provider: PartnerPortal, sid: str) -> None:
    _post(client, provider.logout_token(sid, sub=provider.people["stranger"]["sub"]))
    assert is_in(client)


def test_a_session_of_another_portal_is_not_ended(
    client: Client, provider: PartnerPortal, other_provider: PartnerPortal, sid: str
) -> None:
    token = other_provider.logout_token(sid, sub=provider.people[KEY]["sub"])
    assert _post(client, token).status_code == 400
    assert _post(client, token, portal="other").status_code == 200
    assert is_in(client)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"aud": "somebody-else"}, "aud"),
        ({"aud": None}, "aud"),
        ({"iss": "https://evil.example"}, "token"),
        ({"nonce": "any"}, "nonce"),
        ({"jti": None}, "jti"),
        ({"events": None}, "events"),
        ({"events": {}}, "events"),
        ({"events": {LOGOUT_EVENT: "yes"}}, "events"),
        ({"events": {"http://evil.example/event": {}}}, "events"),
        ({"sid": None, "sub": None}, "sid"),
        ({"sid": ["x"]}, "sid"),
        ({"exp": 1}, "exp"),
        ({"iat": 1}, "iat"),
        ({"iat": 99_999_999_999}, "iat"),
    ],
)
def test_a_wrong_claim_ends_nothing(
    client: Client, provider: PartnerPortal, sid: str, changes: dict[str, Any], reason: str
) -> None:
    assert_refused(client, _post(client, provider.logout_token(sid, **changes)), reason)


@pytest.mark.parametrize("typ", ["JWT", "at+jwt", "jwt", ""])
def test_another_kind_of_token_ends_nothing(client: Client, provider: PartnerPortal, sid: str, typ: str) -> None:
    assert_refused(client, _post(client, provider.logout_token(sid, header={"typ": typ})), "typ")


def test_a_token_is_good_once(app: Flask, client: Client, provider: PartnerPortal, sid: str) -> None:
    token = provider.logout_token(sid)
    assert _post(client, token).status_code == 200
    provider.sign_in(client, KEY)
    assert_refused(client, _post(client, token), "jti")


def test_a_token_of_a_foreign_key_or_of_none_ends_nothing(client: Client, provider: PartnerPortal, sid: str) -> None:
    foreign = RSAKey.generate_key(2048)
    claims = provider.provider.logout_claims(provider.site, provider.people[KEY]["sub"], sid)
    head = {"alg": "RS256", "typ": "logout+jwt", "kid": provider.provider.keys.rsa.kid}
    assert_refused(client, _post(client, jwt.encode(head, claims, foreign)), "signature")
    said = jwt.encode(head, claims, foreign).split(".")[1]
    unsigned = urlsafe_b64encode(b'{"alg":"none","typ":"logout+jwt"}').decode().rstrip("=")
    assert_refused(client, _post(client, f"{unsigned}.{said}."), "alg")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "x" * 100_000])
def test_what_is_no_token_ends_nothing(client: Client, provider: PartnerPortal, sid: str, token: str) -> None:
    answer = _post(client, token)
    assert answer.status_code == 400
    assert is_in(client)


def test_no_token_and_an_unknown_portal_are_errors(client: Client, provider: PartnerPortal, sid: str) -> None:
    assert client.post("/partner/demo/backchannel-logout").status_code == 400
    assert client.get("/partner/demo/backchannel-logout").status_code == 405
    assert _post(client, provider.logout_token(sid), portal="nobody").status_code == 404
    assert is_in(client)


def test_the_portal_being_gone_is_no_way_to_end_sessions(client: Client, provider: PartnerPortal, sid: str) -> None:
    token = provider.logout_token(sid)
    provider.rotate_keys(keep=False)
    with provider.hostile(down=True):
        assert _post(client, token.replace("A", "B", 1)).status_code == 400
    assert is_in(client)


def test_whoever_sends_wrong_tokens_without_end_is_stopped(client: Client, provider: PartnerPortal, sid: str) -> None:
    began = time.monotonic()
    answers = [_post(client, "a.b.c").status_code for _ in range(62)]
    assert answers[-1] == 429
    assert answers[:60] == [400] * 60
    assert is_in(client)
    assert time.monotonic() - began < 60


def assert_refused(client: Client, answer: TestResponse, reason: str) -> None:
    """The session goes on, the sender is told so, and the audit trail says why."""
    assert answer.status_code == 400
    assert answer.get_json() == {"error": "invalid_request"}
    assert is_in(client)
    assert events("partner-logout-refused")[-1].details == {"provider": "demo", "reason": reason}


def _post(client: Client, token: str, *, portal: str = "demo") -> TestResponse:
    return client.post(f"/partner/{portal}/backchannel-logout", data={"logout_token": token})
