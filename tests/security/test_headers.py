"""What every answer carries, whatever is asked and whoever asks; `tests/client.py` looks at the rest on each answer."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.accounts.journeys import EMAIL, PASSWORD, enter, somebody
from tests.accounts.test_hosts import Portal, another_portal  # noqa: F401  # a fixture
from tests.client import Client
from tests.routes.actors import the_cast
from tests.routes.table import ROWS
from tests.routes.things import shared_addresses

SECURE = "https://portal.example.com"
READ = [row for row in ROWS if row.method == "GET"]


def test_what_a_signed_in_person_reads_is_kept_by_no_cache(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    address_of = shared_addresses(app, cast)
    for_everybody = {"static", "health.healthz", "health.readyz", "catalog.blank_supplement"}
    for row in READ:
        if row.endpoint in for_everybody:
            continue
        path = address_of(row)
        for actor in ("filer", "operator"):
            answer = cast.browsers[actor].get(path)
            if answer.status_code == 200:
                assert "no-store" in answer.headers.get("Cache-Control", ""), (row, actor)
            answer.close()


def test_pages_behind_a_secret_link_are_kept_by_no_cache(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    address_of = shared_addresses(app, cast)
    for row in READ:
        if row.thing in {"sign-up", "reset", "new-email", "no-link"}:
            assert "no-store" in cast.nobody.get(address_of(row)).headers["Cache-Control"], row


def test_every_answer_has_an_id_of_its_own(client: Client) -> None:
    answers = [client.get(path) for path in ("/", "/", "/no-such-page", "/applications", "/healthz", "/metrics")]
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == len(answers)


def test_an_id_given_by_the_asker_is_not_taken_over(client: Client) -> None:
    assert client.get("/", headers={"X-Request-Id": "forged\tline"}).headers["X-Request-Id"] != "forged\tline"


def test_no_script_of_another_place_and_none_inline(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert "*" not in policy
    assert "http" not in policy


@pytest.mark.usefixtures("session")
def test_over_tls_every_answer_asks_for_tls(another_portal: Portal) -> None:  # noqa: F811  # the fixture
    client = another_portal(base_url=SECURE).test_client()
    for path in ("/", "/applications", "/no-such-page", "/healthz", "/static/css/tokens.css", "/metrics"):
        answer = client.get(path, base_url=SECURE)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", path
        answer.close()
    assert client.post("/sign-in", base_url=SECURE).headers["Strict-Transport-Security"]


@pytest.mark.rule("ACC-4")
@pytest.mark.usefixtures("session")
def test_over_tls_the_session_is_bound_to_the_host(another_portal: Portal) -> None:  # noqa: F811  # the fixture
    app = another_portal(base_url=SECURE)
    app.test_client_class = Client
    client = app.test_client()
    somebody()
    page = client.get("/sign-in", base_url=SECURE).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    values = {"email": EMAIL, "password": PASSWORD, "csrf_token": token.group(1)}
    entered = client.post("/sign-in", base_url=SECURE, data=values, headers={"Referer": f"{SECURE}/sign-in"})
    assert entered.status_code == 303
    cookies = entered.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cookies} == {"__Host-tbc_session", "__Host-tbc_state"}
    assert all("Secure" in cookie and "Domain" not in cookie for cookie in cookies)


def test_without_tls_no_promise_of_it_is_made(client: Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_the_state_in_the_browser_holds_nothing_of_the_person(client: Client) -> None:
    """Flask signs its cookie and does not encrypt it: only the token's seed and the language may stand in it."""
    somebody()
    enter(client)
    client.get("/applications?language=en")
    client.get("/account/profile/details")
    with client.session_transaction(base_url="http://localhost") as state:
        assert set(state) <= {"csrf_token", "language", "_flashes", "_fresh"}
