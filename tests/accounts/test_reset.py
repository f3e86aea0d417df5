"""Resetting the password: a mailed link, one hour, once; every session ends (ACC-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tbc.kit import db
from tbc.kit.clock import now
from tests.accounts.journeys import (
    EMAIL,
    OTHER_PASSWORD,
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

pytestmark = pytest.mark.rule("ACC-4")


def test_a_new_password_ends_every_session(client: Client, app: Flask) -> None:
    somebody()
    phone = another_browser(app)
    enter(phone)
    path = _ask(client)
    assert client.get(path).headers["Cache-Control"] == "no-store"
    changed = client.submit(path, {"password": OTHER_PASSWORD})
    assert changed.location == "/sign-in"
    assert not is_in(phone)
    assert not is_in(client)
    assert enter(client).status_code == 422
    assert enter(client, password=OTHER_PASSWORD).status_code == 303
    assert letters(EMAIL, "password-changed")
    assert acts() == [
        "signed-in", "reset-requested", "password-changed", "sign-in-failed", "signed-in",
    ]  # fmt: skip


def test_the_link_works_once(client: Client) -> None:
    somebody()
    path = _ask(client)
    client.submit(path, {"password": OTHER_PASSWORD})
    again = client.get(path)
    assert again.status_code == 410
    assert 'href="/reset-password"' in again.text


def test_the_link_ends_after_an_hour(client: Client) -> None:
    somebody()
    path = _ask(client)
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        assert client.get(path).status_code == 410


def test_a_second_request_voids_the_first_link(client: Client) -> None:
    somebody()
    first = _ask(client)
    second = _ask(client)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_password_change_voids_mailed_links(client: Client) -> None:
    somebody()
    path = _ask(client)
    enter(client)
    client.submit("/account/password", {"current": PASSWORD, "password": OTHER_PASSWORD})
    assert client.get(path).status_code == 410


def test_a_weak_password_is_refused_and_the_link_stays(client: Client) -> None:
    somebody()
    path = _ask(client)
    refused = client.submit(path, {"password": "taro.mihon-1"})
    assert refused.status_code == 422
    assert "推測できます" in error_at(refused, "password")
    assert client.submit(path, {"password": OTHER_PASSWORD}).status_code == 303


def test_an_unknown_address_is_told_so_by_mail_alone(client: Client) -> None:
    client.submit("/reset-password", {"email": EMAIL})
    letter = letters(EMAIL)[0]
    assert letter.kind == "reset-unknown"
    assert link(letter) == "/sign-up"


def test_mail_goes_to_the_stored_address_only(client: Client) -> None:
    somebody()
    client.submit("/reset-password", {"email": EMAIL.upper()})
    assert [letter.to for letter in letters()] == [EMAIL]


@pytest.mark.parametrize("typed", ["taro", "tarо@takasaki.example.jp", "a@b\r\nBcc: c@example.com"])
def test_what_is_no_address_is_said_at_the_field(client: Client, typed: str) -> None:
    refused = client.submit("/reset-password", {"email": typed})
    assert refused.status_code == 422
    assert error_at(refused, "email")
    assert letters() == []


def test_a_disabled_account_gets_no_link(client: Client) -> None:
    somebody().disabled_at = now()
    db.session.commit()
    client.submit("/reset-password", {"email": EMAIL})
    assert letters(EMAIL)[0].kind == "reset-unknown"


def test_the_password_is_changed_only_with_the_current_one(client: Client) -> None:
    somebody()
    enter(client)
    refused = client.submit("/account/password", {"current": OTHER_PASSWORD, "password": "another good long one"})
    assert refused.status_code == 422
    assert "いまのパスワードが違います" in error_at(refused, "current")
    assert "another good" not in refused.text


def _ask(client: Client) -> str:
    client.submit("/reset-password", {"email": EMAIL})
    return link(letters(EMAIL, "reset-requested")[-1])
