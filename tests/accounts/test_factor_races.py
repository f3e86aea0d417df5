"""Two at the same moment with one code: one is let in (ACC-3)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import create_engine

from tbc import mail
from tbc.accounts import limits, queries
from tbc.accounts.service import factors, showing
from tbc.kit import db
from tbc.kit.ids import new_id
from tbc.policy import Actor
from tests.accounts.factors import code, codes_of, somebody_with_an_app
from tests.conftest import settings_for
from tests.people import an_operator

pytestmark = pytest.mark.rule("ACC-3")
AT_ONCE = 4
Together = Callable[[Callable[[int], object]], list[object]]


@pytest.fixture
def together(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Callable[[int], object]], list[object]]]:
    """Run something in several threads at once, each with a connection of its own, and give what they say."""
    # Without the throttle, whose row would let them in one after the other.
    monkeypatch.setattr(limits, "knock", lambda *_: None)
    engine = create_engine(fresh_database, pool_size=AT_ONCE + 1)
    db.session.remove()
    db.session.configure(bind=engine)
    mail.set_up(settings_for(fresh_database))

    def run(act: Callable[[int], object]) -> list[object]:
        said: list[object] = []
        ready = threading.Barrier(AT_ONCE)

        def begin(number: int) -> None:
            ready.wait()
            with db.unit_of_work():
                said.append(act(number))

        threads = [threading.Thread(target=begin, args=(number,)) for number in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return said

    yield run
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def test_one_code_of_an_app_is_taken_once(together: Together, monkeypatch: pytest.MonkeyPatch) -> None:
    user_id, digits = somebody_with_an_app().id, code()
    said = together(lambda _number: _show(user_id, showing.Shown(totp=digits)))
    assert sorted(said, key=str) == ["totp", *["wrong"] * (AT_ONCE - 1)]


def test_one_recovery_code_is_taken_once(together: Together, monkeypatch: pytest.MonkeyPatch) -> None:
    user = somebody_with_an_app()
    user_id, given = user.id, codes_of(user)[0]
    said = together(lambda _number: _show(user_id, showing.Shown(recovery_code=given)))
    assert sorted(said, key=str) == ["recovery-code", *["wrong"] * (AT_ONCE - 1)]


def test_one_factor_is_enrolled_by_the_password_alone(together: Together) -> None:
    user_id, secrets = (
        an_operator().id,
        ["JBSWY3DPEHPK3PXP" * 2, "KRSXG5CTMVRXEZLU" * 2, "MFRGGZDFMZTWQ2LK" * 2, "NBSWY3DPEHPK3PXQ" * 2],
    )
    digits = [code(secret) for secret in secrets]

    def enrol(number: int) -> str:
        user = queries.get_user(user_id)
        try:
            factors.enrol_first(user)
        except factors.AlreadyEnrolled:
            return "refused"
        factors.add_totp(Actor(), user, secrets[number], digits[number])
        return "added"

    assert sorted(map(str, together(enrol))) == ["added", *["refused"] * (AT_ONCE - 1)]


def _show(user_id: UUID, shown: showing.Shown) -> str:
    try:
        return showing.show(Actor(address="192.0.2.9"), queries.get_user(user_id), shown, new_id())
    except showing.WrongFactor:
        return "wrong"
