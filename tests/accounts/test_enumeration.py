"""No enumeration: known and unknown addresses are answered alike, after the same work (ACC-4)."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tbc.accounts.service import sign_in
from tbc.accounts.service.password import WrongPassword
from tbc.audit.models import AuditEvent
from tbc.kit import db, throttle
from tbc.policy import Actor
from tests.accounts.factors import somebody_with_an_app
from tests.accounts.hashes import dear_hashes  # noqa: F401  # a fixture
from tests.accounts.journeys import OTHER_PASSWORD, another_browser, enter, letters, sign_up, somebody
from tests.client import Client

pytestmark = pytest.mark.rule("ACC-4")

KNOWN, UNKNOWN = "taro.mihon@takasaki.example.jp", "jiro.mihon@takasaki.example.jp"
Act = Callable[[Client, str], TestResponse]


def _reset(client: Client, email: str) -> TestResponse:
    answer = client.submit("/reset-password", {"email": email})
    client.get(answer.location)
    return answer


def _sign_up(client: Client, email: str) -> TestResponse:
    return sign_up(client, email=email)


def _wrong_password(client: Client, email: str) -> TestResponse:
    return enter(client, email, OTHER_PASSWORD)


ACTS: dict[str, Act] = {"sign-in": _wrong_password, "sign-up": _sign_up, "reset-password": _reset}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_status_page_and_headers_are_the_same(client: Client, app: Flask, act: Act) -> None:
    somebody(KNOWN)
    known, unknown = act(client, KNOWN), act(another_browser(app), UNKNOWN)
    assert known.status_code == unknown.status_code
    assert _plain(known.text) == _plain(unknown.text)
    assert _plain(str(known.headers)) == _plain(str(unknown.headers))


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_following_page_is_the_same(client: Client, app: Flask, act: Act) -> None:
    somebody(KNOWN)
    other = another_browser(app)
    known, unknown = act(client, KNOWN), act(other, UNKNOWN)
    if known.location:
        assert _plain(client.get(known.location).text) == _plain(other.get(unknown.location).text)


@pytest.mark.parametrize(("act", "mails"), [("sign-in", 0), ("sign-up", 1), ("reset-password", 1)])
def test_as_many_letters_go_out(client: Client, act: str, mails: int) -> None:
    somebody(KNOWN)
    ACTS[act](client, KNOWN)
    ACTS[act](client, UNKNOWN)
    assert [len(letters(KNOWN)), len(letters(UNKNOWN))] == [mails, mails]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_database_is_asked_the_same(client: Client, app: Flask, statements: list[str], act: Act) -> None:
    somebody(KNOWN)
    act(another_browser(app), "warm.up@takasaki.example.jp")
    counts = []
    for email in (KNOWN, UNKNOWN):
        browser = another_browser(app)
        statements.clear()
        act(browser, email)
        counts.append([_shape(sent) for sent in statements])
    assert counts[0] == counts[1]


@pytest.mark.parametrize("state", ["disabled", "unproven"])
def test_a_closed_account_answers_as_nobodys(client: Client, app: Flask, state: str) -> None:
    user = somebody(KNOWN)
    if state == "disabled":
        user.disabled_at = user.created_at
    else:
        user.proven_at = None
    db.session.commit()
    closed, unknown = enter(client, KNOWN), enter(another_browser(app), UNKNOWN)
    assert closed.status_code == unknown.status_code == 422
    assert _plain(closed.text) == _plain(unknown.text)


@pytest.mark.usefixtures("dear_hashes")
def test_a_wrong_password_takes_as_long_as_an_unknown_address(session: Session) -> None:
    somebody(KNOWN)
    taken: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(40):
        for email, times in taken.items():
            began = time.process_time()
            with pytest.raises(WrongPassword):
                sign_in.check_password(Actor(address="192.0.2.1"), email, OTHER_PASSWORD)
            times.append(time.process_time() - began)
            session.query(throttle.Throttle).delete()
            session.query(AuditEvent).count()
    known, unknown = (statistics.median(times) for times in taken.values())
    assert abs(known - unknown) < 0.1 * max(known, unknown)


def _plain(text: str) -> str:
    """Without what differs from any page to the next: tokens, cookies, ids, the address that was typed."""
    text = text.replace(UNKNOWN, KNOWN).replace(UNKNOWN.replace("@", "%40"), KNOWN)
    text = re.sub(r'name="csrf_token" type="hidden" value="[^"]+"', "", text)
    text = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
    return re.sub(r"(?m)^(Set-Cookie: tbc_state=|X-Request-Id: )\S+", r"\1", text)


def _shape(statement: str) -> str:
    return " ".join(statement.split())[:60]


@pytest.mark.rule("ACC-3")
def test_a_wrong_password_does_not_tell_who_has_a_second_factor(client: Client, app: Flask) -> None:
    somebody_with_an_app(email=KNOWN)
    with_factor, unknown = enter(client, KNOWN, OTHER_PASSWORD), enter(another_browser(app), UNKNOWN, OTHER_PASSWORD)
    assert with_factor.status_code == unknown.status_code == 422
    assert _plain(with_factor.text) == _plain(unknown.text)
    assert _plain(str(with_factor.headers)) == _plain(str(unknown.headers))
