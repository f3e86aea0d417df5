"""The demo's mailbox: every letter that the portal sent, to whomever, for the page /demo/mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from sqlalchemy import Connection, Row, any_, insert, select

from tbc.demo.tables import mails
from tbc.kit.db import session

PAGE = 20
Line = Row[int, datetime, list[str], str]


@dataclass(frozen=True, slots=True)
class Mail:
    """One letter as its reader sees it. `html` is empty where the letter has none; files are (name, type, content)."""

    id: int
    arrived_at: datetime
    recipients: Sequence[str]
    headers: list[tuple[str, str]]
    subject: str
    text: str
    html: str
    files: list[tuple[str, str, bytes]]


def keep(connection: Connection, message: bytes, recipients: Sequence[str], arrived_at: datetime) -> None:
    """Put one letter, as it came over the wire, into the mailbox."""
    subject = str(_parse(message)["Subject"] or "")
    connection.execute(
        insert(mails).values(arrived_at=arrived_at, recipients=list(recipients), subject=subject, message=message)
    )


def list_mails(to: str = "", before: int | None = None) -> tuple[Sequence[Line], int | None]:
    """One page of letters (id, arrived_at, recipients, subject), the newest first, and where the next one begins.

    `to` is one address, or empty for everybody's.
    """
    query = select(mails.c.id, mails.c.arrived_at, mails.c.recipients, mails.c.subject)
    if to:
        query = query.where(any_(mails.c.recipients) == to)
    if before:
        query = query.where(mails.c.id < before)
    rows = session.execute(query.order_by(mails.c.id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def find_mail(mail_id: int) -> Mail | None:
    """One letter, taken apart."""
    row = session.execute(select(mails).where(mails.c.id == mail_id)).one_or_none()
    if row is None:
        return None
    message = _parse(row.message)
    names = ("From", "To", "Date", "Message-ID")
    return Mail(
        id=row.id,
        arrived_at=row.arrived_at,
        recipients=row.recipients,
        headers=[(name, str(message[name])) for name in names if message[name]],
        subject=row.subject,
        text=_body(message, "plain"),
        html=_body(message, "html"),
        files=[_file(part) for part in message.iter_attachments()],
    )


def _parse(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=default)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _file(part: EmailMessage) -> tuple[str, str, bytes]:
    return part.get_filename() or "file", part.get_content_type(), _bytes(part)


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
