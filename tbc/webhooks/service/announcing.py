"""Telling other systems: what is announced stands in the transaction of what it tells, a worker sends it afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from tbc import jobs
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.webhooks.models import Message
from tbc.webhooks.queries import list_wanting
from tbc.webhooks.rules import KINDS

SEND = "send-webhook"
LOCK = "webhook "


def announce(kind: str, subject: str, payload: Mapping[str, Any]) -> None:
    """Tell every receiver that wants `kind`, once this transaction commits.

    `kind` is one of `rules.KINDS`, `subject` the number of what it is about (a reception number, an order's, a
    license's): of one subject each receiver hears in the order in which it happened. `payload` is JSON without
    passwords or codes. Rule API-1.

    Raises:
        ValueError: the kind is none.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of webhook.")
    wanting = list_wanting(kind)
    if not wanting:
        return
    # Two transactions about one subject announce one after the other: the later one's rows come later for everybody.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{LOCK}{subject}", 0))))
    at = now()
    body = written(kind, subject, payload, at)
    messages = [
        Message(endpoint_id=endpoint_id, kind=kind, subject=subject, body=body, announced_at=at, next_at=at)
        for endpoint_id in wanting
    ]
    session.add_all(messages)
    session.flush()
    for message in messages:
        enqueue(message)


def written(kind: str, subject: str, payload: Mapping[str, Any], at: datetime) -> str:
    """The body that goes out, as Standard Webhooks lays it out: type, timestamp, data; and the subject."""
    timestamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    envelope = {"type": kind, "timestamp": timestamp, "subject": subject, "data": payload}
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))


def enqueue(message: Message, at: datetime | None = None) -> bool:
    """Ask for the job that sends `message`, at once or from `at` on; False if one waits already."""
    return jobs.enqueue(SEND, lock=f"{LOCK}{message.id}", at=at, message_id=str(message.id))
