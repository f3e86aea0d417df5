"""Which keys of a portal check a signature, and by which algorithms (PRT-1)."""

from __future__ import annotations

from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from tbc.kit.clock import now
from tbc.partner_settings import PartnerProvider
from tbc.partners.oidc.discovery import ALGORITHMS
from tbc.partners.oidc.keys import key_for, read_keys
from tbc.partners.oidc.tokens import read_id_token
from tbc.partners.rules.refusals import TokenRefused

pytestmark = pytest.mark.rule("PRT-1")
PORTAL = PartnerProvider("main", "ポータル", "https://login.example.com", "tbc", "secret")
RSA, EC, ED = RSAKey.generate_key(2048), ECKey.generate_key("P-256"), OKPKey.generate_key("Ed25519")


def published(*keys: Key, **more: Any) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) | {"kid": f"k{n}"} | more for n, key in enumerate(keys)]}


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
@pytest.mark.parametrize(
    ("algorithm", "key"), [("RS256", RSA), ("PS256", RSA), ("ES256", EC), ("EdDSA", ED), ("Ed25519", ED)]
)
def test_a_token_by_each_algorithm_is_read(algorithm: str, key: Key) -> None:
    at = int(now().timestamp())
    claims = {"iss": PORTAL.issuer, "aud": "tbc", "sub": "p-1", "iat": at, "exp": at + 60}
    token = jwt.encode({"alg": algorithm, "kid": "k0"}, claims, key, algorithms=[algorithm])
    keys = read_keys(published(key))
    read = read_id_token(token, lambda alg, kid: key_for(keys, alg, kid), ALGORITHMS, PORTAL)
    assert read["sub"] == "p-1"
    with pytest.raises(TokenRefused, match="alg"):
        read_id_token(token, lambda alg, kid: key_for(keys, alg, kid), ("ES384",), PORTAL)


@pytest.mark.parametrize(
    "row",
    [
        OctKey.generate_key(256).as_dict(),
        RSA.as_dict(private=True),
        RSA.as_dict(private=False) | {"use": "enc"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "EC", "crv": "P-256"},
        {"kty": "what"},
        {},
        "a key",
        None,
    ],
)
def test_what_is_no_public_key_for_signatures_is_left_out(row: Any) -> None:
    assert read_keys({"keys": [row]}) == []


@pytest.mark.parametrize("document", [{}, {"keys": None}, {"keys": {}}, {"keys": "k"}])
def test_a_document_without_keys_has_none(document: dict[str, Any]) -> None:
    assert read_keys(document) == []


def test_a_key_is_for_its_own_algorithm_and_name() -> None:
    keys = read_keys(published(RSA, EC))
    assert key_for(keys, "RS256", "k0") is not None
    assert key_for(keys, "ES256", "k0") is None
    assert key_for(keys, "RS256", "k9") is None
    assert key_for(read_keys(published(RSA, alg="PS256")), "RS256", "k0") is None


def test_without_a_name_the_only_fitting_key_is_taken() -> None:
    assert key_for(read_keys(published(RSA, EC)), "ES256", None) is not None
    two = read_keys(published(EC, ECKey.generate_key("P-256")))
    assert key_for(two, "ES256", None) is None
