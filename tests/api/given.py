"""Tokens and calls for the tests of the API."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tbc.api.models import ApiToken
from tbc.api.problems import KINDS, MEDIA_TYPE
from tbc.api.rules import SCOPES
from tbc.api.service import tokens
from tbc.kit import db
from tests.people import acting, an_administrator


def a_token(*scopes: str, name: str = "受注システム", days: int = 30) -> tuple[ApiToken, str]:
    """A token for the scopes, for all of them unless said, and its word."""
    issued = tokens.issue(acting(an_administrator()), name, scopes or SCOPES, days)
    db.session.commit()
    return issued


class Caller:
    """A system that calls with its token; POSTs come with a new key unless `key` says otherwise."""

    def __init__(self, client: FlaskClient, word: str) -> None:
        self.client = client
        self.word = word

    def get(self, path: str, **options: Any) -> TestResponse:
        return self._open("GET", path, **options)

    def post(self, path: str, body: Any, *, key: str | None = None, **options: Any) -> TestResponse:
        headers = {"Idempotency-Key": key or uuid4().hex, **options.pop("headers", {})}
        return self._open("POST", path, json=body, headers=headers, **options)

    def _open(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.word}", **options.pop("headers", {})}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **options)


def problem(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal, which has everything that a problem has."""
    told = answer.get_json()
    assert answer.mimetype == MEDIA_TYPE, answer.text
    assert told["status"] == answer.status_code
    assert told["title"] == KINDS[told["code"]].title
    assert told["detail"]
    assert told["type"].endswith(f"/api/v1/docs#{told['code']}")
    assert told["request_id"] == answer.headers["X-Request-Id"]
    return answer.status_code, told["code"]
