"""Adding to the audit trail, in the transaction of the act itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.policy import Actor


def record(
    act: str,
    actor: Actor,
    subject_type: str,
    subject_id: UUID | None = None,
    *,
    organization_id: UUID | None = None,
    **details: Any,
) -> None:
    """Note that `actor` did `act` to the subject. `details` never hold passwords, tokens or whole records.

    `organization_id` is the organization in which it happened: its owners see the event.
    """
    session.add(
        AuditEvent(
            act=act,
            actor_id=actor.user_id,
            actor_name=actor.name,
            address=actor.address,
            subject_type=subject_type,
            subject_id=subject_id,
            organization_id=organization_id,
            details=details,
        )
    )
