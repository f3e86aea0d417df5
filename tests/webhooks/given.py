"""Receivers and messages for the tests of webhooks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from tbc.kit import db
from tbc.webhooks import sending
from tbc.webhooks.models import Endpoint, Message
from tbc.webhooks.rules import KINDS
from tbc.webhooks.service import endpoints
from tests.people import acting, an_administrator


def an_endpoint(url: str = "https://hooks.example.com/tbc", kinds: tuple[str, ...] = KINDS) -> tuple[Endpoint, str]:
    """A receiver that an administrator has added, and its secret."""
    return endpoints.add(acting(an_administrator()), "受注システム", url, kinds)


def send_all() -> None:
    """Try once to send whatever is due, in this test's own transaction, as workers would one after the other."""
    for message_id in queued():
        sending.send(message_id)
        db.session.flush()


def queued() -> list[UUID]:
    wanted = select(Message.id).where(Message.state == "queued").order_by(Message.sequence)
    return list(db.session.scalars(wanted))


def messages() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.sequence)))
