"""Signing in with an authenticator app: password, code, and not before both the session (ACC-3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tbc.accounts import sessions, waiting
from tbc.accounts.models import RecoveryCode, SignedIn, TotpSecret
from tbc.kit import db
from tbc.kit.clock import now
from tests.accounts.factors import (
    CODE_PAGE,
    code,
    codes_of,
    half_in,
    show,
    somebody_with_an_app,
    wrong_code,
)
from tests.accounts.journeys import EMAIL, PASSWORD, acts, another_browser, enter, error_at, is_in, letters, somebody
from tests.client import Client

pytestmark = pytest.mark.rule("ACC-3")


def test_the_password_leads_to_the_page_of_the_code(client: Client) -> None:
    somebody_with_an_app()
    asked = client.submit(
        "/sign-in?next=/account/sessions",
        {"email": EMAIL, "password": PASSWORD, "next": "/account/sessions"},
        to="/sign-in",
    )
    assert asked.location == f"{CODE_PAGE}?next=/account/sessions"
    assert not is_in(client)
    entered = client.submit(asked.location, {"totp": code(), "next": "/account/sessions"}, to=CODE_PAGE)
    assert entered.location == "/account/sessions"
    assert is_in(client)
    assert db.session.scalars(select(SignedIn).where(SignedIn.awaiting.is_(None))).one().factor == "totp"
    assert acts()[-1] == "signed-in"


def test_without_a_factor_the_password_is_enough(client: Client) -> None:
    somebody()
    enter(client)
    assert is_in(client)


def test_the_token_is_new_after_the_code(client: Client) -> None:
    somebody_with_an_app()
    enter(client)
    before = client.get_cookie("tbc_session")
    show(client, code())
    after = client.get_cookie("tbc_session")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    client.set_cookie("tbc_session", before.value, domain="localhost")
    assert not is_in(client)
    assert client.get(CODE_PAGE).location == "/sign-in"


def test_a_code_cannot_be_used_twice(client: Client, app: Flask) -> None:
    somebody_with_an_app()
    digits = code()
    enter(client)
    assert show(client, digits).status_code == 303
    other = another_browser(app)
    enter(other)
    again = show(other, digits)
    assert again.status_code == 422
    assert "一度しか使えません" in error_at(again, "totp")
    assert not is_in(other)


def test_an_earlier_code_is_void_once_a_later_one_was_taken(client: Client, app: Flask) -> None:
    somebody_with_an_app()
    with time_machine.travel(now(), tick=False):
        enter(client)
        assert show(client, code(steps=1)).status_code == 303
        other = another_browser(app)
        enter(other)
        assert show(other, code()).status_code == 422


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_phones_clock_may_be_half_a_minute_off(client: Client, steps: int, status: int) -> None:
    somebody_with_an_app()
    with time_machine.travel(now(), tick=False):
        enter(client)
        assert show(client, code(steps=steps)).status_code == status


@pytest.mark.parametrize("typed", ["{0} {1}", "　{0}{1}　", "{0}-{1}"])
def test_a_code_may_be_typed_with_spaces_and_in_full_width(client: Client, typed: str) -> None:
    somebody_with_an_app()
    enter(client)
    digits = code().translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert show(client, typed.format(digits[:3], digits[3:])).status_code == 303


def test_a_wrong_code_is_told_at_its_field(client: Client) -> None:
    somebody_with_an_app()
    enter(client)
    answer = show(client, wrong_code())
    assert answer.status_code == 422
    assert "確認コードが違います" in error_at(answer, "totp")
    assert acts()[-1] == "factor-failed"


def test_nothing_at_all_is_wrong_too(client: Client) -> None:
    somebody_with_an_app()
    enter(client)
    assert show(client, "").status_code == 422


def test_the_stage_between_lasts_ten_minutes(client: Client) -> None:
    half_in(client, somebody_with_an_app())
    with time_machine.travel(now() + waiting.LASTS - timedelta(minutes=1)):
        assert client.get(CODE_PAGE).status_code == 200
    with time_machine.travel(now() + waiting.LASTS + timedelta(seconds=1)):
        assert client.get(CODE_PAGE).location == "/sign-in"


@pytest.mark.parametrize(
    "path",
    [
        "/account/profile",
        "/account/factors",
        "/account/confirm",
        "/applications",
        "/sign-in/enrolment",
        "/account/recovery-codes",
    ],
)
def test_the_stage_between_opens_nothing_else(client: Client, path: str) -> None:
    half_in(client, somebody_with_an_app())
    assert client.get(path).location.startswith("/sign-in")


def test_the_stage_between_is_no_session_on_the_list(client: Client, app: Flask) -> None:
    user = somebody_with_an_app()
    half_in(another_browser(app), user)
    enter(client)
    show(client, code())
    assert client.get("/account/sessions").text.count('<tr role="row">') == 2  # the head and this one


def test_a_disabled_person_does_not_get_past_the_stage(client: Client) -> None:
    user = somebody_with_an_app()
    half_in(client, user)
    user.disabled_at = now()
    db.session.commit()
    assert client.get(CODE_PAGE).location == "/sign-in"


def test_a_password_change_ends_the_stage_too(client: Client, app: Flask) -> None:
    user = somebody_with_an_app()
    half_in(client, user)
    sessions.end_all(user.id)
    db.session.commit()
    assert client.get(CODE_PAGE).location == "/sign-in"


def test_a_recovery_code_stands_in_once(client: Client, app: Flask) -> None:
    user = somebody_with_an_app()
    first, *_rest = codes_of(user)
    enter(client)
    assert client.submit(CODE_PAGE, {"recovery_code": first.lower().replace("-", " ")}).status_code == 303
    assert is_in(client)
    assert "9" in letters(user.email, "recovery-code-used")[0].body_text
    other = another_browser(app)
    enter(other)
    again = other.submit(CODE_PAGE, {"recovery_code": first})
    assert again.status_code == 422
    assert "すでに使われています" in error_at(again, "recovery_code")


def test_new_codes_void_the_old_ones(client: Client) -> None:
    user = somebody_with_an_app()
    old = codes_of(user)
    new = codes_of(user)
    enter(client)
    assert client.submit(CODE_PAGE, {"recovery_code": old[0]}).status_code == 422
    assert client.submit(CODE_PAGE, {"recovery_code": new[0]}).status_code == 303


def test_another_persons_code_opens_nothing(client: Client) -> None:
    somebody_with_an_app()
    theirs = codes_of(somebody_with_an_app(email="jiro.mihon@takasaki.example.jp"))
    enter(client)
    assert client.submit(CODE_PAGE, {"recovery_code": theirs[0]}).status_code == 422


def test_a_copy_of_the_database_shows_no_secret(client: Client) -> None:
    user = somebody_with_an_app()
    code_ = codes_of(user)[0]
    row = db.session.get_one(TotpSecret, user.id)
    assert b"JBSWY3DP" not in row.sealed
    for stored in db.session.scalars(select(RecoveryCode)):
        assert code_.replace("-", "").encode() not in stored.code_hash


def test_a_secret_moved_to_another_person_opens_nothing(client: Client) -> None:
    user = somebody_with_an_app()
    other = somebody_with_an_app(email="jiro.mihon@takasaki.example.jp")
    mine, theirs = (db.session.get_one(TotpSecret, who.id) for who in (user, other))
    mine.sealed = theirs.sealed
    db.session.commit()
    enter(client)
    assert show(client, code()).status_code == 422
