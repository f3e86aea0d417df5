"""Portals whose servers answer wrongly, endlessly, late or not at all; and keys that change meanwhile."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import OctKey, RSAKey

from tbc.partners.oidc import fetching
from tbc.partners.rules.refusals import Refusal
from tests.accounts.journeys import another_browser, is_in
from tests.client import Client
from tests.partners.attacks import assert_refused
from tests.partners.provider.server import PartnerPortal, local

pytestmark = pytest.mark.rule("PRT-1")

DISCOVERY = "/.well-known/openid-configuration"


@pytest.mark.parametrize("issuer", ["https://evil.example", "", None, 7])
def test_a_discovery_of_another_issuer_is_refused(client: Client, provider: PartnerPortal, issuer: Any) -> None:
    with provider.hostile(discovery={"issuer": issuer}):
        assert_refused(client, client.get("/partner/demo/sign-in"), Refusal.WRONG_ISSUER, "discovery")


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "address", [None, "", 7, "http://169.254.169.254/latest", "http://evil.example/x", "file:///etc/passwd", "/token"]
)
def test_a_discovery_that_leads_elsewhere_is_refused(
    client: Client, provider: PartnerPortal, name: str, address: Any
) -> None:
    with provider.hostile(discovery={name: address}):
        assert_refused(client, client.get("/partner/demo/sign-in"), Refusal.MISCONFIGURED, f"discovery: {name}")


@pytest.mark.parametrize("offered", [["none"], ["HS256"], [], "RS256x", None])
def test_a_portal_that_signs_only_by_what_is_no_signature_is_refused(
    client: Client, provider: PartnerPortal, offered: Any
) -> None:
    with provider.hostile(discovery={"id_token_signing_alg_values_supported": offered}):
        answer = client.get("/partner/demo/sign-in")
    if offered is None:  # not said at all: the standard's own algorithm
        assert answer.status_code == 303
    else:
        assert_refused(client, answer, Refusal.MISCONFIGURED, "discovery: algorithms")


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks"])
@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"keys": 7}', b'{"keys": [7, {}]}'],
    ids=["empty", "a page", "a list", "null", "no text", "deep", "no keys", "bad keys"],
)
def test_answers_that_are_nothing_are_refused(client: Client, provider: PartnerPortal, path: str, body: bytes) -> None:
    with provider.hostile(body={path: body}):
        answer = _try(client, provider)
    assert answer.status_code == 502
    assert not is_in(client)


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks"])
def test_an_endless_answer_is_not_read_to_its_end(client: Client, provider: PartnerPortal, path: str) -> None:
    with provider.hostile(padding={path: 50_000_000}):
        began = time.monotonic()
        assert_refused(client, _try(client, provider), Refusal.PORTAL_DOWN, f"{_name(path)}: ReadTimeout")
    assert time.monotonic() - began < 10


def test_thousands_of_keys_are_not_tried(client: Client, provider: PartnerPortal) -> None:
    own, junk = provider.provider.jwks()["keys"], {"kty": "RSA", "n": "AQAB", "e": "AQAB"}
    with provider.hostile(body={"/jwks": json.dumps({"keys": [junk] * 5000 + own}).encode()}):
        assert_refused(client, _try(client, provider), Refusal.TOKEN, "kid")


def test_a_shared_or_a_short_key_in_the_jwks_is_none(client: Client, provider: PartnerPortal) -> None:
    secret = OctKey.generate_key(256, {"kid": "s"})
    with pytest.warns(SecurityWarning):
        short = RSAKey.generate_key(1024, {"kid": "short"}, auto_kid=False)
    keys = json.dumps({"keys": [secret.as_dict(private=True), short.as_dict(private=False)]}).encode()
    for kid, key in (("s", secret), ("short", short)):
        header = {"alg": "HS256" if kid == "s" else "RS256", "kid": kid}
        with provider.hostile(
            body={"/jwks": keys}, encode=lambda claims, h=header, k=key: jwt.encode(h, claims, k, ["HS256", "RS256"])
        ):
            assert_refused(client, _try(client, provider), Refusal.TOKEN, "alg" if kid == "s" else "kid")


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks"])
def test_a_redirect_is_not_followed(client: Client, provider: PartnerPortal, path: str) -> None:
    with provider.hostile(redirect={path: f"{provider.issuer}/userinfo"}):
        answer = _try(client, provider)
    assert answer.status_code == 502
    assert provider.asked("/userinfo") == 0
    assert not is_in(client)


@pytest.mark.parametrize("path", [DISCOVERY, "/jwks"])
@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_portal_in_trouble_is_a_page_with_another_way_in(
    client: Client, provider: PartnerPortal, path: str, status: int
) -> None:
    with provider.hostile(status={path: status}):
        answer = _try(client, provider)
    assert_refused(client, answer, Refusal.PORTAL_DOWN, f"{_name(path)}: {status}")
    assert answer.headers["Retry-After"] == "60"
    assert "メールアドレスとパスワードのアカウントは、いつもどおり使えます" in answer.text


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks"])
def test_a_slow_portal_is_not_waited_for(
    client: Client, provider: PartnerPortal, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "TO_ANSWER", 0.3)
    with provider.hostile(delay={path: 6}):
        began = time.monotonic()
        answer = _try(client, provider)
        assert time.monotonic() - began < 6
    assert_refused(client, answer, Refusal.PORTAL_DOWN, f"{_name(path)}: ReadTimeout")


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks"])
def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(
    client: Client, provider: PartnerPortal, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "ALTOGETHER", 0.3)
    with provider.hostile(drip={path: 6}):
        began = time.monotonic()
        answer = _try(client, provider)
        assert time.monotonic() - began < 6
    assert_refused(client, answer, Refusal.PORTAL_DOWN, f"{_name(path)}: ReadTimeout")


def test_a_portal_that_is_gone_is_a_page(client: Client, provider: PartnerPortal) -> None:
    back = local(provider.callback(client, "first"))
    with provider.hostile(down=True):
        assert_refused(client, client.get(back), Refusal.PORTAL_DOWN, "token: HTTPError")


@pytest.mark.parametrize("token", [{"id_token": None}, {"id_token": 7}, {"id_token": ["x"]}])
def test_an_answer_without_an_id_token_is_refused(client: Client, provider: PartnerPortal, token: Any) -> None:
    with provider.hostile(token=token):
        assert_refused(client, _try(client, provider), Refusal.MISCONFIGURED, "token: no ID token")


def test_keys_that_change_while_somebody_is_coming_in_are_found(client: Client, provider: PartnerPortal) -> None:
    assert is_in(_signed_in(client, provider))
    back = local(provider.callback(client, "first"))
    provider.rotate_keys(keep=False)
    assert client.get(back).status_code == 303
    assert is_in(client)


def test_a_session_lasts_over_a_rotation_and_still_ends_by_the_portal(client: Client, provider: PartnerPortal) -> None:
    _signed_in(client, provider)
    provider.rotate_keys(keep=False)
    assert is_in(client)
    token = provider.logout_token(provider.session_of("no-company").sid)
    assert client.post("/partner/demo/backchannel-logout", data={"logout_token": token}).status_code == 200
    assert not is_in(client)


def test_unknown_keys_do_not_make_us_flood_the_portal(app: Flask, client: Client, provider: PartnerPortal) -> None:
    _signed_in(client, provider)
    asked = provider.asked("/jwks")
    foreign = RSAKey.generate_key(2048)

    def guess(number: int) -> None:
        token = jwt.encode({"alg": "RS256", "kid": f"guess-{number}", "typ": "logout+jwt"}, {"iss": "x"}, foreign)
        client.post("/partner/demo/backchannel-logout", data={"logout_token": token})

    for number in range(30):
        guess(number)
    assert provider.asked("/jwks") - asked <= 5
    assert provider.asked(DISCOVERY) == 1
    # Who comes in meanwhile with a key that is known is none the worse.
    assert is_in(_signed_in(another_browser(app), provider))


def test_after_many_at_once_nobody_asks_a_portal_again(app: Flask, provider: PartnerPortal) -> None:
    portal = app.extensions["partners"]["demo"]
    threads = [threading.Thread(target=portal.line.discovered) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = provider.asked(DISCOVERY)
    assert asked >= 1
    # Whoever comes after them finds what they have learnt.
    for _ in range(8):
        portal.line.discovered()
    assert provider.asked(DISCOVERY) == asked


def _signed_in(client: Client, provider: PartnerPortal) -> Client:
    provider.sign_in(client, "no-company")
    return client


def _try(client: Client, provider: PartnerPortal) -> Any:
    """Come in, as far as the portal lets one."""
    answer = client.get("/partner/demo/sign-in")
    if answer.status_code != 303:
        return answer
    return client.get(local(provider.authorize(provider.browser, answer.location, "first")))


def _name(path: str) -> str:
    return {DISCOVERY: "discovery", "/token": "token", "/jwks": "keys"}[path]
