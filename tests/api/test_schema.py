"""The API keeps its own word: whatever a machine makes up from the document, no 5xx and no answer outside of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, BaseSchema, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks
from sqlalchemy.orm import Session

from tbc.api.problems import KINDS
from tbc.api.routes import ROUTES, Route
from tests.api.given import a_token
from tests.deliveries.making import stock
from tests.orders.making import an_application, an_order

pytestmark = pytest.mark.rule("API-1")

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
    checks.ignored_auth,
]
# The database is filled once for all examples of a test: they come after each other in it.
FEW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
FEWER = settings(FEW, max_examples=6)


@pytest.fixture
def described(app: Flask, session: Session) -> BaseSchema:
    """The document as a caller fetches it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.fixture
def word(app: Flask, session: Session) -> str:
    """A token for everything, and something to be found by chance."""
    an_order()
    return a_token()[1]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_nothing_made_up_breaks_it(described: BaseSchema, word: str, route: Route, mode: GenerationMode) -> None:
    @FEW
    @given(case=_operation(described, route).as_strategy(generation_mode=mode))
    def each(case: Case) -> None:
        case.call_and_validate(headers=_headers(case, word), checks=CHECKS)

    each()


@pytest.mark.parametrize("route", [route for route in ROUTES if "number" in route.path or route.method == "POST"])
def test_nothing_made_up_about_what_exists_breaks_it(described: BaseSchema, word: str, route: Route) -> None:
    """The numbers are of an application and of an order that are there, so that calls get further than to a 404."""

    @FEWER
    @given(case=_operation(described, route).as_strategy(generation_mode=GenerationMode.POSITIVE))
    def each(case: Case) -> None:
        stock()
        if case.path_parameters:
            made = an_application() if route.path.startswith("/reception-numbers") else an_order()
            case.path_parameters = {"number": made.number}
        if isinstance(case.body, dict) and "reception_number" in case.body:
            case.body["reception_number"] = an_application().number
        case.call_and_validate(headers=_headers(case, word), checks=CHECKS)

    each()


def test_an_answer_outside_of_the_document_is_found(
    described: BaseSchema, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "order-unknown", KINDS["order-unknown"]._replace(status=418))
    (route,) = (route for route in ROUTES if route.name == "get_order")
    with pytest.raises(FailureGroup, match="418"):
        test_nothing_made_up_breaks_it(described, word, route, GenerationMode.POSITIVE)


def _operation(described: BaseSchema, route: Route) -> APIOperation:
    found: APIOperation = described[route.path.replace("<number>", "{number}")][route.method]
    return found


def _headers(case: Case, word: str) -> dict[str, str]:
    """The token is ours, and each call is its own: a key of theirs that comes again would be another call's."""
    own = {"Authorization": f"Bearer {word}"}
    has_key = "Idempotency-Key" in (case.headers or {})
    return own | ({"Idempotency-Key": uuid4().hex} if has_key else {})
