"""The line to a partner portal: what it publishes is kept for a while, and asked for anew where that does not fit."""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import Lock
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwk import Key

from tbc.partner_settings import PartnerProvider
from tbc.partners.oidc import fetching, tokens
from tbc.partners.oidc.discovery import Discovered, address_of, read_discovery
from tbc.partners.oidc.keys import key_for, read_keys
from tbc.partners.oidc.portal import Answer, Question
from tbc.partners.rules.claims import read_told
from tbc.partners.rules.refusals import Refusal, SignOnRefused, TokenRefused

KEPT_FOR = 60 * 60  # seconds
# An unknown key is looked for again, but nobody makes us ask without end by making keys up.
ANEW_AT_MOST, ANEW_WITHIN = 5, 60


class Line:
    """What is spoken with one portal. Kept per process; threads share it."""

    def __init__(self, provider: PartnerProvider, redirect_uri: str) -> None:
        self.provider = provider
        self.redirect_uri = redirect_uri
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Ask for everything anew."""
        self._discovered: Discovered | None = None
        self._discovered_at = self._keys_at = 0.0
        self._keys: list[Key] | None = None
        self._asked_anew: list[float] = []

    def discovered(self) -> Discovered:
        """The portal's endpoints and ways.

        Raises:
            SignOnRefused: the portal is down or not as it should be.
        """
        with self._lock:
            known = self._discovered
            if known and time.monotonic() - self._discovered_at < KEPT_FOR:
                return known
        with self._http() as http:
            document = fetching.get_json(http, address_of(self.provider), "discovery", withhold_token=True)
        found = read_discovery(document, self.provider)
        with self._lock:
            self._discovered, self._discovered_at = found, time.monotonic()
        return found

    def authorization_url(self, question: Question, *, anew: bool) -> str:
        """Where the browser goes; `anew` asks its person to sign in there although they are signed in.

        Raises:
            SignOnRefused: see `discovered`.
        """
        found = self.discovered()
        more: dict[str, Any] = {"prompt": "login", "max_age": 0} if anew else {}
        with self._http() as http:
            url, _state = http.create_authorization_url(
                found.authorization, state=question.state, code_verifier=question.verifier, nonce=question.nonce, **more
            )
        return str(url)

    def redeem(self, question: Question, code: str) -> Answer:
        """What the portal says of whoever came back with `code`.

        Raises:
            SignOnRefused: it says nothing, or not what it should.
        """
        found = self.discovered()
        with self._http(found) as http:
            token = self._token(http, found, question, code)
            claims = tokens.read_id_token(token.get("id_token"), self.find_key, found.algorithms, self.provider)
            if claims.get("nonce") != question.nonce:
                raise TokenRefused("nonce")
            return Answer(self._completed(http, found, claims), str(token["id_token"]))

    def read_logout_token(self, token: Any) -> dict[str, Any]:
        """The claims of a logout token that is the portal's and for us.

        Raises:
            SignOnRefused: it is not, or the portal does not tell its keys.
        """
        return tokens.read_logout_token(token, self.find_key, self.discovered().algorithms, self.provider)

    def find_key(self, algorithm: str, kid: Any) -> Key | None:
        """The key that a token names; an unknown one is looked for among keys asked for anew, a few times a minute.

        Raises:
            SignOnRefused: the portal does not tell its keys.
        """
        with self._lock:
            keys = self._keys if time.monotonic() - self._keys_at < KEPT_FOR else None
        known = key_for(keys, algorithm, kid) if keys is not None else None
        if known is not None or (keys is not None and not self._may_ask_anew()):
            return known
        return key_for(self._fetch_keys(), algorithm, kid)

    def _fetch_keys(self) -> list[Key]:
        url = self.discovered().jwks
        with self._http() as http:
            keys = read_keys(fetching.get_json(http, url, "keys", withhold_token=True))
        with self._lock:
            self._keys, self._keys_at = keys, time.monotonic()
        return keys

    def _may_ask_anew(self) -> bool:
        with self._lock:
            at = time.monotonic()
            self._asked_anew = [one for one in self._asked_anew if one > at - ANEW_WITHIN]
            if len(self._asked_anew) >= ANEW_AT_MOST:
                return False
            self._asked_anew.append(at)
            return True

    def _http(self, found: Discovered | None = None) -> OAuth2Session:
        http = OAuth2Session(
            self.provider.client_id,
            self.provider.client_secret,
            token_endpoint_auth_method=found.client_auth if found else None,
            scope=" ".join(self.provider.scopes),
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
        )
        fetching.prepare(http, on_loopback=self.provider.on_loopback)
        return http

    def _token(self, http: OAuth2Session, found: Discovered, question: Question, code: str) -> Mapping[str, Any]:
        def fetch() -> Any:
            return http.fetch_token(
                found.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=question.verifier,
                allow_redirects=False,
            )

        try:
            token = fetch()
        except AuthlibBaseError as error:
            # Of what the portal says only the words that are its protocol's go on.
            known = error.error in {"invalid_grant", "invalid_client", "unauthorized_client", "invalid_request"}
            refusal = Refusal.STATE if error.error == "invalid_grant" else Refusal.MISCONFIGURED
            raise SignOnRefused(refusal, f"token: {error.error}" if known else "token") from None
        except requests.RequestException as error:
            raise fetching.PortalDown(f"token: {type(error).__name__}") from None
        except (ValueError, TypeError, RecursionError):
            raise fetching.AnswerUnfit("token: no JSON") from None
        if not isinstance(token.get("id_token"), str):
            raise fetching.AnswerUnfit("token: no ID token")
        return token  # type: ignore[no-any-return]  # Authlib has no types

    def _completed(self, http: OAuth2Session, found: Discovered, claims: dict[str, Any]) -> Mapping[str, Any]:
        """With what userinfo says besides, where the ID token says too little; it never takes the token's word back."""
        told = read_told(claims, self.provider.claims)
        enough = told.name and told.email and "email_verified" in claims and told.company
        if enough or not found.userinfo or not http.token or not http.token.get("access_token"):
            return claims
        more = fetching.get_json(http, found.userinfo, "userinfo")
        if more.get("sub") != claims["sub"]:
            raise TokenRefused("userinfo sub")
        completed = more | claims
        if not {"email", "email_verified"} <= set(claims):
            # One address and whether that one is proven: the two are never put together from two answers.
            completed |= {name: more.get(name) for name in ("email", "email_verified")}
        return completed
