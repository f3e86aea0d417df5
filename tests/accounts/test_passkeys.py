"""Passkeys: added under a name, shown as the second factor, and refused when anything about the answer is wrong."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tbc.accounts import passkeys
from tbc.accounts.models import Passkey, User
from tbc.kit import db
from tbc.kit.clock import now
from tests.accounts.authenticator import Authenticator
from tests.accounts.factors import CODE_PAGE, half_in
from tests.accounts.journeys import acts, another_browser, enter, error_at, is_in, letters, somebody
from tests.client import Client
from tests.people import an_operator, sign_in

pytestmark = pytest.mark.rule("ACC-3")
ADD = "/account/passkeys"


def options(client: Client, path: str, page: str = "/account/factors") -> dict[str, Any]:
    """What the page's script is told."""
    answer = client.submit(page, to=f"{path}/challenge")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    told: dict[str, Any] = json.loads(answer.text)
    return told


def add(client: Client, device: Authenticator, name: str = "会社のパソコン", **how: Any) -> Any:
    """Add a passkey on the page."""
    answer = device.make(options(client, ADD), **how)
    return client.submit("/account/factors", {"name": name, "passkey": answer}, to=ADD)


@pytest.fixture(autouse=True)
def this_portal(app: Flask) -> None:
    """Passkeys are good for one portal per process, and other tests make portals of their own."""
    passkeys.set_up(app.config["SETTINGS"].base_url)


@pytest.fixture
def device(client: Client, app: Flask) -> Authenticator:
    """A device whose passkey `somebody` has added; `client` has shown their password since then."""
    made, browser = Authenticator(), another_browser(app)
    sign_in(browser, somebody())
    assert add(browser, made).location == "/account/recovery-codes"
    enter(client)
    return made


def sign(client: Client, device: Authenticator, **how: Any) -> Any:
    """Show the passkey at the second stage."""
    answer = device.sign(options(client, CODE_PAGE, CODE_PAGE), **how)
    return client.submit(CODE_PAGE, {"passkey": answer})


def test_it_is_asked_for_after_the_password(client: Client, device: Authenticator) -> None:
    told = options(client, CODE_PAGE, CODE_PAGE)
    assert told["rpId"] == "localhost"
    assert len(told["allowCredentials"]) == 1
    assert not is_in(client)
    assert sign(client, device).status_code == 303
    assert is_in(client)
    row = db.session.scalars(select(Passkey)).one()
    assert (row.sign_count, row.transports) == (1, ["internal"])
    assert row.used_at


def test_several_are_listed_by_name_and_one_removed(client: Client) -> None:
    user = somebody()
    sign_in(client, user)
    add(client, Authenticator(), "会社のパソコン")
    add(client, Authenticator(), "予備の鍵")
    page = client.get("/account/factors").text
    assert "会社のパソコン" in page
    assert "予備の鍵" in page
    row = db.session.scalars(select(Passkey).where(Passkey.name == "予備の鍵")).one()
    path = f"/account/passkeys/{row.id}/removal"
    assert client.submit(path).location == "/account/factors"
    assert "予備の鍵" not in client.get("/account/factors").text.split("<h2")[3]
    assert [letter.kind for letter in letters()] == ["factor-added", "factor-added", "factor-removed"]
    assert acts() == ["factor-added", "factor-added", "factor-removed"]


def test_one_answer_signs_in_once(client: Client, app: Flask, device: Authenticator) -> None:
    answer = device.sign(options(client, CODE_PAGE, CODE_PAGE))
    token = client.token(CODE_PAGE)
    assert client.post(CODE_PAGE, data={"csrf_token": token, "passkey": answer}).status_code == 303
    other = another_browser(app)
    enter(other)
    assert other.submit(CODE_PAGE, {"passkey": answer}).status_code == 422


def test_a_challenge_is_used_up_by_a_wrong_answer_too(client: Client, device: Authenticator) -> None:
    told = options(client, CODE_PAGE, CODE_PAGE)
    assert client.submit(CODE_PAGE, {"passkey": "{}"}).status_code == 422
    assert client.submit(CODE_PAGE, {"passkey": device.sign(told)}).status_code == 422


def test_a_challenge_lasts_five_minutes(client: Client, device: Authenticator) -> None:
    told = options(client, CODE_PAGE, CODE_PAGE)
    with time_machine.travel(now() + timedelta(minutes=5, seconds=1)):
        assert client.submit(CODE_PAGE, {"passkey": device.sign(told)}).status_code == 422


@pytest.mark.parametrize(
    "how",
    [{"origin": "http://localhost.evil.example"}, {"origin": "http://localhost:8001"}, {"host": "evil.example"}],
    ids=["origin", "port", "host"],
)
def test_another_sites_answer_is_refused(client: Client, device: Authenticator, how: dict[str, str]) -> None:
    assert sign(client, device, **how).status_code == 422
    assert not is_in(client)


def test_a_copy_that_counts_less_is_refused(client: Client, app: Flask, device: Authenticator) -> None:
    assert sign(client, device, step=5).status_code == 303
    other = another_browser(app)
    enter(other)
    assert sign(other, device, step=-2).status_code == 422
    enter(other)
    assert sign(other, device, step=0).status_code == 422
    enter(other)
    assert sign(other, device, step=3).status_code == 303


def test_another_key_is_refused(client: Client, device: Authenticator) -> None:
    copy = Authenticator(credential_id=device.credential_id)
    assert sign(client, copy).status_code == 422
    assert sign(client, Authenticator()).status_code == 422


def test_anothers_passkey_is_refused(client: Client, app: Flask, device: Authenticator) -> None:
    theirs, browser = Authenticator(), another_browser(app)
    sign_in(browser, somebody("jiro.mihon@takasaki.example.jp"))
    add(browser, theirs)
    assert sign(client, theirs).status_code == 422


SAYS_NOTHING = {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"}
BROKEN = [
    *("x", "[]", "{}", "null", '{"rawId": 1}', '{"rawId": "%%"}'),
    *(json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": said}) for said in ({}, SAYS_NOTHING)),
]


@pytest.mark.parametrize("answer", BROKEN)
def test_what_is_no_answer_breaks_nothing(client: Client, device: Authenticator, answer: str) -> None:
    options(client, CODE_PAGE, CODE_PAGE)
    assert client.submit(CODE_PAGE, {"passkey": answer}).status_code == 422
    sign(client, device)
    options(client, ADD)
    refused = client.submit("/account/factors", {"name": "鍵", "passkey": answer}, to=ADD)
    assert refused.status_code == 422
    assert "確認できませんでした" in error_at(refused, "name")


@pytest.mark.parametrize("how", [{"origin": "https://evil.example"}, {"host": "evil.example"}])
def test_a_passkey_made_for_another_site_is_not_added(client: Client, how: dict[str, str]) -> None:
    sign_in(client, somebody())
    assert add(client, Authenticator(), **how).status_code == 422
    assert db.session.scalar(select(Passkey.id)) is None


def test_a_passkey_is_added_once(client: Client) -> None:
    sign_in(client, somebody())
    device = Authenticator()
    add(client, device)
    assert add(client, device).status_code == 422


def test_it_needs_a_name(client: Client) -> None:
    sign_in(client, somebody())
    assert error_at(add(client, Authenticator(), name=" "), "name")


def test_it_confirms_a_sensitive_act(client: Client, app: Flask, device: Authenticator) -> None:
    sign(client, device)
    with time_machine.travel(now() + timedelta(minutes=11)):
        page = client.get("/account/factors/totp").location
        answer = device.sign(options(client, "/account/confirm", page))
        done = client.submit(
            page, {"confirmation-passkey": answer, "next": "/account/factors/totp"}, to="/account/confirm"
        )
        assert done.location == "/account/factors/totp"
        assert client.get("/account/factors/totp").status_code == 200


def test_staff_may_enrol_with_one(client: Client) -> None:
    user: User = an_operator()
    half_in(client, user, "enrolment")
    page = "/sign-in/enrolment"
    answer = Authenticator().make(options(client, page, page))
    entered = client.submit(page, {"name": "弊社の鍵", "passkey": answer}, to=f"{page}/passkey")
    assert entered.location == "/account/recovery-codes"
    assert client.get("/desk").status_code == 200
