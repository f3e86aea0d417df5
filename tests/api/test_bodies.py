"""Bodies and parameters that cannot be read: a problem that names the place, never half an act."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.api.models import KeptAnswer
from tbc.orders.models import Order
from tests.api.given import Caller, problem
from tests.orders.making import an_application

pytestmark = pytest.mark.rule("API-1")
JSON = "application/json"


def sent(caller: Caller, body: bytes | str, content_type: str = JSON, path: str = "/orders") -> object:
    headers = {"Authorization": f"Bearer {caller.word}", "Idempotency-Key": "k"}
    return caller.client.post(f"/api/v1{path}", data=body, content_type=content_type, headers=headers)


@pytest.fixture(autouse=True)
def nothing_is_done(session: Session, caller: Caller) -> object:
    yield
    assert session.scalar(select(func.count()).select_from(Order)) == 0
    assert session.scalar(select(func.count()).select_from(KeptAnswer)) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"reception_number":' + b"[" * 100_000,
        b'{"x":' * 30_000,
        b"\xff\xfe",
        b'{"reception_number": "a"} {}',
        b"reception_number=a",
        b'{"reception_number": "\\ud800"}',
        b'{"reception_number": NaN}',
        b'{"reception_number": "\xed\xa0\x80"}',
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_json_is_refused(caller: Caller, body: bytes) -> None:
    status, code = problem(sent(caller, body))
    assert (status, code) in {(400, "json-invalid"), (422, "body-invalid")}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], ""),
        (None, ""),
        ("a", ""),
        ({}, ""),
        ({"reception_number": 5}, "/reception_number"),
        ({"reception_number": None}, "/reception_number"),
        ({"reception_number": ""}, "/reception_number"),
        ({"reception_number": "a" * 101}, "/reception_number"),
        ({"reception_number": "a", "custmer_po": "b"}, ""),
        ({"reception_number": "a", "customer_po": "b" * 61}, "/customer_po"),
        ({"reception_number": "a", "customer_po": "b\0"}, "/customer_po"),
        ({"reception_number": "a", "customer_po": "b\nc"}, "/customer_po"),
        ({"reception_number": "a", "reseller_reference": "1234"}, "/reseller_reference"),
        ({"reception_number": "a", "reseller_reference": "１２３４５６７８"}, "/reseller_reference"),
        ({"reception_number": "a", "dealer_note": "b" * 201}, "/dealer_note"),
        ({"reception_number": "a", "delivery_email": "b"}, "/delivery_email"),
        ({"reception_number": "a", "delivery_email": "a@b\r\nBcc: c@d"}, "/delivery_email"),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_a_member_that_does_not_fit_is_named(caller: Caller, body: object, pointer: str) -> None:
    answer = sent(caller, json.dumps(body))
    assert problem(answer) == (422, "body-invalid")
    assert answer.json["errors"][0]["pointer"] == pointer
    assert answer.json["errors"][0]["reason"]


def test_an_address_that_no_mail_reaches_is_named(caller: Caller) -> None:
    number = an_application().number
    answer = sent(caller, json.dumps({"reception_number": number, "delivery_email": "a..b@example.com"}))
    assert problem(answer) == (422, "body-invalid")
    assert answer.json["errors"][0]["pointer"] == "/delivery_email"


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"],
)
def test_another_content_type_is_refused(caller: Caller, content_type: str) -> None:
    assert problem(sent(caller, b'{"reception_number": "a"}', content_type)) == (415, "media-type-unsupported")


@pytest.mark.parametrize("content_type", [JSON, "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_giant_body_is_not_read(caller: Caller, content_type: str) -> None:
    body = b'{"reception_number": "' + b"a" * 3_000_000 + b'"}'
    assert problem(sent(caller, body, content_type))[0] in {413, 415}
    assert problem(sent(caller, body)) == (413, "body-too-large")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("limit=1&limit=2", "limit"),
        ("state=eaten", "state"),
        ("state=draft", "state"),
        ("state=", "state"),
        ("state=null", "state"),
        ("filed_from=2026-02-30", "filed_from"),
        ("filed_until=tomorrow", "filed_until"),
        ("stat=filed", ""),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(caller: Caller, query: str, parameter: str) -> None:
    answer = caller.get(f"/applications?{query}")
    assert problem(answer) == (400, "parameter-invalid")
    assert answer.json["errors"][0]["parameter"] == parameter


def test_a_call_without_parameters_takes_none(caller: Caller) -> None:
    assert problem(caller.get("/orders/ORDC0000000?expand=all")) == (400, "parameter-invalid")


@pytest.mark.parametrize("cursor", ["x", "W10.abc", "あ", "a" * 400])
def test_a_cursor_that_is_not_ours_is_refused(caller: Caller, cursor: str) -> None:
    assert problem(caller.get(f"/applications?cursor={cursor}")) == (400, "cursor-invalid")
