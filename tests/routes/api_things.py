"""What the addresses of the API, of its tokens and of webhooks name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tbc.api.service import tokens
from tbc.kit.db import session
from tbc.policy import Actor
from tbc.webhooks.rules import KINDS
from tbc.webhooks.service import endpoints
from tests.routes.actors import Cast

Arguments = dict[str, Any]
API_IDS = ("token_id", "endpoint_id", "message_id")
SOMEBODY = Actor(name="管理　清")


def _api_token(_cast: Cast) -> Arguments:
    token, _word = tokens.issue(SOMEBODY, "受注システム", ["orders:read"], 30)
    session.commit()
    return {"token_id": token.id}


def _endpoint(_cast: Cast) -> Arguments:
    endpoint, _secret = endpoints.add(SOMEBODY, "受注システム", "https://hooks.example.com/tbc", KINDS)
    session.commit()
    return {"endpoint_id": endpoint.id}


def _message(_cast: Cast) -> Arguments:
    """A ping that has failed."""
    endpoint, _secret = endpoints.add(SOMEBODY, "受注システム", "https://hooks.example.com/tbc", KINDS)
    message = endpoints.ping(SOMEBODY, endpoint)
    message.state, message.settled_at, message.status, message.attempts = "failed", message.announced_at, 503, 14
    session.commit()
    return {"message_id": message.id}


API_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "api-token": _api_token,
    "endpoint": _endpoint,
    "message": _message,
    "any-number": lambda _cast: {"number": "ORDC0000000"},
}
