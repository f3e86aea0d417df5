"""What the portal says as an OpenID provider: its discovery, its tokens, its userinfo, its logout tokens."""

from __future__ import annotations

import time
from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt

from tbc.demo.portal.keys import KeyRing
from tbc.demo.portal.people import PEOPLE, Person
from tbc.demo.portal.state import SCOPES, Client, Code, Memory, Session

ID_TOKEN_LIFE = 300  # seconds
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class Provider:
    """The portal at `issuer` (a URL without a trailing slash), with the clients and people it knows."""

    def __init__(self, issuer: str, clients: Iterable[Client], people: Iterable[Person] = PEOPLE) -> None:
        self.issuer = issuer
        self.clients = {client.client_id: client for client in clients}
        self.people = {person.key: person for person in people}
        self.keys = KeyRing()
        self.memory = Memory()

    def discovery(self) -> dict[str, Any]:
        """OpenID Connect Discovery 1.0, with RFC 9207 and the two logouts."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/end-session",
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "prompt_values_supported": ["none", "login", "consent"],
            "acr_values_supported": sorted({person.acr for person in self.people.values()}),
            "claims_supported": sorted({"sub", *(name for one in self.people.values() for name in one.claims())}),
            "authorization_response_iss_parameter_supported": True,
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }

    def jwks(self) -> dict[str, Any]:
        """The public keys."""
        return self.keys.public()

    def id_token(self, client: Client, code: Code, access_token: str) -> str:
        """Who has signed in, when and how, for `client` alone."""
        half = create_half_hash(access_token, client.algorithm)
        return self.signed(client, self._id_claims(client, code) | {"at_hash": half.decode()}, "JWT")

    def userinfo(self, session: Session, scope: str) -> dict[str, Any]:
        """What may be known of the person."""
        return _told(session, scope)

    def logout_token(self, client: Client, session: Session) -> str:
        """Tell `client` that the session has ended (OpenID Connect Back-Channel Logout 1.0)."""
        return self.signed(client, self.logout_claims(client, session.person.subject, session.sid), "logout+jwt")

    def logout_claims(self, client: Client, subject: str, sid: str) -> dict[str, Any]:
        """What such a token says."""
        times = {"iat": int(time.time()), "exp": int(time.time()) + 120}
        told = {"sub": subject, "sid": sid, "jti": token_hex(16), "events": {LOGOUT_EVENT: {}}}
        return {"iss": self.issuer, "aud": client.client_id} | times | told

    def signed(self, client: Client, claims: dict[str, Any], typ: str) -> str:
        """A token that says `claims`, signed by the algorithm that the client has registered."""
        key = self.keys.for_algorithm(client.algorithm)
        return jwt.encode({"alg": client.algorithm, "typ": typ, "kid": key.kid}, claims, key)

    def _id_claims(self, client: Client, code: Code) -> dict[str, Any]:
        session, now = code.session, int(time.time())
        return _told(session, code.scope) | {
            "iss": self.issuer,
            "aud": client.client_id,
            "iat": now,
            "exp": now + ID_TOKEN_LIFE,
            "auth_time": session.auth_time,
            "sid": session.sid,
            "amr": list(session.person.amr),
            "acr": session.person.acr,
            **({"nonce": code.nonce} if code.nonce else {}),
        }


def _told(session: Session, scope: str) -> dict[str, Any]:
    """The e-mail by its scope, everything else by `profile`."""
    words, claims = scope.split(), session.person.claims()
    allowed = {name for name in claims if ("email" if name in _EMAIL else "profile") in words}
    return {"sub": session.person.subject} | {name: claims[name] for name in claims if name in allowed}


_EMAIL = {"email", "email_verified"}
