"""The documentation: complete, and its examples are what is really answered."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from standardwebhooks import Webhook, WebhookVerificationError

from tbc.api import examples
from tbc.api.examples import DELIVERY, EXAMPLES, NUMBER, ORDER, OTHER_ORDER, Example
from tbc.api.openapi import schemas
from tbc.api.operations import OPERATIONS
from tbc.api.problems import KINDS
from tbc.api.routes import ROUTES
from tbc.api.words import MEMBERS, PATHS
from tbc.applications import numbers
from tbc.kit import db
from tbc.webhooks import sending
from tbc.webhooks.rules import KINDS as WEBHOOK_KINDS
from tbc.webhooks.service import endpoints
from tests.api.given import Caller
from tests.client import Client
from tests.deliveries.making import stock
from tests.orders.making import an_application
from tests.people import acting, an_administrator
from tests.webhooks.given import messages, queued
from tests.webhooks.receiver import listening

pytestmark = pytest.mark.rule("API-1")

# Members that differ from call to call; their shape does not.
VOLATILE = {
    "filed_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
    "license_id": r"[0-9]{10}",
    "request_id": r"[0-9a-f]{32}",
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
}
TIMES = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)"


def alike(example: Any, real: Any, name: str = "") -> bool:
    """Whether both say the same, apart from what differs from call to call."""
    if isinstance(example, dict) and isinstance(real, dict):
        return list(example) == list(real) and all(alike(value, real[key], key) for key, value in example.items())
    if isinstance(example, list) and isinstance(real, list):
        return len(example) == len(real) and all(alike(*pair) for pair in zip(example, real, strict=True))
    pattern = TIMES if name.endswith("_at") else VOLATILE.get(name, "")
    if example and pattern:
        return bool(re.fullmatch(pattern, example) and re.fullmatch(pattern, real or ""))
    return bool(example == real)


class Story:
    """The examples' numbers, and those that are really issued."""

    def __init__(self, number: str) -> None:
        self.real = {
            NUMBER: number,
            NUMBER[:5] + "W" + NUMBER[6:]: number[:5] + ("W" if number[5] != "W" else "X") + number[6:],
        }

    def said(self, text: str) -> str:
        """An example's text with the real numbers."""
        for ours, real in self.real.items():
            text = text.replace(ours, real)
        return text.replace("https://portal.example.com", "http://localhost")

    def make(self, caller: Caller, example: Example) -> None:
        path = self.said(example.path)
        if example.body is None:
            answer = caller.get(path)
        else:
            answer = caller.post(path, json.loads(self.said(json.dumps(example.body))))
        assert answer.status_code == example.status, answer.text
        for name, ours in (("order_number", (OTHER_ORDER, ORDER)), ("delivery_number", (DELIVERY,))):
            if example.status == 201 and example.answer.get(name) in ours:
                self.real[example.answer[name]] = answer.json[name]
        assert alike(json.loads(self.said(json.dumps(example.answer))), answer.json), (example.answer, answer.json)


def test_the_examples_are_answered_as_they_say(caller: Caller, session: Session) -> None:
    story = Story(an_application().number or "")
    stock()
    with listening() as receiver:
        _endpoint, secret = endpoints.add(acting(an_administrator()), "受注システム", receiver.url, ["order.entered"])
        db.session.commit()
        for example in EXAMPLES:
            story.make(caller, example)
        for message_id in queued():
            sending.send(message_id)
        assert [message.state for message in messages()] == ["taken", "taken"]
    arrival = receiver.taken[-1]
    assert alike(json.loads(story.said(json.dumps(examples.WEBHOOK))), arrival.told), arrival.told
    known = {"secret": secret, "body": arrival.body, "headers": arrival.headers}
    exec(examples.VERIFYING, known)
    assert known["event"] == arrival.told
    assert set(examples.WEBHOOK_HEADERS) <= set(arrival.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 43 + "=").verify(arrival.body, arrival.headers)


def test_the_numbers_of_the_examples_could_be_real() -> None:
    assert numbers.read(NUMBER) == NUMBER
    with pytest.raises(numbers.Mistyped):
        numbers.read(NUMBER[:5] + "W" + NUMBER[6:])


def test_each_operation_has_an_example_and_each_code_is_used() -> None:
    assert {example.operation for example in EXAMPLES} == set(OPERATIONS) == {route.name for route in ROUTES}
    by_the_framework = {"route-unknown", "method-not-allowed"}
    by_number = {"number-used", "number-superseded", "number-withdrawn", "number-expired", "number-incomplete"}
    used = {code for operation in OPERATIONS.values() for code in operation.codes} | by_the_framework | by_number
    assert used == set(KINDS)


def test_the_page_shows_every_code_operation_scope_and_kind(client: Client, session: Session) -> None:
    for language in ("ja", "en"):
        page = client.get(f"/api/v1/docs?language={language}").text
        for code in KINDS:
            assert f'id="{code}"' in page
        for route in ROUTES:
            assert f"/api/v1{route.path.replace('<number>', '{number}')}" in page
            assert route.scope in page
        for kind in WEBHOOK_KINDS:
            assert kind in page
        for name in re.findall(r'href="#([\w-]+)"', page):
            assert f'id="{name}"' in page, name


def test_every_member_is_described_and_nothing_else_is(app: Flask) -> None:
    with app.test_request_context("/api/v1/openapi.json"):
        found = schemas()
        said = {text["description"] for schema in found.values() for text in schema["properties"].values()}
    assert all(said)
    members = {name for schema in found.values() for name in schema["properties"]}
    for entry in MEMBERS:
        struct, _, member = entry.rpartition(".")
        assert (
            member in members or struct in {"Problem", *found} or entry in {*found, "Problem"} or _is_of_problem(entry)
        )
    assert all(PATHS.values())


def _is_of_problem(name: str) -> bool:
    from tbc.api.openapi import _problem  # what a problem has stands in no struct

    return name in _problem()["properties"]


def test_the_document_is_in_the_callers_language(client: Client, session: Session) -> None:
    told = client.get("/api/v1/openapi.json", headers={"Accept-Language": "ja"})
    assert told.json["paths"]["/orders"]["post"]["summary"] == "受注を登録する"
    assert told.json["openapi"] == "3.1.0"
    assert "Accept-Language" in told.headers["Vary"]
