"""A real mail server on loopback that keeps what it gets, and can be told to be down, busy or unwilling."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tbc import mail
from tbc.mail import house


@dataclass
class Mailbox:
    """What has arrived, in order of arrival.

    `answer`, if any, is what the server says instead of taking a letter; `delay` are the seconds that it thinks first.
    """

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    answer: str = ""
    delay: float = 0
    arrived: Event = field(default_factory=Event)
    _controller: Controller | None = None

    @property
    def url(self) -> str:
        """For TBC_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address."""
        return [message for message in self.messages if message["To"] == address]

    def clear(self) -> None:
        """Forget what has arrived."""
        self.messages.clear()
        self.envelopes.clear()

    def start(self) -> None:
        """Listen, on the same port as before if there was one."""
        self.port = self.port or free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, server_hostname="localhost")
        self._controller.start()

    def stop(self) -> None:
        """The server is down; connections are refused."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd hands a letter over."""
        if self.answer:
            return self.answer
        await asyncio.sleep(self.delay)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.envelopes.append(envelope)
        self.arrived.set()
        return "250 OK"


def text_of(message: EmailMessage) -> str:
    """The plain text of a letter."""
    part = message.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def html_of(message: EmailMessage) -> str:
    """The HTML of a letter."""
    part = message.get_body(("html",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A running mail server; letters sent in this process go to it."""
    box = Mailbox()
    box.start()
    before = house.settings()
    mail.set_up(replace(before, smtp_url=box.url))
    yield box
    box.stop()
    mail.set_up(before)
