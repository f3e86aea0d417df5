"""The rules of the code flow and of logout, by Authlib: which request is answered, and which is refused."""

from __future__ import annotations

import time
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import OpenIDCode
from authlib.oidc.rpinitiated import EndSessionEndpoint
from flask import Flask
from joserfc.jwk import KeySet

from tbc.demo.portal.browsers import provider
from tbc.demo.portal.state import CODE_LIFE, TOKEN_LIFE, AccessToken, Client, Code, Session

# Authlib hands over its own request objects, and has no types: they are `Any` here.


def authorization_server(app: Flask) -> AuthorizationServer:
    """The server for `app`: code with PKCE alone, `iss` in each answer, logout by the client."""
    server = AuthorizationServer(app, query_client=_find_client, save_token=_save_token)
    server.register_grant(_Grant, [_RequiredChallenge(), _IdToken(require_nonce=False)])
    server.register_extension(_Issuer())
    server.register_endpoint(_EndSession)
    return server


class _Grant(AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib has no types
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        provider().memory.codes[code] = _code(code, request)

    def query_authorization_code(self, code: str, client: Any) -> Code | None:
        return provider().memory.find_code(code, client.client_id)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        provider().memory.codes.pop(authorization_code.code, None)

    def authenticate_user(self, authorization_code: Code) -> Session:
        return authorization_code.session


class _IdToken(OpenIDCode):  # type: ignore[misc]  # Authlib has no types
    def exists_nonce(self, _nonce: str, _request: Any) -> bool:
        return False  # a code is good once, whatever its nonce

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        request.authorization_code.session.clients.add(request.client.client_id)
        return provider().id_token(request.client, request.authorization_code, token["access_token"])


class _Issuer(IssuerParameter):  # type: ignore[misc]  # Authlib has no types
    def get_issuer(self) -> str:
        return provider().issuer


class _EndSession(EndSessionEndpoint):  # type: ignore[misc]  # Authlib has no types
    def get_server_jwks(self) -> KeySet:
        return provider().keys.all()

    def end_session(self, _request: Any) -> None:
        """The page ends it: only there it is known which browser asks."""


class _RequiredChallenge(CodeChallenge):  # type: ignore[misc]  # Authlib has no types
    """PKCE for everybody, by SHA-256 alone; Authlib asks only clients without a secret for it."""

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        data = grant.request.payload.data
        if not data.get("code_challenge") or data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("Missing 'code_challenge', or its method is not S256")
        super().validate_code_challenge(grant, redirect_uri)


def _code(code: str, request: Any) -> Code:
    asked = request.payload.data
    return Code(
        code=code,
        client_id=request.client.client_id,
        redirect_uri=request.payload.redirect_uri,
        scope=request.scope,
        nonce=asked.get("nonce", ""),
        code_challenge=asked["code_challenge"],
        code_challenge_method=asked["code_challenge_method"],
        session=request.user,
        expires_at=time.time() + CODE_LIFE,
    )


def _find_client(client_id: str) -> Client | None:
    return provider().clients.get(client_id)


def _save_token(token: dict[str, Any], request: Any) -> None:
    expires_at = time.time() + TOKEN_LIFE
    provider().memory.tokens[token["access_token"]] = AccessToken(request.user, token["scope"], expires_at)
