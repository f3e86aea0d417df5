"""What a partner portal publishes of itself: its addresses and its ways (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from authlib.oidc.discovery import get_well_known_url

from tbc.partner_settings import PartnerProvider
from tbc.partners.oidc.fetching import AnswerUnfit
from tbc.partners.rules.refusals import Refusal, SignOnRefused

# By a key pair alone: with a shared secret a public key could be passed off as one.
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")


@dataclass(frozen=True, slots=True)
class Discovered:
    """The portal's endpoints; those that it need not have are empty."""

    authorization: str
    token: str
    jwks: str
    userinfo: str
    end_session: str
    algorithms: tuple[str, ...]
    client_auth: str
    tells_issuer: bool


def address_of(provider: PartnerProvider) -> str:
    """Where the portal's document lies."""
    return str(get_well_known_url(provider.issuer, external=True))


def read_discovery(document: Mapping[str, Any], provider: PartnerProvider) -> Discovered:
    """What the document says.

    Raises:
        SignOnRefused: it is another issuer's.
        AnswerUnfit: something that we need is missing, or leads to where no portal is.
    """
    if document.get("issuer") != provider.issuer:
        raise SignOnRefused(Refusal.WRONG_ISSUER, "discovery")
    return Discovered(
        authorization=_endpoint(document, "authorization_endpoint", provider),
        token=_endpoint(document, "token_endpoint", provider),
        jwks=_endpoint(document, "jwks_uri", provider),
        userinfo=_endpoint(document, "userinfo_endpoint", provider, needed=False),
        end_session=_endpoint(document, "end_session_endpoint", provider, needed=False),
        algorithms=_algorithms(document),
        client_auth=_client_auth(document),
        tells_issuer=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _endpoint(document: Mapping[str, Any], name: str, provider: PartnerProvider, *, needed: bool = True) -> str:
    value = document.get(name)
    if value is None and not needed:
        return ""
    parts = urlsplit(value) if isinstance(value, str) else None
    plain_allowed = provider.on_loopback and parts is not None and parts.hostname == urlsplit(provider.issuer).hostname
    fit = parts is not None and parts.hostname and not parts.fragment and not parts.username
    if not fit or parts is None or not (parts.scheme == "https" or (parts.scheme == "http" and plain_allowed)):
        raise AnswerUnfit(f"discovery: {name}")
    return str(value)


def _algorithms(document: Mapping[str, Any]) -> tuple[str, ...]:
    offered = document.get("id_token_signing_alg_values_supported", ["RS256"])
    known = tuple(name for name in ALGORITHMS if isinstance(offered, list) and name in offered)
    if not known:
        raise AnswerUnfit("discovery: algorithms")
    return known


def _client_auth(document: Mapping[str, Any]) -> str:
    ways = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    known = [way for way in ("client_secret_basic", "client_secret_post") if way in ways]
    if not known:
        raise AnswerUnfit("discovery: client authentication")
    return known[0]
