"""Who calls: a token in the Authorization header and nothing else; how often it may."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import current_app, g, request
from sqlalchemy import text

from tbc.api.models import ApiToken
from tbc.api.problems import Refused
from tbc.api.queries import find_by_word
from tbc.api.rules import TOKEN_PREFIX
from tbc.api.service.tokens import note_use
from tbc.kit import throttle
from tbc.kit.clock import now
from tbc.kit.db import keep_now, session
from tbc.kit.guard import Scope
from tbc.kit.throttle import Count, Limit
from tbc.policy import Actor, Role

# The parameters in which people are used to writing tokens.
_TELLTALE = ("token", "access_token", "api_key", "apikey", "key")
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Caller:
    """The system that calls, as the acts see it: staff without an account, under the token's name."""

    token_id: UUID
    actor: Actor


def caller() -> Caller:
    """Who calls, once `require` has let them in."""
    known: Caller = g.api_caller
    return known


def require(scope: Scope) -> None:
    """Let the call through if its token is good for `scope`, and count it.

    Raises:
        Refused: token-…, scope-missing or rate-limited.
    """
    token = _known(_shown())
    _count(token)
    if scope not in token.scopes:
        raise Refused("scope-missing", headers=_asks("insufficient_scope", scope), scope=str(scope))
    name = f"API: {token.name}"
    actor = Actor(name=name, roles=frozenset({Role.OPERATOR}), address=request.remote_addr or "")
    g.api_caller = Caller(token.id, actor)


def limit() -> Limit:
    """How often one token may call: the setting TBC_API_CALLS_PER_MINUTE."""
    return Limit("api", current_app.config["SETTINGS"].api_calls_per_minute, 1)


def headers_of(counted: Count) -> dict[str, str]:
    """What a caller is told of the limit, as the IETF's draft on rate limits writes it."""
    policy = f'"token";q={limit().tries};w={_MINUTE}'
    return {"RateLimit-Policy": policy, "RateLimit": f'"token";r={counted.left};t={counted.seconds}'}


def _shown() -> str:
    if any(name.lower() in _TELLTALE or value.startswith(TOKEN_PREFIX) for name, value in request.args.items()):
        raise Refused("token-in-address")
    kind, _, word = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not word.strip():
        raise Refused("token-missing", headers={"WWW-Authenticate": 'Bearer realm="api"'})
    return word.strip()


def _known(word: str) -> ApiToken:
    token = find_by_word(word)
    code = "token-unknown" if token is None else _ended(token)
    if token is None or code:
        raise Refused(code, headers=_asks("invalid_token"))
    return token


def _ended(token: ApiToken) -> str:
    if token.revoked_at:
        return "token-revoked"
    return "token-expired" if token.expires_at <= now() else ""


def _count(token: ApiToken) -> None:
    """In a transaction of its own, so that calls of one token do not wait for each other's acts.

    A crash may forget the last counts: nobody has to wait for the disk for them.
    """
    session.execute(text("SET LOCAL synchronous_commit TO off"))
    note_use(token)
    counted = throttle.count(limit(), str(token.id))
    keep_now()
    g.api_headers = headers_of(counted)
    if counted.is_over:
        raise Refused("rate-limited", headers={"Retry-After": str(counted.seconds)})


def _asks(error: str, scope: str = "") -> dict[str, str]:
    more = f', scope="{scope}"' if scope else ""
    return {"WWW-Authenticate": f'Bearer realm="api", error="{error}"{more}'}
