"""ID tokens and logout tokens: small, signed by a key of the portal, made by it, for us, now."""

from __future__ import annotations

import json
import warnings
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import Key
from joserfc.jwt import JWTClaimsRegistry

from tbc.kit.clock import now
from tbc.partner_settings import PartnerProvider
from tbc.partners.rules.claims import LONGEST_SUBJECT
from tbc.partners.rules.refusals import Refusal, SignOnRefused, TokenRefused

LONGEST = 32 * 1024
LONGEST_HEADER = 1024
OLDEST = 24 * 60 * 60  # seconds: a token is for now
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"

# The older of the two names of one algorithm (RFC 9864): portals sign by it still, and it is as good.
warnings.filterwarnings("ignore", message="EdDSA is deprecated", category=SecurityWarning)

Find = Callable[[str, Any], Key | None]


def read_id_token(token: Any, find_key: Find, algorithms: tuple[str, ...], provider: PartnerProvider) -> dict[str, Any]:
    """The claims of an ID token for us; the nonce is the caller's to compare.

    Raises:
        TokenRefused: see there.
    """
    header, claims = _opened(token, find_key, algorithms)
    if header.get("typ", "JWT") not in {"JWT", "jwt"}:
        raise TokenRefused("typ")
    _check(claims, provider, ("iss", "sub", "aud", "exp", "iat"))
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") is None:
        raise TokenRefused("azp")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise TokenRefused("azp")
    _check_subject(claims)
    return claims


def read_logout_token(
    token: Any, find_key: Find, algorithms: tuple[str, ...], provider: PartnerProvider
) -> dict[str, Any]:
    """The claims of a logout token for us (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6).

    Raises:
        TokenRefused: see there.
    """
    header, claims = _opened(token, find_key, algorithms)
    if str(header.get("typ", "")).lower().removeprefix("application/") != "logout+jwt":
        raise TokenRefused("typ")
    _check(claims, provider, ("iss", "aud", "exp", "iat", "jti"))
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise TokenRefused("events")
    if "nonce" in claims:
        raise TokenRefused("nonce")
    for name in ("sid", "sub"):
        if name in claims and not (isinstance(claims[name], str) and claims[name]):
            raise TokenRefused(name)
    if "sid" not in claims and "sub" not in claims:
        raise TokenRefused("sid")
    return claims


def _opened(token: Any, find_key: Find, algorithms: tuple[str, ...]) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Header and claims of a token whose signature is right; nothing is parsed that is too long."""
    header = _header(token)
    algorithm = header.get("alg")
    if algorithm not in algorithms:
        raise TokenRefused("alg")
    if {"jwk", "jku", "x5u", "x5c", "crit", "enc", "zip"} & set(header):
        raise TokenRefused("header")
    key = find_key(str(algorithm), header.get("kid"))
    if key is None:
        raise TokenRefused("kid")
    try:
        opened = jwt.decode(token, key, algorithms=[str(algorithm)])
    except (JoseError, ValueError, TypeError, RecursionError):
        raise TokenRefused("signature") from None
    return opened.header, opened.claims


def _header(token: Any) -> dict[str, Any]:
    if not isinstance(token, str) or not token.isascii() or len(token) > LONGEST or token.count(".") != 2:
        raise TokenRefused("form")
    part = token.split(".", 1)[0]
    if len(part) > LONGEST_HEADER:
        raise TokenRefused("header")
    try:
        header = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        raise TokenRefused("header") from None
    if not isinstance(header, dict):
        raise TokenRefused("header")
    return header


def _check(claims: dict[str, Any], provider: PartnerProvider, needed: tuple[str, ...]) -> None:
    missing = next((name for name in needed if claims.get(name) is None), None)
    if missing:
        raise TokenRefused(missing)
    if claims["iss"] != provider.issuer:
        raise SignOnRefused(Refusal.WRONG_ISSUER, "token")
    at = int(now().timestamp())
    registry = JWTClaimsRegistry(at, provider.clock_skew, aud={"essential": True, "value": provider.client_id})
    try:
        registry.validate(claims)
    except JoseError as error:
        raise TokenRefused(_wrong(error)) from None
    if claims["iat"] < at - OLDEST - provider.clock_skew:
        raise TokenRefused("iat")


def _check_subject(claims: dict[str, Any]) -> None:
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isascii():
        raise TokenRefused("sub")


def _wrong(error: JoseError) -> str:
    """The claim that the library found wrong; an expired token has no claim in its error."""
    return str(getattr(error, "claim", "") or getattr(error, "error", "claims"))[:40]
