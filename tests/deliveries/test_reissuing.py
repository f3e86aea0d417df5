"""A new password from the delivery site: the same answer to everybody, the mail to the address last used (DLV-3)."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tbc.audit.queries import list_about
from tbc.deliveries import limits
from tbc.deliveries.models import Delivery
from tbc.deliveries.service.signing_in import issue_anew
from tbc.kit import db
from tbc.mail.models import Letter
from tests.client import Client
from tests.deliveries.making import a_delivery
from tests.mailbox import Mailbox, text_of
from tests.worker import run_worker_once, send_letters

pytestmark = pytest.mark.rule("DLV-3")
JOBS = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'reissue-delivery'"


def ask(client: Client, number: str) -> TestResponse:
    return client.submit("/delivery/reissue", {"delivery_number": number})


def passwords() -> int:
    wanted = select(func.count()).select_from(Letter).where(Letter.kind == "delivery-password")
    return db.session.scalar(wanted) or 0


def unknown(number: str) -> str:
    return f"SHPC{(int(number[4:]) + 1) % 10_000_000:07d}"


def test_known_and_unknown_numbers_get_the_same_answer_after_the_same_work(
    client: Client, session: Session, statements: list[str]
) -> None:
    number = a_delivery().number
    asked = []
    for typed in (number, unknown(number), "nonsense"):
        client.get("/delivery/reissue")
        statements.clear()
        answer = ask(client, typed)
        asked.append((answer.status_code, answer.location, len(statements)))
    assert asked[0][:2] == (303, "/delivery/reissued")
    assert len(set(asked)) == 1
    assert db.session.scalar(text(JOBS)) == 3
    assert passwords() == 1  # the worker sends, and only to whom there is something to send


def test_an_empty_form_says_where_to_find_the_number(client: Client, session: Session) -> None:
    answer = ask(client, "")
    assert answer.status_code == 422
    assert "「ID」のメール" in answer.get_data(as_text=True)


def test_asking_too_often_is_turned_away_known_or_not(client: Client, session: Session) -> None:
    number = a_delivery().number
    for typed in (number, unknown(number)):
        answers = [ask(client, typed).status_code for _ in range(limits.REISSUE[0].tries + 1)]
        assert answers == [303] * limits.REISSUE[0].tries + [429]


def test_a_client_that_asks_for_many_is_turned_away(client: Client, session: Session) -> None:
    tries = limits.REISSUE[1].tries
    answers = [ask(client, f"SHPC{number:07d}").status_code for number in range(tries + 1)]
    assert answers == [303] * tries + [429]


def test_the_new_password_goes_to_the_address_last_used(session: Session, mailbox: Mailbox) -> None:
    delivery = a_delivery()
    delivery.sent_to = "taro@takasaki.example.jp"
    send_letters()
    mailbox.clear()
    assert issue_anew(delivery.number, "192.0.2.7")
    send_letters()
    assert {message["To"] for message in mailbox.messages} == {"taro@takasaki.example.jp"}
    assert [message["Subject"][:3] for message in mailbox.messages] == ["再送:"] * 2
    event = list_about("delivery", delivery.id)[-1]
    assert (event.act, event.address) == ("delivery-resent", "192.0.2.7")


def test_nothing_is_sent_for_a_number_that_is_none(session: Session) -> None:
    number = a_delivery().number
    assert not issue_anew(unknown(number), "192.0.2.7")
    assert not issue_anew("nonsense", "192.0.2.7")
    assert passwords() == 1


def test_nothing_is_sent_for_a_cancelled_order(session: Session) -> None:
    number = a_delivery().number
    session.execute(text("UPDATE orders SET state = 'cancelled', cancelled_at = now(), cancel_reason = '誤り'"))
    assert not issue_anew(number, "192.0.2.7")


def test_the_worker_does_it_within_one_run(fresh_database: str, mailbox: Mailbox) -> None:
    from tbc import jobs

    engine = create_engine(fresh_database)
    db.bind(engine)
    number = a_delivery().number
    with db.unit_of_work():
        jobs.enqueue("reissue-delivery", lock="reissue-delivery x", number=number, address="192.0.2.7")
    db.session.remove()
    run_worker_once(fresh_database, mailbox.url)
    sent = [message for message in mailbox.messages if "再送:" in message["Subject"]]
    assert [number in text_of(message) for message in sent].count(True) == 1
    delivery = db.session.scalars(select(Delivery)).one()
    assert delivery.password_version == 2
    db.session.remove()
    db.bind(engine)
    engine.dispose()
