"""What tests of signing in from a portal begin with, and what they look at."""

from __future__ import annotations

from sqlalchemy import select
from werkzeug.test import TestResponse

from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tests.client import Client


def refusals(act: str = "partner-sign-in-refused") -> list[str]:
    """Why people were refused, the oldest first, as the audit trail has it."""
    wanted = select(AuditEvent).where(AuditEvent.act == act).order_by(AuditEvent.at, AuditEvent.id)
    return [row.details["reason"] for row in session.scalars(wanted)]


def register(client: Client) -> TestResponse:
    """Confirm what the portal said, on the page of the first sign-in."""
    return client.submit("/partner/registration", {"consent": "y"})
