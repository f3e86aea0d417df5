"""Sessions: on the server, listed, ended one by one, and gone when they should be (ACC-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tbc.accounts import queries, sessions
from tbc.accounts.devices import describe
from tbc.accounts.models import SignedIn
from tbc.accounts.service import staff
from tbc.kit import db
from tbc.kit.clock import now
from tests.accounts.journeys import (
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    acts,
    another_browser,
    enter,
    is_in,
    letters,
    somebody,
)
from tests.client import Client
from tests.people import a_customer, acting, an_administrator, sign_in

pytestmark = pytest.mark.rule("ACC-4")

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
EDGE = f"{CHROME} Edg/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_signing_in_leads_to_where_one_wanted_to_go(client: Client) -> None:
    somebody()
    asked = client.get("/account/sessions")
    assert asked.location == "/sign-in?next=/account/sessions"
    page = client.get(asked.location)
    assert 'value="/account/sessions"' in page.text
    entered = client.submit(
        asked.location, {"email": EMAIL, "password": PASSWORD, "next": "/account/sessions"}, to="/sign-in"
    )
    assert entered.location == "/account/sessions"


@pytest.mark.parametrize("evil", ["//evil.example", "https:evil.example", "\\\\evil.example", "https://evil.example/"])
def test_a_wish_to_go_elsewhere_is_forgotten(client: Client, evil: str) -> None:
    somebody()
    entered = client.submit("/sign-in", {"email": EMAIL, "password": PASSWORD, "next": evil})
    assert "evil" not in entered.location


def test_the_address_may_be_typed_in_any_case(client: Client) -> None:
    somebody()
    assert enter(client, EMAIL.upper()).status_code == 303


def test_the_session_cookie_is_new_at_each_sign_in(client: Client) -> None:
    somebody()
    enter(client)
    first = _token(client)
    enter_again = client.submit("/account/sessions", {"email": EMAIL, "password": PASSWORD}, to="/sign-in")
    assert enter_again.status_code == 303
    assert _token(client) != first
    assert not is_in(_with(client, first))


def test_the_cookie_is_closed_to_scripts_and_other_sites(client: Client) -> None:
    somebody()
    cookie = next(c for c in enter(client).headers.getlist("Set-Cookie") if c.startswith("tbc_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_the_database_holds_no_token(client: Client) -> None:
    somebody()
    enter(client)
    row = db.session.scalars(select(SignedIn)).one()
    assert _token(client).encode() not in bytes(row.token_hash)


def test_an_old_cookie_is_nobody_after_signing_out(client: Client) -> None:
    somebody()
    enter(client)
    token = _token(client)
    assert client.get("/sign-out").status_code == 200
    assert is_in(client)
    left = client.submit("/sign-out")
    assert left.headers["Clear-Site-Data"]
    assert not is_in(_with(client, token))
    assert "signed-out" in acts()


def test_an_old_cookie_is_nobody_after_a_password_change_elsewhere(client: Client, app: Flask) -> None:
    somebody()
    phone = another_browser(app)
    enter(client)
    enter(phone)
    changed = phone.submit("/account/password", {"current": PASSWORD, "password": OTHER_PASSWORD})
    assert changed.status_code == 303
    assert is_in(phone)
    assert not is_in(client)


def test_an_old_cookie_is_nobody_after_the_account_is_disabled(client: Client) -> None:
    user = somebody()
    sign_in(client, user)
    staff.disable(acting(an_administrator()), user)
    db.session.commit()
    assert not is_in(client)
    assert enter(client).status_code == 422


def test_a_session_ends_when_idle_for_two_hours(client: Client) -> None:
    sign_in(client, somebody())
    with time_machine.travel(now() + sessions.IDLE - timedelta(minutes=1)):
        assert is_in(client)
    with time_machine.travel(now() + 2 * sessions.IDLE - timedelta(minutes=2)):
        assert is_in(client)
    with time_machine.travel(now() + 3 * sessions.IDLE):
        assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_busy(client: Client) -> None:
    began = now()
    sign_in(client, somebody())
    for hours in range(1, 12):
        with time_machine.travel(began + timedelta(hours=hours)):
            assert is_in(client)
    with time_machine.travel(began + sessions.LONGEST + timedelta(seconds=5)):
        assert not is_in(client)


def test_the_list_names_devices_and_ends_one(client: Client, app: Flask) -> None:
    actor = acting(somebody())
    phone = another_browser(app)
    enter(client, headers={"User-Agent": CHROME})
    enter(phone, headers={"User-Agent": IPHONE})
    page = client.get("/account/sessions").text
    assert "Chrome / Windows" in page
    assert "Safari / iPhone" in page
    assert page.count("この端末</span>") == 1
    other = next(row for row in queries.list_sessions(actor) if row.device == "Safari / iPhone")
    client.submit("/account/sessions", to=f"/account/sessions/{other.id}/end")
    assert not is_in(phone)
    assert is_in(client)
    assert "session-ended" in acts()


def test_all_others_end_at_once(client: Client, app: Flask) -> None:
    somebody()
    others = [another_browser(app) for _ in range(3)]
    for browser in (client, *others):
        enter(browser)
    client.submit("/account/sessions", to="/account/sessions/end-others")
    assert is_in(client)
    assert not any(is_in(other) for other in others)


def test_a_strangers_session_is_not_found(client: Client) -> None:
    stranger = a_customer()
    sessions.begin(stranger, "192.0.2.1", "")
    db.session.commit()
    row = db.session.scalars(select(SignedIn)).one()
    sign_in(client, somebody())
    assert client.submit("/account/sessions", to=f"/account/sessions/{row.id}/end").status_code == 404


def test_a_new_device_is_told_by_mail(client: Client, app: Flask) -> None:
    somebody()
    enter(client, headers={"User-Agent": CHROME})
    assert letters(kind="device-added") == []
    enter(another_browser(app), headers={"User-Agent": CHROME})
    assert letters(kind="device-added") == []
    enter(another_browser(app), headers={"User-Agent": IPHONE})
    assert "Safari / iPhone" in letters(EMAIL, "device-added")[0].body_text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (CHROME, "Chrome / Windows"),
        (EDGE, "Edge / Windows"),
        (IPHONE, "Safari / iPhone"),
        (FIREFOX, "Firefox / macOS"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_device_is_described_in_words(said: str, words: str) -> None:
    assert describe(said) == words


def _token(client: Client) -> str:
    cookie = client.get_cookie("tbc_session")
    assert cookie is not None
    return cookie.value


def _with(client: Client, token: str) -> Client:
    client.set_cookie("tbc_session", token, domain="localhost")
    return client
