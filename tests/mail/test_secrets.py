"""A secret word goes to its addressee alone: sealed until the letter is handed over, gone afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc import mail
from tbc.mail import house
from tbc.mail.models import Letter
from tbc.mail.service import post, resend
from tests.client import Client
from tests.mail.test_post import AT, a_letter
from tests.mailbox import Mailbox, html_of, text_of
from tests.people import acting, an_operator, sign_in
from tests.worker import send_letters

WORD = "R4nd<m>W0rd&k7"
TO = "sakura@takasaki.example.jp"


def a_secret_letter(**changes: object) -> Letter:
    """The letter of the tests, with a secret word where its token stands."""
    given: dict[str, object] = {"to": TO, "language": "ja", "name": "髙﨑", "at": AT, "secret": {"token": WORD}}
    return post("test-noted", **(given | changes))  # type: ignore[arg-type]  # what the letter names


def stored(session: Session) -> str:
    """The whole row, as a copy of the database would show it."""
    session.flush()
    return str(session.execute(text("SELECT letters::text FROM letters")).scalar_one())


@pytest.mark.rule("DLV-2")
def test_the_word_is_sealed_until_it_is_sent_and_gone_afterwards(session: Session, mailbox: Mailbox) -> None:
    letter = a_secret_letter()
    assert WORD not in stored(session)
    assert "/x/••••••" in letter.body_text
    send_letters()
    (message,) = mailbox.to(TO)
    assert f"/x/{WORD}" in text_of(message)
    assert "/x/R4nd&lt;m&gt;W0rd&amp;k7" in html_of(message)
    assert WORD not in stored(session)
    assert session.execute(text("SELECT secret FROM letters")).scalar_one() is None


@pytest.mark.rule("DLV-2")
def test_a_letter_that_failed_keeps_its_word_for_another_try(session: Session, mailbox: Mailbox) -> None:
    mailbox.answer = "550 5.1.1 User unknown"
    letter = a_secret_letter()
    send_letters()
    assert letter.state == "failed"
    mailbox.answer = ""
    resend(acting(an_operator()), letter)
    send_letters()
    assert WORD in text_of(mailbox.to(TO)[0])


@pytest.mark.rule("DLV-2")
def test_a_server_that_is_down_for_an_hour_gets_the_word_once(session: Session, mailbox: Mailbox) -> None:
    mailbox.stop()
    letter = a_secret_letter()
    for _attempt in range(3):
        send_letters()
    assert letter.state == "queued"
    mailbox.start()
    send_letters()
    send_letters()
    assert [WORD in text_of(message) for message in mailbox.messages] == [True]


@pytest.mark.rule("DLV-2")
def test_staff_do_not_read_the_word(client: Client, session: Session, mailbox: Mailbox) -> None:
    letter = a_secret_letter()
    address = f"/desk/mail/{letter.id}"
    sign_in(client, an_operator())
    shown = client.get(address).get_data(as_text=True)
    assert "••••••" in shown
    assert WORD not in shown
    assert "R4nd" not in shown


@pytest.mark.rule("DLV-2")
def test_the_database_keeps_no_word_of_a_letter_that_was_sent(session: Session) -> None:
    a_secret_letter()
    with pytest.raises(IntegrityError, match="secret_goes_with_it"), session.begin_nested():
        session.execute(text("UPDATE letters SET state = 'sent', sent_at = now()"))


@pytest.mark.rule("DLV-2")
def test_a_word_sealed_with_a_lost_key_fails_and_does_not_go_out_hidden(session: Session, mailbox: Mailbox) -> None:
    letter = a_secret_letter()
    before = house.settings()
    mail.set_up(replace(before, secret_key="another key, of no use for what was sealed"))
    try:
        send_letters()
    finally:
        mail.set_up(before)
    assert (letter.state, mailbox.messages) == ("failed", [])


def test_a_letter_has_one_secret_at_most(session: Session) -> None:
    with pytest.raises(ValueError, match="one secret"):
        a_secret_letter(secret={"token": "a", "other": "b"})


@pytest.mark.rule("DLV-2")
def test_deliveries_have_a_sender_and_a_return_path_of_their_own(session: Session, mailbox: Mailbox) -> None:
    known = house.settings()
    mail.set_up(
        replace(
            known,
            delivery_mail_from="電子納品 <delivery@tbc.example.com>",
            delivery_return_path="bounces@tbc.example.com",
        )
    )
    a_secret_letter(sender="delivery")
    a_letter()
    send_letters()
    delivered, other = mailbox.messages
    assert delivered["From"].addresses[0].display_name == "電子納品"
    assert delivered["From"].addresses[0].addr_spec == "delivery@tbc.example.com"
    assert other["From"].addresses[0].addr_spec == "portal@tbc.example.com"
    senders = [envelope.mail_from for envelope in mailbox.envelopes]
    assert senders == ["bounces@tbc.example.com", "portal@tbc.example.com"]


@pytest.mark.rule("DLV-2")
@pytest.mark.parametrize("sender", ["", "delivery@tbc.example.com", "電子納品 <delivery@tbc.example.com>"])
def test_without_a_return_path_bounces_come_to_the_sender(sender: str) -> None:
    settings = replace(house.settings(), delivery_mail_from=sender)
    assert settings.return_path == ("delivery@tbc.example.com" if sender else "portal@tbc.example.com")
