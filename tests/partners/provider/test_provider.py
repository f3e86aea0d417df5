"""The partner portal of the demo and the tests keeps to OpenID Connect itself: what it refuses, and what it tells."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.partners.provider.server import PartnerPortal

pytestmark = pytest.mark.rule("PRT-1")

VERIFIER = "a verifier that is long enough to be one, 43 signs".replace(" ", "-").replace(",", "")
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def test_a_code_becomes_a_token_that_says_who_when_and_how(provider: PartnerPortal) -> None:
    claims = _claims(provider, _exchange(provider, _code(provider, "two-factor")))
    assert claims["iss"] == provider.issuer
    assert claims["aud"] == provider.client_id
    assert claims["nonce"] == "n"
    assert claims["sub"] == provider.people["two-factor"]["sub"]
    assert claims["sid"] == provider.session_of("two-factor").sid
    assert "otp" in claims["amr"]
    assert claims["acr"].endswith("/mfa")


def test_userinfo_tells_of_the_company(provider: PartnerPortal) -> None:
    token = _exchange(provider, _code(provider, "first"))["access_token"]
    with urlopen(Request(f"{provider.issuer}/userinfo", headers={"Authorization": f"Bearer {token}"})) as answer:
        told = json.load(answer)
    assert told == provider.people["first"]
    assert told["tier"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "x" * 43},
        {"code_verifier": ""},
        {"client_secret": "wrong"},
        {"redirect_uri": "http://localhost/x"},
    ],
)
def test_a_wrong_exchange_gives_nothing(provider: PartnerPortal, changes: dict[str, str]) -> None:
    answer = _exchange(provider, _code(provider, "first"), **changes)
    assert "access_token" not in answer


def test_a_code_is_good_once(provider: PartnerPortal) -> None:
    code = _code(provider, "first")
    assert "id_token" in _exchange(provider, code)
    assert _exchange(provider, code)["error"] == "invalid_grant"


@pytest.mark.parametrize("changes", [{"code_challenge": ""}, {"code_challenge_method": "plain"}])
def test_a_request_without_a_challenge_is_refused(provider: PartnerPortal, changes: dict[str, str]) -> None:
    answer = _answer(provider, "first", **changes)
    assert answer["error"] == "invalid_request"
    assert answer["iss"] == provider.issuer


@pytest.mark.parametrize("changes", [{"redirect_uri": "http://localhost/evil"}, {"client_id": "nobody"}])
def test_a_foreign_address_or_site_is_not_gone_back_to(provider: PartnerPortal, changes: dict[str, str]) -> None:
    page = provider.browser.get(_request(provider, **changes))
    assert page.status == 400
    assert not page.location
    assert "要求を受け付けられません" in page.text


def test_a_person_may_refuse(provider: PartnerPortal) -> None:
    back = provider.authorize(provider.browser, _request(provider), "first", consent="no")
    answer = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    assert answer["error"] == "access_denied"
    assert answer["state"] == "s"


def test_whoever_is_signed_in_is_asked_again_only_on_demand(provider: PartnerPortal) -> None:
    _code(provider, "first")
    assert provider.browser.get(_request(provider)).location
    assert "もう一度サインインしてください" in provider.browser.get(_request(provider, prompt="login")).text
    sid, began = provider.session_of("first").sid, provider.session_of("first").auth_time
    provider.session_of("first").auth_time = began - 100
    assert "もう一度サインイン" in provider.browser.get(_request(provider, max_age="60")).text
    assert _answer(provider, "first", max_age="60")["code"]
    assert provider.session_of("first").sid == sid
    assert provider.session_of("first").auth_time >= began


def test_nobody_signed_in_and_no_question_wished_is_an_error(provider: PartnerPortal) -> None:
    back = provider.browser.get(_request(provider, prompt="none")).location
    assert "error=login_required" in back


def test_a_site_signs_out_by_its_token_and_another_site_does_not(provider: PartnerPortal) -> None:
    token = _exchange(provider, _code(provider, "first"))["id_token"]
    foreign = urlencode({"post_logout_redirect_uri": "http://localhost/partner/demo/signed-out"})
    assert "サインアウトしますか" in provider.browser.get(f"{provider.issuer}/end-session?{foreign}").text
    wish = urlencode(
        {"id_token_hint": token, "post_logout_redirect_uri": "http://localhost/partner/demo/signed-out", "state": "x"}
    )
    assert (
        provider.browser.get(f"{provider.issuer}/end-session?{wish}").location
        == "http://localhost/partner/demo/signed-out?state=x"
    )
    assert not provider.provider.memory.sessions
    elsewhere = urlencode({"id_token_hint": token, "post_logout_redirect_uri": "http://evil.example/"})
    assert not provider.browser.get(f"{provider.issuer}/end-session?{elsewhere}").location


def test_a_form_of_another_site_is_refused(provider: PartnerPortal) -> None:
    page = provider.browser.get(f"{provider.issuer}/sign-in")
    assert provider.browser.press(page, person="first", token="forged").status == 400
    assert not provider.provider.memory.sessions


def test_another_name_that_points_to_it_is_refused(provider: PartnerPortal) -> None:
    answer = provider.browser.get(provider.issuer.replace("127.0.0.1", "localhost"))
    assert answer.status == 400


def _request(provider: PartnerPortal, **changes: str) -> str:
    asked = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": provider.site.redirect_uri,
        "scope": "openid profile email", "state": "s", "nonce": "n", "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    } | changes  # fmt: skip
    return f"{provider.issuer}/authorize?{urlencode({name: value for name, value in asked.items() if value})}"


def _answer(provider: PartnerPortal, key: str, **changes: str) -> dict[str, str]:
    back = provider.authorize(provider.browser, _request(provider, **changes), key)
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


def _code(provider: PartnerPortal, key: str) -> str:
    answer = _answer(provider, key)
    assert answer["state"] == "s"
    assert answer["iss"] == provider.issuer
    return answer["code"]


def _exchange(provider: PartnerPortal, code: str, **changes: str) -> Any:
    values = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": provider.site.redirect_uri,
        "code_verifier": VERIFIER, "client_id": provider.client_id, "client_secret": provider.client_secret,
    } | changes  # fmt: skip
    answer = provider.browser._open(Request(f"{provider.issuer}/token", urlencode(values).encode()))
    return json.loads(answer.text)


def _claims(provider: PartnerPortal, answer: dict[str, str]) -> dict[str, Any]:
    with urlopen(f"{provider.issuer}/jwks") as keys:
        return dict(jwt.decode(answer["id_token"], KeySet.import_key_set(json.load(keys)), ["RS256"]).claims)
