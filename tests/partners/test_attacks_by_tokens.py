"""ID tokens that are not the portal's, not for us, not for now, or not for this sign-in."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry

from tbc.partners.rules.refusals import Refusal
from tests.accounts.journeys import is_in
from tests.client import Client
from tests.partners.attacks import assert_refused
from tests.partners.provider.server import PartnerPortal

pytestmark = pytest.mark.rule("PRT-1")

FOREIGN = RSAKey.generate_key(2048, {"kid": "foreign"})
Claims = dict[str, Any]


def ago(seconds: int) -> int:
    """A time of the past; a negative number is the future."""
    return int(time.time()) - seconds


WRONG: list[tuple[str, Callable[[], Claims], str]] = [
    ("another nonce", lambda: {"nonce": "another"}, "nonce"),
    ("no nonce", lambda: {"nonce": None}, "nonce"),
    ("a nonce that is no text", lambda: {"nonce": ["x"]}, "nonce"),
    ("another audience", lambda: {"aud": "somebody-else"}, "aud"),
    ("no audience", lambda: {"aud": None}, "aud"),
    ("several audiences and none is named", lambda: {"aud": ["tbc", "evil"]}, "azp"),
    ("several audiences and another is named", lambda: {"aud": ["tbc", "evil"], "azp": "evil"}, "azp"),
    ("made for another one", lambda: {"azp": "evil"}, "azp"),
    ("expired", lambda: {"exp": ago(70)}, "exp"),
    ("no expiry", lambda: {"exp": None}, "exp"),
    ("not yet good", lambda: {"nbf": ago(-70)}, "nbf"),
    ("made in the future", lambda: {"iat": ago(-70)}, "iat"),
    ("made long ago", lambda: {"iat": ago(100_000)}, "iat"),
    ("no time of making", lambda: {"iat": None}, "iat"),
    ("no subject", lambda: {"sub": None}, "sub"),
    ("an empty subject", lambda: {"sub": ""}, "sub"),
    ("a subject that is no text", lambda: {"sub": 7}, "sub"),
    ("an endless subject", lambda: {"sub": "x" * 300}, "sub"),
]


@pytest.mark.parametrize(("changes", "detail"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_wrong_claims_are_refused(
    client: Client, provider: PartnerPortal, changes: Callable[[], Claims], detail: str
) -> None:
    with provider.hostile(id_token=changes()):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, detail)


@pytest.mark.parametrize("issuer", ["https://evil.example", "", None])
def test_another_issuer_is_refused(client: Client, provider: PartnerPortal, issuer: str | None) -> None:
    with provider.hostile(id_token={"iss": issuer}):
        answer = provider.sign_in(client, "first")
    why = (Refusal.TOKEN, "iss") if issuer is None else (Refusal.WRONG_ISSUER, "token")
    assert_refused(client, answer, *why)


@pytest.mark.parametrize(
    "changes",
    [
        lambda: {"exp": ago(30), "iat": ago(330)},
        lambda: {"nbf": ago(-30), "iat": ago(-30)},
        lambda: {"aud": ["tbc"]},
        lambda: {"aud": ["tbc", "another"], "azp": "tbc"},
    ],
)
def test_clocks_that_differ_a_little_and_the_other_ways_of_saying_it_are_taken(
    client: Client, provider: PartnerPortal, changes: Callable[[], Claims]
) -> None:
    with provider.hostile(id_token=changes()):
        provider.sign_in(client, "first")
    assert is_in(client)


def test_elliptic_keys_are_taken(client: Client, provider: PartnerPortal) -> None:
    key = provider.provider.keys.ec
    with provider.hostile(encode=lambda claims: jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)):
        provider.sign_in(client, "first")
    assert is_in(client)


def test_no_signature_is_refused(client: Client, provider: PartnerPortal) -> None:
    for algorithm in ("none", "None", "NONE"):
        with provider.hostile(encode=lambda claims, name=algorithm: f"{_part({'alg': name})}.{_part(claims)}."):
            assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "alg")


def test_a_cut_signature_is_refused(client: Client, provider: PartnerPortal) -> None:
    key = provider.provider.keys.rsa
    with provider.hostile(encode=lambda claims: jwt.encode(_head(key.kid), claims, key).rpartition(".")[0] + "."):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "signature")


def test_the_public_key_as_a_shared_secret_is_refused(client: Client, provider: PartnerPortal) -> None:
    key = provider.provider.keys.rsa
    with provider.hostile(
        encode=lambda claims: _by_secret(key.kid, claims, key.as_pem(private=False)),
        discovery={"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]},
    ):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "alg")


def test_our_own_secret_is_no_key(client: Client, provider: PartnerPortal) -> None:
    secret = OctKey.import_key(provider.client_secret)
    with provider.hostile(encode=lambda claims: jwt.encode({"alg": "HS256"}, claims, secret)):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "alg")


@pytest.mark.parametrize("name", ["jwk", "jku", "x5u", "x5c", "crit"])
def test_a_key_that_the_token_brings_along_is_refused(client: Client, provider: PartnerPortal, name: str) -> None:
    brought: dict[str, Any] = {
        "jwk": FOREIGN.as_dict(private=False),
        "jku": "http://127.0.0.1:1/keys",
        "x5u": "http://127.0.0.1:1/certificate",
        "x5c": ["MIIB"],
        "crit": ["exp"],
    }
    header = {"alg": "RS256", name: brought[name]}
    with provider.hostile(encode=lambda claims: _signed(header, claims, FOREIGN)):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "header")


def test_a_key_that_the_portal_does_not_have_is_refused(client: Client, provider: PartnerPortal) -> None:
    with provider.hostile(encode=lambda claims: jwt.encode(_head("foreign"), claims, FOREIGN)):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "kid")


def test_a_foreign_key_by_the_name_of_an_own_one_is_refused(client: Client, provider: PartnerPortal) -> None:
    kid = provider.provider.keys.rsa.kid
    with provider.hostile(encode=lambda claims: jwt.encode(_head(kid), claims, FOREIGN)):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "signature")


def test_a_token_for_signing_out_does_not_sign_in(client: Client, provider: PartnerPortal) -> None:
    key = provider.provider.keys.rsa
    header = {"alg": "RS256", "kid": key.kid, "typ": "logout+jwt"}
    with provider.hostile(encode=lambda claims: jwt.encode(header, claims, key)):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "typ")


@pytest.mark.parametrize(
    ("token", "detail"),
    [
        ("", "form"),
        ("no token", "form"),
        ("a.b", "form"),
        ("a.b.c.d.e", "form"),
        ("あ.い.う", "form"),
        ("!!!.???.***", "header"),
        (f"{'[' * 900}.a.b", "header"),
        ("W10.e30.", "header"),
        (f"{'A' * 200_000}.e30.", "form"),
        (f"{'A' * 2_000}.e30.", "header"),
    ],
)
def test_what_is_no_token_or_a_giant_one_is_refused(
    client: Client, provider: PartnerPortal, token: str, detail: str
) -> None:
    with provider.hostile(encode=lambda _claims: token):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, detail)


def test_another_subject_in_userinfo_is_refused(client: Client, provider: PartnerPortal) -> None:
    for sub in (provider.people["stranger"]["sub"], None, ""):
        with provider.hostile(id_token={"company": None}, userinfo={"sub": sub}):
            assert_refused(client, provider.sign_in(client, "first"), Refusal.TOKEN, "userinfo sub")


def test_userinfo_does_not_prove_the_address_of_the_token(client: Client, provider: PartnerPortal) -> None:
    """The token tells an address and not whether it is proven; userinfo tells another one that is."""
    owner = provider.people["stranger"]["email"]
    with provider.hostile(
        id_token={"email": owner, "email_verified": None}, userinfo={"email": "a@evil.example", "email_verified": False}
    ):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.UNVERIFIED)


def _head(kid: Any) -> dict[str, Any]:
    return {"alg": "RS256", "kid": kid, "typ": "JWT"}


def _part(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _by_secret(kid: Any, claims: Claims, secret: bytes) -> str:
    said = f"{_part({'alg': 'HS256', 'kid': kid})}.{_part(claims)}"
    return f"{said}.{urlsafe_b64encode(hmac.digest(secret, said.encode(), 'sha256')).decode().rstrip('=')}"


def _signed(header: dict[str, Any], claims: Claims, key: RSAKey) -> str:
    """A token with a header that the library would not write by itself."""
    said = f"{_part(header)}.{_part(claims)}"
    signature = JWSRegistry.algorithms["RS256"].sign(said.encode(), key)
    return f"{said}.{urlsafe_b64encode(signature).decode().rstrip('=')}"
