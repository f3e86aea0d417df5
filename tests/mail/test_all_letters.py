"""Every letter through a real mail server: as it was written, to one address, a number never with its password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tbc import mail
from tbc.mail import house
from tbc.mail.models import Letter
from tbc.mail.rules import UnfitForHeader
from tbc.mail.service import post
from tests.mail.test_english import LETTERS, VALUES
from tests.mailbox import Mailbox, html_of, text_of
from tests.security.poison import SUM, escaped_from
from tests.worker import send_letters

MARK = "髙﨑𠮷㈱①"
EVIL = "\"><svg onload=alert(1)>'{{7777*7777}}%(name)s%s{0}</title></script><script>alert(2)</script>"
BREAKING = "\r\nBcc: x@example.com\r\n\r\n本文"
TO = "license-order@takasaki.example.jp"
NUMBER, PASSWORD = VALUES["delivery"].number, VALUES["password"]
# Values that letters are guided by; everything else may hold whatever somebody typed.
FIXED = {
    "kind",
    "names_kind",
    "outcome",
    "factor",
    "number",
    "password",
    "token",
    "language",
    "product_code",
    "virtual_account",
}
HEADERS = ("From", "To", "Subject", "Date", "Message-ID")
OTHER_RECIPIENTS = ("Cc", "Bcc", "Reply-To", "Resent-To", "Resent-Cc", "Resent-Bcc")

pytestmark = [pytest.mark.rule("DLV-2"), pytest.mark.rule("MAI-1")]


@pytest.fixture(autouse=True)
def brand(mailbox: Mailbox) -> Iterator[None]:
    """A brand that needs more than one character set: it stands in the subjects of orders and deliveries."""
    before = house.settings()
    mail.set_up(replace(before, brand=MARK))
    yield
    mail.set_up(before)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("letter", LETTERS)
def test_names_arrive_as_they_are_written(session: Session, mailbox: Mailbox, letter: str, language: str) -> None:
    row, message = _sent(mailbox, letter, language, MARK)
    assert MARK in row.body_text or letter in NAMELESS
    assert message["Subject"] == row.subject
    assert text_of(message).replace("\r\n", "\n") == _told(row.body_text)
    assert html_of(message).replace("\r\n", "\n") == _told(row.body_html)
    assert message.get_content_charset("utf-8") == "utf-8"


# The subject tells all by itself, and nothing that somebody typed stands in the letter.
NAMELESS = frozenset({"request-received", "reset-unknown", "invoice-due", "renewal-lapsed"})


@pytest.mark.parametrize("letter", ["order-accepted", "delivery-id", "delivery-password", "request-received"])
def test_a_subject_with_a_name_is_no_other_subject(session: Session, mailbox: Mailbox, letter: str) -> None:
    _row, message = _sent(mailbox, letter, "ja", "")
    assert MARK in message["Subject"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("letter", LETTERS)
def test_it_goes_to_one_address_and_is_no_program(
    session: Session, mailbox: Mailbox, letter: str, language: str
) -> None:
    _row, message = _sent(mailbox, letter, language, EVIL)
    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == [TO]
    for name in HEADERS:
        assert len(message.get_all(name, [])) == 1, name
    assert message["To"] == TO
    assert [name for name in OTHER_RECIPIENTS if name in message] == []
    assert escaped_from(html_of(message)) == []
    assert SUM not in text_of(message)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_line_break_in_a_name_makes_no_header(session: Session, mailbox: Mailbox, letter: str) -> None:
    """Such a letter is refused before it is written, or the break stays in its body."""
    try:
        _row, message = _sent(mailbox, letter, "ja", BREAKING)
    except UnfitForHeader:
        assert mailbox.messages == []
        return
    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == [TO]
    assert "Bcc" not in message
    assert "\n" not in message["Subject"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("letter", LETTERS)
def test_number_and_password_of_a_delivery_are_never_in_one_mail(
    session: Session, mailbox: Mailbox, letter: str, language: str
) -> None:
    """Not in its headers either, nor in an address that it links to: each letter is given both."""
    _row, message = _sent(mailbox, letter, language, "")
    whole = "\n".join([*map(str, message.values()), text_of(message), html_of(message)])
    digits = NUMBER.removeprefix("SHPC")
    assert (digits in whole) == (letter == "delivery-id")
    assert (PASSWORD in whole) == (letter == "delivery-password")


def _sent(mailbox: Mailbox, letter: str, language: str, typed: str) -> tuple[Letter, EmailMessage]:
    """The letter's row and the one message that arrived, with `typed` in each value that somebody may have typed."""
    row = post(letter, to=TO, language=language, **_given(letter, typed))
    send_letters()
    assert (row.state, row.last_error) == ("sent", "")
    (message,) = mailbox.messages
    return row, message


def _given(letter: str, typed: str) -> dict[str, Any]:
    values = {name: _with(typed, name, value) for name, value in VALUES.items()}
    if letter == "delivery-password":
        values["secret"] = {"password": values.pop("password")}
    return values


def _with(typed: str, name: str, value: Any) -> Any:
    """The same value, and behind each of its words what was typed."""
    if isinstance(value, str):
        return value if name in FIXED else value + typed
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**{key: _with(typed, key, inner) for key, inner in vars(value).items()})
    if isinstance(value, dict):
        return {key: _with(typed, key, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_with(typed, name, inner) for inner in value)
    return value


def _told(body: str) -> str:
    """As a mail carries it: with the password in its place, and a line's end at the end."""
    return body.replace("••••••", PASSWORD).removesuffix("\n") + "\n"
