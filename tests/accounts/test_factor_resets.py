"""A reset of lost factors: decided by somebody else, mailed, objected to, done a day later (ACC-3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from tbc.accounts import held
from tbc.accounts.models import FactorReset, User
from tbc.accounts.service import factor_resets as service
from tbc.kit import db
from tbc.kit.clock import now
from tbc.kit.ids import new_id
from tests.accounts.factors import an_app, codes_of, half_in, somebody_with_an_app
from tests.accounts.journeys import EMAIL, acts, another_browser, enter, is_in, letters, link, somebody
from tests.client import Client
from tests.people import acting, an_administrator, sign_in

pytestmark = pytest.mark.rule("ACC-3")


@pytest.fixture
def decided(client: Client) -> User:
    """Somebody with an app and codes whose reset has been decided."""
    user = somebody_with_an_app()
    codes_of(user)
    service.decide(acting(an_administrator()), user, "電話で本人と確認しました。")
    db.session.commit()
    return user


def test_it_is_mailed_and_audited_at_once(decided: User) -> None:
    letter = letters(EMAIL, "factor-reset-decided")[0]
    assert link(letter).startswith("/account/keep-factors/")
    assert acts()[-1] == "factor-reset-decided"
    assert held.factors_of(decided.id).any


def test_a_day_later_the_factors_are_gone_and_all_sessions_end(client: Client, app: Flask, decided: User) -> None:
    half, user_id = another_browser(app), decided.id
    sign_in(client, decided)
    half_in(half, decided)
    with time_machine.travel(now() + service.DELAY - timedelta(minutes=5)):
        _tick()
        assert held.factors_of(user_id).any
    _tick(after=service.DELAY)
    assert not held.factors_of(user_id).any
    assert held.factors_of(user_id).codes == 0
    assert not is_in(client)
    assert half.get("/sign-in/second-factor").location == "/sign-in"
    assert letters(EMAIL, "factor-reset-done")
    assert acts()[-1] == "factor-reset-done"
    enter(client)
    assert is_in(client)


def test_it_is_done_once(decided: User) -> None:
    _tick(after=service.DELAY)
    _tick(after=service.DELAY)
    assert acts().count("factor-reset-done") == 1


def test_the_person_objects_with_the_mailed_link(client: Client, decided: User) -> None:
    path, user_id = link(letters(EMAIL, "factor-reset-decided")[0]), decided.id
    assert client.get(path).status_code == 200
    assert held.find_open_reset(user_id) is not None
    assert client.submit(path).location == "/sign-in"
    assert held.find_open_reset(user_id) is None
    assert client.get(path).status_code == 410
    _tick(after=service.DELAY)
    assert held.factors_of(user_id).any
    assert letters(EMAIL, "factor-reset-cancelled")


def test_the_person_objects_while_signed_in(client: Client, decided: User) -> None:
    user_id = decided.id
    sign_in(client, decided)
    page = client.get("/account/factors").text
    assert "リセットが決まっています" in page
    assert client.submit("/account/factors", to="/account/keep-factors").location == "/account/factors"
    assert held.find_open_reset(user_id) is None
    assert acts()[-1] == "factor-reset-cancelled"


def test_objecting_too_late_says_so(client: Client, decided: User) -> None:
    path = link(letters(EMAIL, "factor-reset-decided")[0])
    _tick(after=service.DELAY)
    assert client.get(path).status_code == 410


def test_there_is_one_at_a_time(decided: User) -> None:
    with pytest.raises(service.AlreadyDecided):
        service.decide(acting(an_administrator()), decided, "もう一度")
    twin = {"user_id": decided.id, "reason": "x", "decided_by_id": decided.id, "effective_at": now()}
    with pytest.raises(IntegrityError):
        db.session.execute(insert(FactorReset).values(id=new_id(), decided_at=now(), **twin))


def test_nobody_decides_on_their_own(client: Client) -> None:
    administrator = an_app(an_administrator())
    with pytest.raises(service.OwnFactors):
        service.decide(acting(administrator), administrator, "紛失")


def test_without_factors_there_is_nothing_to_reset(client: Client) -> None:
    with pytest.raises(service.NothingToReset):
        service.decide(acting(an_administrator()), somebody(), "紛失")


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"done_at": now(), "cancelled_at": now()}], ids=["reason", "fate"])
def test_the_database_refuses_what_makes_no_sense(client: Client, wrong: dict[str, object]) -> None:
    user = somebody()
    given = {"user_id": user.id, "reason": "紛失", "decided_by_id": user.id, "effective_at": now()} | wrong
    with pytest.raises(IntegrityError):
        db.session.execute(insert(FactorReset).values(id=new_id(), decided_at=now(), **given))


def _tick(after: timedelta = timedelta(0)) -> None:
    with time_machine.travel(now() + after + timedelta(seconds=1)):
        service.do_due()
        db.session.commit()
