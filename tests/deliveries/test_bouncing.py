"""Mails of deliveries that came back: a task for the desk, once (DLV-2)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from tbc.audit.queries import list_about
from tbc.deliveries.models import Delivery
from tbc.deliveries.service.bouncing import receive
from tbc.kit import db
from tbc.kit.clock import now
from tbc.mail.models import Bounce, Letter
from tbc.policy import ANONYMOUS
from tbc.requests.models import Request
from tests.client import Client
from tests.deliveries.making import a_delivery
from tests.mail.reports import a_report
from tests.people import an_operator, sign_in
from tests.worker import environment

pytestmark = pytest.mark.rule("DLV-2")
TO = "license-order@takasaki.example.jp"


def sent(kind: str) -> Letter:
    """The letter of this kind, which has gone out."""
    letter = db.session.scalars(select(Letter).where(Letter.kind == kind)).one()
    if letter.state != "sent":
        letter.state, letter.sent_at, letter.secret = "sent", now(), None
    db.session.commit()
    return letter


def report_of(letter: Letter, number: int = 1) -> bytes:
    return a_report(letter.message_id, letter.to, message_id=f"<report-{number}@{{host}}>")


def tasks() -> list[Request]:
    return list(db.session.scalars(select(Request).where(Request.kind == "bounce")))


def test_a_bounce_opens_a_task_about_the_delivery(session: Session) -> None:
    delivery = a_delivery()
    letter = sent("delivery-id")
    assert receive(ANONYMOUS, report_of(letter)) is letter
    (task,) = tasks()
    assert (task.state, task.about_type, task.about) == ("open", "delivery", delivery.id)
    assert task.company == "サンプル髙﨑建設株式会社"
    assert task.asked["letter_id"] == str(letter.id)
    assert task.asked["status"] == "5.1.1"
    assert list_about("delivery", delivery.id)[-1].act == "delivery-bounced"


def test_both_mails_that_come_back_are_one_task(session: Session) -> None:
    a_delivery()
    for number, kind in enumerate(("delivery-id", "delivery-password", "delivery-id")):
        receive(ANONYMOUS, report_of(sent(kind), min(number, 1)))
    assert len(tasks()) == 1
    assert len(session.scalars(select(Bounce)).all()) == 2


def test_a_report_read_twice_changes_nothing(session: Session) -> None:
    a_delivery()
    letter = sent("delivery-id")
    receive(ANONYMOUS, report_of(letter))
    (task,) = tasks()
    task.state, task.decided_at = "answered", now()
    assert receive(ANONYMOUS, report_of(letter)) is None
    assert [task.state for task in tasks()] == ["answered"]


def test_an_acceptance_mail_that_comes_back_is_a_task_about_the_order(session: Session) -> None:
    delivery = a_delivery()
    receive(ANONYMOUS, report_of(sent("order-accepted")))
    (task,) = tasks()
    assert (task.about_type, task.about) == ("order", delivery.order_id)


def test_any_other_letter_is_noted_alone(session: Session) -> None:
    a_delivery()
    letter = sent("application-filed")
    assert receive(ANONYMOUS, report_of(letter)) is letter
    assert tasks() == []


def test_staff_see_it_at_the_delivery_and_in_the_queue(client: Client, session: Session) -> None:
    delivery = a_delivery()
    number, record = delivery.number, f"/desk/deliveries/{delivery.id}"
    receive(ANONYMOUS, report_of(sent("delivery-password")))
    db.session.commit()
    sign_in(client, an_operator())
    assert "納品のメールが戻ってきました" in client.get(record).get_data(as_text=True)
    assert number in client.get("/desk/deliveries?fate=trouble").get_data(as_text=True)
    assert "届かなかったメール" in client.get("/desk/requests").get_data(as_text=True)


def test_the_command_reads_a_pipe_and_files_and_leaves_other_mail_alone(fresh_database: str, tmp_path: Path) -> None:
    engine = create_engine(fresh_database)
    db.bind(engine)
    a_delivery()
    letters = [report_of(sent(kind), at) for at, kind in enumerate(("delivery-id", "delivery-password"))]
    db.session.remove()
    reports = tmp_path / "one.eml", tmp_path / "other.eml"
    reports[0].write_bytes(letters[1])
    reports[1].write_bytes(b"Subject: holiday\n\nAway.\n")
    said = [
        run(fresh_database, letters[0]),
        run(fresh_database, b"", *map(str, reports)),
        run(fresh_database, letters[0]),
    ]
    assert ["came back" in words for words in said] == [True, True, False]
    assert "left alone" in said[1]
    assert len(db.session.scalars(select(Bounce)).all()) == 2
    assert len(tasks()) == 1
    assert db.session.scalars(select(Delivery)).one().number
    db.session.remove()
    db.bind(engine)
    engine.dispose()


def run(database_url: str, content: bytes, *files: str) -> str:
    """What the command says; it ends well."""
    ended = subprocess.run(
        [sys.executable, "-m", "tbc", "receive-bounce", *files],
        input=content,
        env=environment(database_url, "smtp://127.0.0.1:1") | {"PATH": os.environ["PATH"]},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout.decode()
