"""What the portal remembers while it runs: clients, sessions, codes, access tokens. Nothing is written down."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_hex
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin

from tbc.demo.portal.people import Person

SCOPES = ("openid", "profile", "email")
CODE_LIFE = 60  # seconds
TOKEN_LIFE = 600  # seconds


@dataclass(frozen=True, slots=True)
class Client(ClientMixin):  # type: ignore[misc]  # Authlib has no types
    """A site that lets people in by this portal; every address of it is a whole URL."""

    client_id: str
    client_secret: str
    name: str
    redirect_uri: str
    post_logout_redirect_uris: tuple[str, ...]
    backchannel_logout_uri: str
    initiate_login_uri: str
    algorithm: str = "RS256"

    @property
    def client_metadata(self) -> dict[str, Any]:
        return {"post_logout_redirect_uris": list(self.post_logout_redirect_uris)}

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return ""  # OpenID Connect asks for it in each request

    def get_allowed_scope(self, scope: str | None) -> str:
        return " ".join(word for word in (scope or "").split() if word in SCOPES)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return compare_digest(self.client_secret.encode(), client_secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint != "token" or method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(slots=True)
class Session:
    """Somebody signed in with one browser; `auth_time` is in seconds of the epoch."""

    person: Person
    auth_time: int
    sid: str = field(default_factory=lambda: token_hex(16))
    clients: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]  # Authlib has no types
    """What the browser carries to the client, with what its request asked for."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    session: Session
    expires_at: float

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What the client shows at the userinfo endpoint."""

    session: Session
    scope: str
    expires_at: float


class Memory:
    """Sessions by the browser's secret, codes and tokens by themselves, consents by subject and client."""

    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, AccessToken] = {}
        self.consents: set[tuple[str, str]] = set()

    def find_session(self, browser: str) -> Session | None:
        return self.sessions.get(browser)

    def find_code(self, code: str, client_id: str) -> Code | None:
        found = self.codes.get(code)
        return found if found and found.client_id == client_id and found.expires_at > time.time() else None

    def find_token(self, token: str) -> AccessToken | None:
        found = self.tokens.get(token)
        return found if found and found.expires_at > time.time() else None

    def forget(self) -> None:
        """Begin anew: nobody is signed in, nobody has consented."""
        for things in (self.sessions, self.codes, self.tokens):
            things.clear()
        self.consents.clear()
