"""Who may call: whoever shows a good token in the header, and nobody else by whatever else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc import create_app
from tbc.api import queries
from tbc.api.models import ApiToken
from tbc.api.problems import KINDS, MEDIA_TYPE
from tbc.api.routes import ROUTES, Route
from tbc.api.rules import SCOPES
from tbc.api.service import tokens
from tbc.kit import db
from tbc.kit.clock import now
from tbc.kit.guard import Scope
from tests.api.given import Caller, a_token, problem
from tests.client import Client
from tests.conftest import settings_for
from tests.people import acting, an_administrator, sign_in

pytestmark = pytest.mark.rule("API-1")


def path_of(route: Route) -> str:
    return route.path.replace("<number>", "ORDC0000000")


def call(caller: Caller, route: Route, **options: object) -> object:
    return (
        caller.get(path_of(route), **options) if route.method == "GET" else caller.post(path_of(route), {}, **options)
    )


def test_each_route_says_which_scope_it_takes(app: Flask) -> None:
    marked = {route.name: app.view_functions[f"api.{route.name}"].__guard__ for route in ROUTES}  # type: ignore[attr-defined]  # the guard's mark
    assert marked == {route.name: Scope(route.scope) for route in ROUTES}
    assert {route.scope for route in ROUTES} == set(SCOPES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_without_a_token_nobody_gets_in(client: Client, route: Route) -> None:
    answer = client.open(f"/api/v1{path_of(route)}", method=route.method)
    assert problem(answer) == (401, "token-missing")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_token_for_everything_else_is_not_enough(client: Client, route: Route) -> None:
    _token, word = a_token(*(scope for scope in SCOPES if scope != route.scope))
    answer = call(Caller(client, word), route)
    assert problem(answer) == (403, "scope-missing")
    assert answer.json["scope"] == route.scope


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_token_for_it_is_enough(client: Client, route: Route) -> None:
    _token, word = a_token(route.scope)
    assert call(Caller(client, word), route).status_code in {200, 404, 422}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_cookie_of_an_administrator_opens_nothing(client: Client, route: Route) -> None:
    sign_in(client, an_administrator())
    answer = client.open(f"/api/v1{path_of(route)}", method=route.method)
    assert problem(answer) == (401, "token-missing")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic dGJjOnRiYw==", "tbc_x", "Token tbc_x"])
def test_what_is_no_bearer_token_is_none(client: Client, session: Session, header: str) -> None:
    answer = client.get("/api/v1/applications", headers={"Authorization": header})
    assert problem(answer) == (401, "token-missing")


@pytest.mark.parametrize("word", ["tbc_nobody", "x", "x" * 8000, "tbc_%00", "é"])
def test_an_unknown_token_is_told_so(client: Client, session: Session, word: str) -> None:
    answer = Caller(client, word).get("/applications")
    assert problem(answer) == (401, "token-unknown")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_revoked_token_is_good_for_nothing_at_once(client: Client, session: Session) -> None:
    _token, word = a_token()
    caller = Caller(client, word)
    assert caller.get("/applications").status_code == 200
    tokens.revoke(acting(an_administrator()), db.session.query(ApiToken).one())
    db.session.commit()
    assert problem(caller.get("/applications")) == (401, "token-revoked")


def test_a_token_ends_with_its_last_second(client: Client, session: Session) -> None:
    token, word = a_token()
    token.made_at, token.expires_at = now() - timedelta(days=30), now() - timedelta(seconds=1)
    session.commit()
    assert problem(Caller(client, word).get("/applications")) == (401, "token-expired")


@pytest.mark.parametrize("name", ["token", "access_token", "api_key", "anything"])
def test_a_token_in_the_address_is_refused_whoever_else_calls(caller: Caller, name: str) -> None:
    assert problem(caller.get(f"/applications?{name}={caller.word}")) == (400, "token-in-address")


def test_only_the_hash_of_a_token_is_kept(session: Session) -> None:
    token, word = a_token()
    kept = [getattr(token, column.name) for column in ApiToken.__table__.columns]
    assert word not in map(str, kept)
    assert word.startswith("tbc_")
    assert len(word) >= 4 + 160 / 6
    assert queries.find_by_word(word) is token


def test_the_last_use_is_noted_and_not_each(caller: Caller, session: Session) -> None:
    caller.get("/applications")
    first = session.query(ApiToken).one().last_used_at
    assert first is not None
    caller.get("/applications")
    assert session.query(ApiToken).one().last_used_at == first
    session.query(ApiToken).one().last_used_at = now() - timedelta(minutes=11)
    session.commit()
    caller.get("/applications")
    again = session.query(ApiToken).one().last_used_at
    assert again is not None
    assert again >= first


def test_the_hundred_and_first_call_of_a_minute_waits(session: Session) -> None:
    portal = create_app(settings_for(api_calls_per_minute=100))
    portal.test_client_class = Client
    _token, word = a_token()
    client = portal.test_client()
    caller = Caller(client, word)
    for left in range(99, -1, -1):
        answer = caller.get("/applications?limit=1")
        assert answer.status_code == 200
        assert answer.headers["RateLimit"].startswith(f'"token";r={left};t=')
    answer = caller.get("/applications")
    assert problem(answer) == (429, "rate-limited")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["RateLimit-Policy"] == '"token";q=100;w=60'
    _other, word = a_token()
    assert Caller(client, word).get("/applications").status_code == 200


def test_a_call_sets_no_cookie_and_minds_none(caller: Caller, client: Client) -> None:
    sign_in(client, an_administrator())
    for path in ("/applications", "/nothing?language=en", "/applications?language=en"):
        answer = caller.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Cache-Control"] == "no-store"


def test_another_site_cannot_call_and_another_host_is_not_repeated(caller: Caller) -> None:
    answer = caller.post("/orders", {}, headers={"Sec-Fetch-Site": "cross-site"})
    assert problem(answer) == (403, "forbidden")
    answer = caller.get("/nothing", headers={"Host": "evil.example"}, base_url="http://evil.example")
    assert answer.status_code == 404
    assert "evil.example" not in answer.text
    assert answer.json["type"].startswith("http://localhost/api/v1/docs#")


def test_problems_speak_the_callers_language_under_one_title(caller: Caller) -> None:
    english = caller.get("/orders/ORDC0000000", headers={"Accept-Language": "en"})
    japanese = caller.get("/orders/ORDC0000000", headers={"Accept-Language": "fr, ja;q=0.5"})
    assert english.json["title"] == japanese.json["title"] == KINDS["order-unknown"].title
    assert japanese.json["detail"] == "この番号の受注はありません。"
    assert "Accept-Language" in japanese.headers["Vary"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/", 404, "route-unknown"),
        ("GET", "/api/v1", 404, "route-unknown"),
        ("GET", "/api/v1/orders/", 404, "route-unknown"),
        ("GET", "/api/v2/orders", 404, "route-unknown"),
        ("GET", "/api/v1/orders", 405, "method-not-allowed"),
        ("DELETE", "/api/v1/applications", 405, "method-not-allowed"),
        ("POST", "/api/v1/docs", 405, "method-not-allowed"),
        ("GET", "/api/v1/orders/%00", 400, "bad-request"),
    ],
)
def test_where_nothing_is_a_problem_says_so(
    client: Client, session: Session, method: str, path: str, status: int, code: str
) -> None:
    answer = client.open(path, method=method)
    assert problem(answer) == (status, code)
    assert answer.mimetype == MEDIA_TYPE
    if status == 405:
        assert answer.headers["Allow"]


def test_a_lost_database_is_a_problem_too() -> None:
    engine = db.open_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    portal = create_app(settings_for())
    bound = db.session.session_factory.kw.get("bind")
    db.bind(engine)
    try:
        answer = portal.test_client().get("/api/v1/applications", headers={"Authorization": "Bearer tbc_x"})
    finally:
        db.session.remove()
        db.session.configure(bind=bound)
        engine.dispose()
    assert problem(answer) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "30"
