"""Throttles: so many tries, then 429 with Retry-After, by the table of limits (ACC-4)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import create_engine
from werkzeug.test import TestResponse

from tbc import mail
from tbc.accounts import queries
from tbc.accounts.limits import LIMITS, TooManyTries
from tbc.accounts.service import sign_in
from tbc.accounts.service.password import WrongPassword
from tbc.kit import db
from tbc.kit.clock import now
from tbc.policy import Actor
from tests.accounts.factors import half_in, show, somebody_with_an_app, wrong_code
from tests.accounts.journeys import EMAIL, OTHER_PASSWORD, PASSWORD, acts, enter, letters, sign_up, somebody
from tests.client import Client
from tests.conftest import settings_for
from tests.people import sign_in as let_in

pytestmark = pytest.mark.rule("ACC-4")

Knock = Callable[[Client, str], TestResponse]


def _change_email(client: Client, email: str) -> TestResponse:
    return client.submit("/account/email", {"email": email, "again": email, "current": PASSWORD})


def _second_factor(client: Client, email: str) -> TestResponse:
    user = queries.find_user_by_email(email) or somebody_with_an_app(email=email)
    half_in(client, user)
    return show(client, wrong_code())


KNOCKS: dict[str, tuple[Knock, int]] = {
    "sign-in": (lambda client, email: enter(client, email, OTHER_PASSWORD), 422),
    "second-factor": (_second_factor, 422),
    "sign-up": (lambda client, email: sign_up(client, email=email), 303),
    "reset-password": (lambda client, email: client.submit("/reset-password", {"email": email}), 303),
    "change-email": (_change_email, 303),
}


def test_every_door_is_tested() -> None:
    assert KNOCKS.keys() == LIMITS.keys()


@pytest.mark.parametrize("door", LIMITS)
def test_an_address_is_tried_so_often_and_no_more(client: Client, door: str) -> None:
    knock, good = _at(client, door)
    for _ in range(LIMITS[door].address.tries):
        assert knock(client, "hanako@takasaki.example.jp").status_code == good
    _is_turned_away(knock(client, "Hanako@TAKASAKI.example.jp"), LIMITS[door].address.minutes)
    assert knock(client, "jiro@takasaki.example.jp").status_code == good


@pytest.mark.parametrize("door", LIMITS)
def test_a_client_tries_so_often_and_no_more(client: Client, door: str) -> None:
    knock, good = _at(client, door)
    for number in range(LIMITS[door].client.tries):
        assert knock(client, f"hanako{number}@takasaki.example.jp").status_code == good
    _is_turned_away(knock(client, "jiro@takasaki.example.jp"), LIMITS[door].client.minutes)


@pytest.mark.parametrize("door", LIMITS)
def test_the_door_opens_again(client: Client, door: str) -> None:
    knock, good = _at(client, door)
    for _ in range(LIMITS[door].address.tries + 1):
        knock(client, "hanako@takasaki.example.jp")
    with time_machine.travel(now() + timedelta(minutes=LIMITS[door].address.minutes, seconds=1)):
        assert knock(client, "hanako@takasaki.example.jp").status_code == good


def test_the_specified_limits_stand_in_the_table() -> None:
    for door in LIMITS.values():
        assert (door.address.tries, door.address.minutes) == (5, 15)
        assert (door.client.tries, door.client.minutes) == (20, 15)


def test_a_right_password_does_not_open_a_closed_door(client: Client) -> None:
    somebody()
    for _ in range(5):
        enter(client, password=OTHER_PASSWORD)
    assert enter(client).status_code == 429
    assert acts().count("sign-in-failed") == 5
    assert acts()[-1] == "throttled"


def test_a_right_password_starts_the_count_anew(client: Client) -> None:
    somebody()
    for _ in range(3):
        for _ in range(4):
            assert enter(client, password=OTHER_PASSWORD).status_code == 422
        assert enter(client).status_code == 303
        client.submit("/sign-out")


def test_colleagues_behind_one_address_may_all_sign_in(client: Client) -> None:
    somebody()
    for _ in range(LIMITS["sign-in"].client.tries + 5):
        assert enter(client).status_code == 303
        client.submit("/sign-out")


def test_a_reset_opens_the_door_for_who_reads_the_mail(client: Client) -> None:
    somebody()
    for _ in range(6):
        enter(client, password=OTHER_PASSWORD)
    client.submit("/reset-password", {"email": EMAIL})
    path = letters(EMAIL, "reset-requested")[0].body_text.split("http://localhost")[1].split()[0]
    client.submit(path, {"password": OTHER_PASSWORD})
    assert enter(client, password=OTHER_PASSWORD).status_code == 303


def test_guesses_of_the_current_password_count_too(client: Client) -> None:
    let_in(client, somebody())
    wrong = {"current": OTHER_PASSWORD, "password": "another good long one"}
    for _ in range(5):
        assert client.submit("/account/password", wrong).status_code == 422
    _is_turned_away(client.submit("/account/password", wrong), 15)


def test_parallel_guesses_are_counted_exactly(fresh_database: str) -> None:
    engine = create_engine(fresh_database, pool_size=12)
    db.session.remove()
    db.session.configure(bind=engine)
    mail.set_up(settings_for(fresh_database))
    somebody()
    said: list[str] = []
    threads = [threading.Thread(target=_guess, args=(said,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()
    assert (said.count("wrong"), said.count("closed")) == (5, 7)


def _guess(said: list[str]) -> None:
    with db.unit_of_work():
        try:
            sign_in.check_password(Actor(address="192.0.2.9"), EMAIL, OTHER_PASSWORD)
        except WrongPassword:
            said.append("wrong")
        except TooManyTries:
            said.append("closed")


def _at(client: Client, door: str) -> tuple[Knock, int]:
    if door == "change-email":
        let_in(client, somebody())
    return KNOCKS[door]


def _is_turned_away(answer: TestResponse, minutes: int) -> None:
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= minutes * 60
    assert "しばらくお待ちください" in answer.text
