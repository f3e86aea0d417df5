"""Attacks on the way to the partner portal and back: states, codes and answers that are not this browser's own."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import time_machine
from flask import Flask

from tbc.kit.clock import now
from tbc.partners.rules.refusals import Refusal
from tests.accounts.journeys import another_browser, is_in
from tests.client import Client
from tests.partners.attacks import assert_refused, made
from tests.partners.provider.server import PartnerPortal, local

pytestmark = pytest.mark.rule("PRT-1")


@pytest.mark.parametrize("state", ["forged", "", "あ", "x" * 5000])
def test_a_forged_state_is_refused(client: Client, provider: PartnerPortal, state: str) -> None:
    back = _changed(provider.callback(client, "first"), state=state)
    assert_refused(client, client.get(back), Refusal.STATE)


def test_a_missing_state_is_refused(client: Client, provider: PartnerPortal) -> None:
    back = _changed(provider.callback(client, "first"), state=None)
    assert_refused(client, client.get(back), Refusal.STATE)


def test_an_answer_in_another_browser_is_refused(app: Flask, client: Client, provider: PartnerPortal) -> None:
    """An attacker signs in as themself, and has a victim's browser open the way back."""
    back = local(provider.callback(client, "stranger"))
    victim = another_browser(app)
    assert_refused(victim, victim.get(back), Refusal.STATE)


def test_an_answer_in_a_browser_that_waits_for_its_own_is_refused(
    app: Flask, client: Client, provider: PartnerPortal
) -> None:
    back = local(provider.callback(client, "stranger"))
    victim = another_browser(app)
    provider.start_sign_in(victim)
    assert_refused(victim, victim.get(back), Refusal.STATE)


def test_a_replayed_answer_is_refused(app: Flask, client: Client, provider: PartnerPortal) -> None:
    back = local(provider.callback(client, "first"))
    assert client.get(back).status_code == 303
    before = made()
    again = client.get(back)
    assert again.status_code == 400
    assert made() == before
    assert is_in(client)


def test_a_replay_with_the_cookies_of_then_is_refused(app: Flask, client: Client, provider: PartnerPortal) -> None:
    back = local(provider.callback(client, "first"))
    thief = another_browser(app)
    for cookie in client._cookies.values() if client._cookies else ():
        thief.set_cookie(cookie.key, cookie.value, domain="localhost")
    assert client.get(back).status_code == 303
    assert_refused(thief, thief.get(back), Refusal.STATE, "token: invalid_grant", before=made())


def test_an_expired_state_is_refused(client: Client, provider: PartnerPortal) -> None:
    back = local(provider.callback(client, "first"))
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert_refused(client, client.get(back), Refusal.STATE)


def test_a_code_of_another_session_is_refused(app: Flask, client: Client, provider: PartnerPortal) -> None:
    """The code was made for another challenge than the one whose verifier this browser has."""
    stolen = parse_qs(urlsplit(provider.callback(another_browser(app), "first")).query)["code"][0]
    back = _changed(provider.callback(client, "stranger"), code=stolen)
    assert_refused(client, client.get(back), Refusal.STATE, "token: invalid_grant")


def test_the_challenge_is_sent_and_taking_it_out_leads_nowhere(client: Client, provider: PartnerPortal) -> None:
    there = provider.start_sign_in(client)
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"][0]
    assert "code_verifier" not in asked
    stripped = there.replace("code_challenge=", "x=").replace("code_challenge_method=", "y=")
    back = local(provider.authorize(provider.browser, stripped, "first"))
    assert_refused(client, client.get(back), Refusal.PORTAL_ERROR)


def test_each_way_has_a_state_nonce_and_challenge_of_its_own(client: Client, provider: PartnerPortal) -> None:
    ways = [parse_qs(urlsplit(provider.start_sign_in(client)).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert ways[0][name] != ways[1][name]
        assert len(ways[0][name][0]) >= 43


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:1", "https://evil.example", ""])
def test_an_answer_of_another_issuer_is_refused(client: Client, provider: PartnerPortal, issuer: str) -> None:
    back = _changed(provider.callback(client, "first"), iss=issuer)
    assert_refused(client, client.get(back), Refusal.WRONG_ISSUER, "answer")
    assert provider.asked("/token") == 0


def test_an_answer_without_the_issuer_that_was_promised_is_refused(client: Client, provider: PartnerPortal) -> None:
    back = _changed(provider.callback(client, "first"), iss=None)
    assert_refused(client, client.get(back), Refusal.WRONG_ISSUER, "no iss")


def test_a_code_is_not_taken_to_another_portal(
    client: Client, provider: PartnerPortal, other_provider: PartnerPortal
) -> None:
    """Mix-up: the attacker's portal answers in the place of the honest one (RFC 9207)."""
    back = local(provider.callback(client, "first"))
    assert_refused(client, client.get(back.replace("/demo/", "/other/")), Refusal.STATE)
    mixed = _changed(other_provider.callback(client, "first"), iss=provider.issuer)
    assert_refused(client, client.get(mixed), Refusal.WRONG_ISSUER, "answer")
    assert provider.asked("/token") == other_provider.asked("/token") == 0


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("access_denied", Refusal.CONSENT),
        ("server_error", Refusal.PORTAL_DOWN),
        ("temporarily_unavailable", Refusal.PORTAL_DOWN),
        ("<script>alert(1)</script>", Refusal.PORTAL_ERROR),
    ],
)
def test_an_error_is_a_page_and_its_words_are_not_shown(
    client: Client, provider: PartnerPortal, error: str, why: Refusal
) -> None:
    back = _changed(provider.callback(client, "first"), code=None, error=error, error_description="<b>call 0120</b>")
    answer = client.get(back)
    assert_refused(client, answer, why)
    assert "call 0120" not in answer.text
    assert "<script>alert" not in answer.text


def test_refused_consent_is_a_page(client: Client, provider: PartnerPortal) -> None:
    assert_refused(client, provider.sign_in(client, "first", consent="no"), Refusal.CONSENT)


@pytest.mark.parametrize("code", [None, "", "x" * 5000])
def test_no_code_is_a_page(client: Client, provider: PartnerPortal, code: str | None) -> None:
    back = _changed(provider.callback(client, "first"), code=code)
    assert_refused(client, client.get(back), Refusal.PORTAL_ERROR, "no code")


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)",
        "\\\\evil.example", "/%09/evil.example\t", "http://localhost@evil.example/",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site_afterwards(client: Client, provider: PartnerPortal, evil: str) -> None:
    door = f"/partner/demo/sign-in?{urlencode({'next': evil})}"
    answer = client.get(local(provider.callback(client, "no-company", door)))
    while answer.status_code == 303:
        assert answer.location.startswith("/")
        assert not answer.location.startswith(("//", "/\\"))
        answer = client.get(answer.location)
    assert "evil.example" not in answer.text
    assert is_in(client)


def test_a_session_that_was_planted_is_not_taken_over(app: Flask, client: Client, provider: PartnerPortal) -> None:
    client.set_cookie("tbc_session", "planted-by-somebody", domain="localhost")
    provider.sign_in(client, "no-company")
    cookie = client.get_cookie("tbc_session", domain="localhost")
    assert cookie is not None
    assert cookie.value != "planted-by-somebody"
    attacker = another_browser(app)
    attacker.set_cookie("tbc_session", "planted-by-somebody", domain="localhost")
    assert not is_in(attacker)


def test_whoever_is_refused_too_often_waits(client: Client, provider: PartnerPortal) -> None:
    for _ in range(20):
        assert client.get("/partner/demo/callback?state=guess").status_code == 400
    answer = client.get("/partner/demo/callback?state=guess")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def _changed(address: str, **changes: str | None) -> str:
    """The way back with other parameters; None leaves one out."""
    parts = urlsplit(local(address))
    values = dict(parse_qsl(parts.query)) | changes
    return parts._replace(query=urlencode({name: one for name, one in values.items() if one is not None})).geturl()
