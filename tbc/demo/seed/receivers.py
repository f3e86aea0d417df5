"""Other systems: one that heard of everything until it was paused, and the token with which it asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select, text, update

from tbc.api.service import tokens
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.people import find_staff
from tbc.kit.db import session
from tbc.webhooks.models import Endpoint, Message
from tbc.webhooks.rules import KINDS
from tbc.webhooks.service import endpoints

NAME = "受注システム"
# Nobody is there, and nobody is asked for: it is paused before the demo runs.
URL = "https://orders.vendor.example.com/hooks/tbc"
HEARD = timedelta(seconds=2)


def entries(today: datetime) -> Iterator[Entry]:
    """It came last month, and rests since the day before yesterday."""
    yield Entry(today - timedelta(days=20), _connect)
    yield Entry(today - timedelta(days=2, hours=3), _pause)


def forget_jobs() -> None:
    """What is told to nobody needs no worker."""
    session.execute(text("DELETE FROM procrastinate_jobs WHERE task_name = 'send-webhook'"))


def _connect(_at: datetime) -> None:
    administrator = find_staff("administrator")
    endpoints.add(administrator, NAME, URL, KINDS)
    tokens.issue(administrator, NAME, ("numbers:read", "orders:read", "orders:write", "deliveries:write"), 365)


def _pause(_at: datetime) -> None:
    """By then it has taken everything."""
    endpoint = session.scalars(select(Endpoint)).one()
    taken = {"state": "taken", "attempts": 1, "status": 200, "begun_at": Message.announced_at}
    session.execute(
        update(Message)
        .where(Message.endpoint_id == endpoint.id)
        .values(settled_at=Message.announced_at + HEARD, **taken)
    )
    endpoints.pause(find_staff("administrator"), endpoint)
