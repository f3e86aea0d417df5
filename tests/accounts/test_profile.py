"""プロファイル: 基本情報, モード, the login e-mail (ACC-4, ACC-5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tbc.accounts import passwords, queries
from tbc.kit import db
from tbc.kit.clock import now
from tests.accounts.journeys import (
    EMAIL,
    PASSWORD,
    acts,
    another_browser,
    enter,
    error_at,
    is_in,
    letters,
    link,
    somebody,
)
from tests.client import Client
from tests.people import a_customer, an_operator, sign_in

NEW = "taro.mihon@maebashi.example.jp"


@pytest.mark.rule("ACC-5")
def test_details_are_shown_and_changed(client: Client) -> None:
    sign_in_as_somebody(client)
    changed = {"name": "見本　二郎", "company": "髙﨑①㈱", "language": "en"}
    assert client.submit("/account/profile/details", changed).location == "/account/profile"
    page = client.get("/account/profile").text
    assert 'lang="en"' in page
    assert "見本　二郎" in page
    assert "髙﨑①㈱" in page
    assert acts() == ["profile-changed"]


@pytest.mark.rule("ACC-5")
def test_fields_that_are_not_offered_are_not_changed(client: Client) -> None:
    sign_in_as_somebody(client)
    sent = {"name": "x", "company": "y", "language": "ja", "kind": "staff", "staff_role": "administrator", "email": NEW}
    client.submit("/account/profile/details", sent)
    fresh = queries.find_user_by_email(EMAIL)
    assert fresh is not None
    assert (fresh.name, fresh.kind, fresh.staff_role) == ("x", "customer", None)
    assert queries.find_user_by_email(NEW) is None


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("company", " "), ("language", "fr"), ("name", "あ" * 101)])
def test_bad_details_are_said_at_their_field(client: Client, field: str, value: str) -> None:
    sign_in_as_somebody(client)
    refused = client.submit(
        "/account/profile/details", {"name": "x", "company": "y", "language": "ja"} | {field: value}
    )
    assert refused.status_code == 422
    assert error_at(refused, field)


@pytest.mark.rule("ACC-5")
def test_the_mode_is_asked_once(client: Client) -> None:
    user = somebody()
    user.mode = None
    db.session.commit()
    asked = client.submit("/sign-in", {"email": EMAIL, "password": PASSWORD, "next": "/account/sessions"})
    assert asked.location == "/account/mode?next=/account/sessions"
    page = client.get(asked.location)
    assert "法人のお客様" in page.text
    assert "パートナー様" in page.text
    assert client.submit(asked.location, {}, to="/account/mode").status_code == 422
    chosen = client.submit(asked.location, {"mode": "partner", "next": "/account/sessions"}, to="/account/mode")
    assert chosen.location == "/account/sessions"
    client.submit("/sign-out")
    assert "/account/mode" not in enter(client).location
    assert "mode-chosen" in acts()


@pytest.mark.rule("ACC-5")
@pytest.mark.parametrize("mode", [None, "corporate", "partner"])
def test_the_menu_is_never_empty(client: Client, mode: str | None) -> None:
    user = somebody()
    user.mode = mode
    db.session.commit()
    page = sign_in(client, user).get("/account/profile").text
    assert page.count('<nav class="menu"') == 1
    assert 'href="/products"' in page


@pytest.mark.rule("ACC-5")
def test_the_mode_is_no_right(client: Client) -> None:
    sign_in_as_somebody(client)
    before = _reachable(client)
    user = queries.find_user_by_email(EMAIL)
    assert user is not None
    user.mode = "partner"
    db.session.commit()
    assert _reachable(client) == before


@pytest.mark.rule("ACC-5")
def test_staff_and_renewal_customers_are_not_asked(client: Client, app: Flask) -> None:
    operator = an_operator()
    renewing = a_customer(email="nobu@gmail.com", kind="renewal-only")
    for user in (operator, renewing):
        user.mode, user.password_hash = None, passwords.hash_password(PASSWORD)
    db.session.commit()
    for email in (operator.email, renewing.email):
        assert "/account/mode" not in enter(another_browser(app), email).location


@pytest.mark.rule("ACC-4")
def test_the_login_address_changes_by_proof_at_the_new_and_notice_at_the_old(client: Client, app: Flask) -> None:
    sign_in_as_somebody(client)
    assert _ask(client).location == "/account/profile"
    assert enter(another_browser(app)).status_code == 303
    path = link(letters(NEW)[0])
    assert client.get(path).status_code == 200
    assert queries.find_user_by_email(NEW) is None
    assert client.submit(path).status_code == 303
    assert {letter.to for letter in letters(kind="email-changed")} == {EMAIL, NEW}
    assert enter(another_browser(app), NEW).status_code == 303
    assert enter(another_browser(app)).status_code == 422
    assert "email-changed" in acts()
    assert client.get(path).status_code == 410
    assert is_in(client)


@pytest.mark.rule("ACC-4")
def test_the_link_to_the_new_address_ends_after_a_day(client: Client) -> None:
    sign_in_as_somebody(client)
    _ask(client)
    with time_machine.travel(now() + timedelta(hours=24, seconds=1)):
        assert client.get(link(letters(NEW)[0])).status_code == 410


@pytest.mark.rule("ACC-4")
def test_somebodys_address_is_answered_alike_and_not_taken(client: Client) -> None:
    a_customer(email=NEW)
    sign_in_as_somebody(client)
    assert _ask(client).location == "/account/profile"
    assert [letter.kind for letter in letters(NEW)] == ["sign-up-repeated"]


@pytest.mark.rule("ACC-4")
def test_an_address_taken_meanwhile_is_not_taken_twice(client: Client) -> None:
    sign_in_as_somebody(client)
    _ask(client)
    a_customer(email=NEW.upper())
    assert client.submit(link(letters(NEW)[0])).location == "/account/profile"
    assert "すでにアカウントがあります" in client.get("/account/profile").text
    assert queries.find_user_by_email(EMAIL) is not None


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "info@maebashi.example.jp", "again": "info@maebashi.example.jp"}, "email"),
        ({"email": "taro@gmail.com", "again": "taro@gmail.com"}, "email"),
        ({"again": "taro.mihon@maebasi.example.jp"}, "again"),
        ({"email": EMAIL, "again": EMAIL}, "email"),
        ({"current": "wrong wrong wrong"}, "current"),
    ],
)
def test_a_bad_change_of_address_is_said_at_its_field(client: Client, changes: dict[str, str], field: str) -> None:
    sign_in_as_somebody(client)
    refused = _ask(client, **changes)
    assert refused.status_code == 422
    assert error_at(refused, field)
    assert letters() == []


def sign_in_as_somebody(client: Client) -> None:
    sign_in(client, somebody())


def _ask(client: Client, **changes: str) -> TestResponse:
    return client.submit("/account/email", {"email": NEW, "again": NEW, "current": PASSWORD} | changes)


def _reachable(client: Client) -> list[int]:
    paths = ("/account/profile", "/account/sessions", "/desk", "/products", "/applications")
    return [client.get(path).status_code for path in paths]
