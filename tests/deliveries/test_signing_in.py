"""The delivery site's door: who gets in, for how long, and that nobody learns which numbers exist (DLV-3)."""

from __future__ import annotations

import statistics
import time
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tbc.audit.models import AuditEvent
from tbc.deliveries import limits
from tbc.deliveries.models import DeliverySession
from tbc.deliveries.service import signing_in
from tbc.deliveries.service.signing_in import WrongPassword
from tbc.kit import db
from tbc.kit.clock import TOKYO
from tbc.kit.throttle import Throttle
from tbc.mail.models import Letter
from tbc.policy import Actor
from tests.accounts.hashes import dear_hashes  # noqa: F401  # a fixture
from tests.client import Client
from tests.deliveries.making import Shipped, a_new_password, a_shipped
from tests.mailbox import Mailbox
from tests.worker import send_letters

pytestmark = pytest.mark.rule("DLV-3")
SENT = datetime(2026, 11, 20, 14, 43, tzinfo=TOKYO)


def enter(client: Client, number: str, password: str) -> TestResponse:
    given = {"delivery_number": number, "password": password}
    return client.submit("/delivery/reissue", given, to="/delivery/sign-in")


def is_in(client: Client) -> bool:
    return client.get("/delivery").status_code == 200


def test_number_and_password_open_the_delivery(client: Client, session: Session) -> None:
    shipped = a_shipped()
    number = shipped.delivery.number
    assert client.get("/delivery").location == "/delivery/sign-in"
    answer = enter(client, number, shipped.password)
    assert (answer.status_code, answer.location) == (303, "/delivery")
    cookie = client.get_cookie("tbc_delivery")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")
    shown = client.get("/delivery")
    assert number in shown.get_data(as_text=True)
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert db.session.scalars(select(AuditEvent.act)).all()[-1] == "delivery-signed-in"


@pytest.mark.parametrize(
    "written",
    ["{number}", " {lower} ", "{digits}", "ＳＨＰＣ{digits}", "SHPC {spaced}", "shpc-{digits}"],
)
def test_the_number_is_read_in_any_width_and_case(client: Client, session: Session, written: str) -> None:
    shipped = a_shipped()
    number = shipped.delivery.number
    typed = written.format(number=number, lower=number.lower(), digits=number[4:], spaced=f"{number[4:7]} {number[7:]}")
    assert enter(client, typed, shipped.password).status_code == 303


def test_the_password_is_read_in_any_width_and_case(client: Client, session: Session) -> None:
    shipped = a_shipped()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in shipped.password.lower())
    assert enter(client, shipped.delivery.number, f" {wide} ").status_code == 303


def test_an_empty_form_says_where_to_find_both(client: Client, session: Session) -> None:
    answer = enter(client, "", "")
    assert answer.status_code == 422
    assert "「PW」のメール" in answer.get_data(as_text=True)


def test_unknown_numbers_and_wrong_passwords_answer_alike(client: Client, session: Session) -> None:
    number = a_shipped().delivery.number
    other = f"SHPC{(int(number[4:]) + 1) % 10_000_000:07d}"
    known, unknown = enter(client, number, "WRONG"), enter(client, other, "WRONG")
    assert known.status_code == unknown.status_code == 422
    assert _bare(known, number) == _bare(unknown, other)
    assert _headers(known) == _headers(unknown)


def test_ten_failures_close_a_number_for_an_hour_known_or_not(client: Client, session: Session) -> None:
    shipped = a_shipped()
    number, password = shipped.delivery.number, shipped.password
    other = f"SHPC{(int(number[4:]) + 1) % 10_000_000:07d}"
    with time_machine.travel(SENT, tick=False) as clock:
        for tried in (number, other):
            answers = [enter(client, tried, "WRONG").status_code for _ in range(limits.SIGN_IN[0].tries + 1)]
            assert answers == [422] * 10 + [429]
        refused = enter(client, number, password)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        clock.shift(timedelta(hours=1, seconds=1))
        assert enter(client, number, password).status_code == 303


def test_a_client_that_tries_many_numbers_is_turned_away(client: Client, session: Session) -> None:
    tries = limits.SIGN_IN[1].tries
    answers = [enter(client, f"SHPC{number:07d}", "WRONG").status_code for number in range(tries + 1)]
    assert answers == [422] * tries + [429]


def test_a_good_sign_in_starts_the_count_anew(client: Client, session: Session) -> None:
    shipped = a_shipped()
    number, password = shipped.delivery.number, shipped.password
    for _round in range(2):
        for _failure in range(9):
            enter(client, number, "WRONG")
        assert enter(client, number, password).status_code == 303
        client.submit("/delivery", to="/delivery/sign-out")


def test_signing_out_ends_it_here_and_for_a_copied_cookie(client: Client, session: Session) -> None:
    _entered(client, a_shipped())
    cookie = client.get_cookie("tbc_delivery")
    assert cookie is not None
    assert client.submit("/delivery", to="/delivery/sign-out").location == "/delivery/sign-in"
    client.set_cookie("tbc_delivery", cookie.value, domain="localhost")
    assert not is_in(client)


def test_a_sign_in_ends_by_the_clock(client: Client, session: Session) -> None:
    shipped = a_shipped()
    with time_machine.travel(SENT, tick=False) as clock:
        _entered(client, shipped)
        clock.shift(timedelta(hours=4, seconds=1))
        assert not is_in(client)


def test_a_new_password_ends_the_old_one_and_its_sign_ins(client: Client, session: Session) -> None:
    shipped = a_shipped()
    number = shipped.delivery.number
    _entered(client, shipped)
    new = a_new_password(shipped.delivery)
    assert not is_in(client)
    assert enter(client, number, shipped.password).status_code == 422
    assert enter(client, number, new).status_code == 303


def test_the_password_is_good_to_the_end_of_day_90_after_its_mail(
    client: Client, session: Session, mailbox: Mailbox
) -> None:
    with time_machine.travel(SENT, tick=False) as clock:
        shipped = a_shipped()
        number, password = shipped.delivery.number, shipped.password
        clock.shift(timedelta(days=200))
        assert enter(client, number, password).status_code == 303  # its mail has not gone out: its days have not begun
        clock.move_to(SENT)
        send_letters()
        db.session.commit()
        clock.move_to(datetime(2027, 2, 18, 23, 59, tzinfo=TOKYO))
        assert enter(client, number, password).status_code == 303
        assert "2027年2月18日まで有効" in client.get("/delivery").get_data(as_text=True)
        clock.shift(timedelta(minutes=1))
        assert not is_in(client)
        late = enter(client, number, password)
        assert late.status_code == 422
        assert "有効期限" in late.get_data(as_text=True)
        assert "WRONG" not in enter(client, number, "WRONG").get_data(as_text=True)


def test_an_expired_password_lets_no_guesser_know_of_it(client: Client, session: Session, mailbox: Mailbox) -> None:
    with time_machine.travel(SENT, tick=False) as clock:
        number = a_shipped().delivery.number
        send_letters()
        db.session.commit()
        clock.shift(timedelta(days=91))
        assert "有効期限（" not in enter(client, number, "WRONG").get_data(as_text=True)


def test_a_cancelled_order_opens_nothing(client: Client, session: Session) -> None:
    shipped = a_shipped()
    number = shipped.delivery.number
    _entered(client, shipped)
    db.session.execute(text("UPDATE orders SET state = 'cancelled', cancelled_at = now(), cancel_reason = '誤り'"))
    db.session.commit()
    assert not is_in(client)
    assert enter(client, number, shipped.password).status_code == 422


def test_a_password_of_an_account_is_no_delivery_password_and_the_token_is_stored_hashed(
    client: Client, session: Session
) -> None:
    _entered(client, a_shipped())
    cookie = client.get_cookie("tbc_delivery")
    assert cookie is not None
    assert cookie.value not in db.session.scalars(select(DeliverySession.token_hash)).all()
    client.delete_cookie("tbc_delivery", domain="localhost")
    client.set_cookie("tbc_session", cookie.value, domain="localhost")
    assert client.get("/applications").status_code == 303


def test_no_password_stands_in_a_row_of_the_database(session: Session) -> None:
    shipped = a_shipped()
    rows = session.execute(text("SELECT letters::text FROM letters UNION ALL SELECT deliveries::text FROM deliveries"))
    assert not any(shipped.password in row for row in rows.scalars())
    assert db.session.scalars(select(Letter)).all()


def _entered(client: Client, shipped: Shipped) -> None:
    assert enter(client, shipped.delivery.number, shipped.password).status_code == 303


def _bare(answer: TestResponse, number: str) -> str:
    """The page without what was typed and without the token of its form."""
    lines = answer.get_data(as_text=True).replace(number, "").splitlines()
    return "\n".join(line for line in lines if "csrf_token" not in line)


def _headers(answer: TestResponse) -> list[tuple[str, str]]:
    changing = {"Set-Cookie", "X-Request-Id", "Content-Length", "Date"}
    return sorted((name, value) for name, value in answer.headers if name not in changing)


@pytest.mark.usefixtures("dear_hashes")
def test_a_wrong_password_takes_as_long_as_an_unknown_number(session: Session) -> None:
    taken: dict[str, list[float]] = {a_shipped().delivery.number: [], "SHPC0000000": []}
    for _ in range(40):
        for number, times in taken.items():
            began = time.process_time()
            with pytest.raises(WrongPassword):
                signing_in.sign_in(Actor(address="192.0.2.1"), number, "2" * 17)
            times.append(time.process_time() - began)
            session.query(Throttle).delete()
            session.query(AuditEvent).count()
    known, unknown = (statistics.median(times) for times in taken.values())
    assert abs(known - unknown) < 0.1 * max(known, unknown)
