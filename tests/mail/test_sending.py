"""Sending: what arrives, what is tried again, what has failed."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc.kit.clock import now
from tbc.mail import house
from tbc.mail.jobs import requeue_left_letters
from tbc.mail.message import build
from tbc.mail.models import Letter
from tbc.mail.rules import GIVE_UP_AFTER, wait_before
from tbc.mail.sending import send
from tests.mail.test_post import AT, a_letter, waiting_jobs
from tests.mailbox import Mailbox, html_of, text_of
from tests.worker import send_letters


@pytest.mark.rule("MAI-1")
def test_a_letter_arrives_whole(session: Session, mailbox: Mailbox) -> None:
    letter = a_letter(attachments=[("受付票 髙﨑.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")])
    send_letters()
    (message,) = mailbox.to("sakura@takasaki.example.jp")
    assert message["Subject"] == "試験のお知らせ 髙﨑㈱①𠮷"
    assert message["From"] == "Trend Business Center <portal@tbc.example.com>"
    assert message["Message-ID"] == letter.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"]
    assert abs(message["Date"].datetime - now()) < timedelta(minutes=1)
    assert "髙﨑㈱①𠮷 2026年11月21日" in text_of(message)
    assert "<h1>髙﨑㈱①𠮷</h1>" in html_of(message)
    (file,) = message.iter_attachments()
    assert isinstance(file, EmailMessage)
    assert (file.get_filename(), file.get_content()) == ("受付票 髙﨑.pdf", b"%PDF-1.7 \x00\xff")
    assert mailbox.envelopes[0].mail_from == "portal@tbc.example.com"


@pytest.mark.rule("MAI-1")
def test_a_sent_letter_is_not_sent_again(session: Session, mailbox: Mailbox) -> None:
    letter = a_letter()
    send_letters()
    send_letters()
    send(letter.id)
    assert len(mailbox.messages) == 1
    assert (letter.state, letter.attempts, letter.last_error) == ("sent", 1, "")


@pytest.mark.rule("MAI-1")
def test_a_server_that_is_down_is_tried_again(session: Session, mailbox: Mailbox) -> None:
    mailbox.stop()
    row = a_letter()
    send_letters()
    assert (row.state, row.attempts) == ("queued", 1)
    assert "ConnectionRefusedError" in row.last_error
    assert timedelta(seconds=20) < row.next_at - now() <= timedelta(seconds=30)
    mailbox.start()
    send_letters()
    assert row.state == "sent"
    assert len(mailbox.messages) == 1


@pytest.mark.rule("MAI-1")
@pytest.mark.parametrize("answer", ["451 4.3.0 Try again later", "421 Too busy"])
def test_a_busy_server_is_tried_again(session: Session, mailbox: Mailbox, answer: str) -> None:
    mailbox.answer = answer
    row = a_letter()
    send_letters()
    assert row.state == "queued"
    assert answer in row.last_error


@pytest.mark.rule("MAI-1")
def test_a_refusal_is_final_and_keeps_the_servers_words(session: Session, mailbox: Mailbox) -> None:
    mailbox.answer = "550 5.1.1 User unknown"
    row = a_letter()
    send_letters()
    assert (row.state, row.last_error) == ("failed", "550 5.1.1 User unknown")


@pytest.mark.rule("MAI-1")
def test_twelve_hours_of_trying_are_enough(session: Session, mailbox: Mailbox) -> None:
    mailbox.stop()
    letter = a_letter()
    letter.queued_at = now() - GIVE_UP_AFTER
    letter.attempts = 13
    send_letters()
    assert letter.state == "failed"


@pytest.mark.rule("MAI-1")
def test_waits_double_up_to_two_hours_and_fill_twelve() -> None:
    waits = [wait_before(attempt).total_seconds() for attempt in range(2, 16)]
    assert waits[:4] == [30, 60, 120, 240]
    assert max(waits) == 7200
    assert sum(waits[:12]) < GIVE_UP_AFTER.total_seconds() < sum(waits[:14])


@pytest.mark.rule("MAI-1")
def test_a_letter_whose_job_was_lost_gets_another(session: Session) -> None:
    letter = a_letter()
    letter.next_at = now() - timedelta(minutes=1)
    session.execute(text("DELETE FROM procrastinate_jobs"))
    assert requeue_left_letters() == 1
    assert waiting_jobs(session) == 1
    assert requeue_left_letters() == 0


@pytest.mark.rule("MAI-1")
def test_a_letter_that_cannot_be_written_fails_and_does_not_come_round(session: Session, mailbox: Mailbox) -> None:
    row = a_letter(to="a..b@" + "ä" * 70 + ".example")
    send_letters()
    assert row.state == "failed"
    assert "Error" in row.last_error


@pytest.mark.rule("MAI-1")
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=120))
def test_any_subject_survives_the_wire(subject: str) -> None:
    subject = " ".join(subject.split()) or "x"
    wire = _on_the_wire(subject)
    head = wire.split(b"\r\n\r\n", 1)[0]
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    raw = [line for line in head.replace(b"\r\n ", b" ").split(b"\r\n") if line.lower().startswith(b"subject:")]
    assert len(raw) == 1
    assert str(make_header(decode_header(raw[0].decode("ascii").partition(":")[2].strip()))) == subject
    assert message_from_bytes(wire, policy=default)["Subject"] == subject


@pytest.mark.rule("MAI-1")
def test_a_plain_subject_of_any_length_begins_without_a_space() -> None:
    words = "Electronic delivery: about your re-send request Trend Micro [DEDC1EAA], and more words behind it"
    for length in range(1, len(words) + 1):
        subject = words[:length].strip()
        assert message_from_bytes(_on_the_wire(subject), policy=default)["Subject"] == subject


def _on_the_wire(subject: str) -> bytes:
    letter = Letter(
        to="a@example.com",
        subject=subject,
        body_text="t",
        body_html="h",
        message_id="<1@x>",
        language="ja",
        queued_at=AT,
        attachments=[],
    )
    return bytes(build(letter, house.settings()))
