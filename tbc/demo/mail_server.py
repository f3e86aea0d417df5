"""The demo's mail server: takes every letter and delivers none; they stay in the mailbox."""

from __future__ import annotations

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import create_engine

from tbc.demo.mailbox import keep
from tbc.demo.postgres import free_port
from tbc.kit.clock import now


class MailServer:
    """An SMTP server on a free port of loopback, in a thread of this process, that writes into the demo's database."""

    def __init__(self, database_url: str) -> None:
        self._engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
        self._port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self._port, server_hostname="localhost")

    @property
    def url(self) -> str:
        """For TBC_SMTP_URL."""
        return f"smtp://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listen until told to stop."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()
        self._engine.dispose()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        """A letter arrives. Sender and worker are on this machine: nobody else waits while it is written."""
        assert isinstance(envelope.content, bytes)
        with self._engine.begin() as connection:
            keep(connection, envelope.content, envelope.rcpt_tos, now())
        return "250 OK"
