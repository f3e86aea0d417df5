"""Sensitive acts ask again who it is, and nothing that was typed is lost meanwhile (ACC-3)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tbc.accounts.models import SignedIn
from tbc.kit import db
from tbc.kit.clock import now
from tbc.kit.guard import RECENT
from tests.accounts.factors import an_app, code, codes_of, somebody_with_an_app, wrong_code
from tests.accounts.journeys import OTHER_PASSWORD, PASSWORD, acts, error_at, somebody
from tests.client import Client
from tests.people import sign_in

pytestmark = pytest.mark.rule("ACC-3")

# Every act that asks again, wherever it is: whoever adds one writes it down here.
SENSITIVE = {
    "accounts.add_totp",
    "accounts.remove_totp",
    "accounts.add_passkey",
    "accounts.remove_passkey",
    "accounts.recovery_codes",
    "desk.disable_user",
    "desk.enable_user",
    "desk.end_sessions_of_user",
    "desk.reset_factors_of_user",
}


@pytest.fixture
def later(client: Client) -> Client:
    """A browser whose person signed in a quarter of an hour ago."""
    sign_in(client, an_app(somebody()))
    _forget(client)
    return client


def test_the_sensitive_acts_are_guarded(app: Flask) -> None:
    asking = {name for name, view in app.view_functions.items() if getattr(view, "__recent__", False)}
    assert asking >= SENSITIVE


def test_each_of_them_asks_again(app: Flask, later: Client) -> None:
    own = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint in SENSITIVE and rule.endpoint.startswith("accounts.")
    ]
    for rule in own:
        path = rule.rule.replace("<uuid:passkey_id>", "00000000-0000-0000-0000-000000000000")
        if "GET" in (rule.methods or ()):
            assert later.get(path).location == f"/account/confirm?next={path}"
        answer = later.submit("/account/factors", to=path)
        assert answer.status_code == 403
        assert "ご本人の確認" in answer.text
    assert acts() == []


def test_shortly_after_signing_in_nothing_is_asked(client: Client) -> None:
    sign_in(client, somebody())
    with time_machine.travel(now() + RECENT - timedelta(seconds=5)):
        assert client.get("/account/factors/totp").status_code == 200
    with time_machine.travel(now() + RECENT + timedelta(seconds=5)):
        assert client.get("/account/factors/totp").status_code == 303


@pytest.mark.parametrize("way", ["password", "totp"])
def test_showing_it_leads_on(later: Client, way: str) -> None:
    page = later.get("/account/factors/totp").location
    shown = {"password": PASSWORD, "totp": code()}[way]
    confirmed = later.submit(
        page, {f"confirmation-{way}": shown, "next": "/account/factors/totp"}, to="/account/confirm"
    )
    assert confirmed.location == "/account/factors/totp"
    assert later.get("/account/factors/totp").status_code == 200
    assert acts()[-1] == "confirmed"


@pytest.mark.parametrize("way", ["password", "totp"])
def test_what_is_wrong_is_told_at_the_field(later: Client, way: str) -> None:
    shown = {"password": OTHER_PASSWORD, "totp": wrong_code()}[way]
    answer = later.submit("/account/confirm", {f"confirmation-{way}": shown})
    assert answer.status_code == 422
    assert "違います" in error_at(answer, f"confirmation-{way}")
    assert later.get("/account/factors/totp").status_code == 303


def test_nothing_shown_is_asked_again(later: Client) -> None:
    assert later.submit("/account/confirm").status_code == 422


@pytest.mark.parametrize("way", ["password", "totp"])
def test_guesses_are_counted(later: Client, way: str) -> None:
    shown = {"password": OTHER_PASSWORD, "totp": wrong_code()}[way]
    for _ in range(5):
        assert later.submit("/account/confirm", {f"confirmation-{way}": shown}).status_code == 422
    closed = later.submit("/account/confirm", {f"confirmation-{way}": shown})
    assert closed.status_code == 429
    assert closed.headers["Retry-After"]


def test_a_form_is_answered_in_place_with_all_that_was_typed(later: Client) -> None:
    asked = later.submit(
        "/account/factors", {"name": "会社の鍵", "act": "add", "password": "x"}, to="/account/passkeys"
    )
    assert asked.status_code == 403
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.text))
    assert kept["name"] == "会社の鍵"
    assert kept["act"] == "add"
    assert "password" not in kept
    assert 'action="/account/passkeys"' in asked.text


def test_the_same_form_goes_through_once_it_is_shown(later: Client) -> None:
    done = later.submit("/account/factors", {"confirmation-password": PASSWORD}, to="/account/factors/totp/removal")
    assert done.location == "/account/factors"
    assert acts()[-2:] == ["confirmed", "factor-removed"]


def test_whoever_was_confirmed_is_not_asked_anew_when_the_act_is_refused(later: Client) -> None:
    refused = later.submit("/account/factors", {"name": "", "confirmation-password": PASSWORD}, to="/account/passkeys")
    assert refused.status_code == 422
    assert error_at(refused, "name")
    assert later.submit("/account/factors", {"name": ""}, to="/account/passkeys").status_code == 422


def test_htmx_goes_to_the_page_and_back_to_where_it_was(later: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/account/factors?x=1"}
    answer = later.submit("/account/factors", to="/account/factors/totp/removal", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/account/confirm?next=/account/factors?x%3D1"


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example/", "\\\\evil.example"])
def test_it_leads_to_no_other_site(later: Client, evil: str) -> None:
    answer = later.submit("/account/confirm", {"confirmation-password": PASSWORD, "next": evil})
    assert answer.location == "/account/profile"


def test_a_recovery_code_does_not_confirm(client: Client) -> None:
    user = somebody_with_an_app(email="jiro.mihon@takasaki.example.jp")
    first = codes_of(user)[0]
    sign_in(client, user)
    _forget(client)
    assert client.submit("/account/confirm", {"confirmation-recovery_code": first}).status_code == 422


def _forget(_client: Client) -> None:
    for row in db.session.query(SignedIn):
        row.confirmed_at = now() - RECENT - timedelta(minutes=5)
    db.session.commit()
